package io.shiyun.prometheus;

/**
 * What a receiver has seen since it was made.
 *
 * @param requests taken, in whole or but for some series
 * @param samples handed to the sink
 * @param repeatedRequests byte for byte a request taken shortly before: answered well and not taken again
 * @param refusedRequests not understood or too large; nothing of them was taken
 * @param busy turned away for now
 * @param failed the sink threw
 * @param refusedSeries left out since their labels break the rules
 * @param stale markers that a series has ended; not handed over
 * @param notFinite other values that are NaN or infinite; not handed over
 * @param repeated samples with the time of the one before in their series; handed over
 * @param disordered samples older than one before in their series and request; handed over
 * @param histograms native histograms; left out
 * @param exemplars left out
 */
public record ReceiverCounts(
        long requests,
        long samples,
        long repeatedRequests,
        long refusedRequests,
        long busy,
        long failed,
        long refusedSeries,
        long stale,
        long notFinite,
        long repeated,
        long disordered,
        long histograms,
        long exemplars) {}
