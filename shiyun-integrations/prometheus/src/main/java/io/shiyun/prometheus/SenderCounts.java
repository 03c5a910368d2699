package io.shiyun.prometheus;

/**
 * What became of the samples handed to a sender. Those handed over are the sum of {@code sent}, {@code waiting}, {@code
 * overflowed}, {@code refused} and {@code givenUp}.
 *
 * @param sent taken by the receiver
 * @param waiting in the queue or under way
 * @param overflowed dropped, the oldest first, since too many waited
 * @param refused dropped, since the receiver refused them for good, as with 400 or 401
 * @param givenUp dropped, since the receiver did not take them in time
 * @param retries requests that were sent again
 * @param lastFault what the receiver said when it last did not take a request; empty for never
 */
public record SenderCounts(
        long sent, long waiting, long overflowed, long refused, long givenUp, long retries, String lastFault) {}
