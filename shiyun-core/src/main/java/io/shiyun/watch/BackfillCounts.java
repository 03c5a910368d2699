package io.shiyun.watch;

/**
 * What a backfill has done with the points it read and was handed.
 *
 * @param delivered to the sink, each once
 * @param repeated seen before; expected, since reads overlap
 * @param revised of those, points whose value had changed; the first stays
 * @param late older than one delivered before, and not seen then; left out
 * @param ahead handed over with a time ahead of the clock by more than the overlap; left out
 * @param unitChanges series that came with another unit than before, which are other series from then on
 * @param refused points of new series beyond the most
 */
public record BackfillCounts(
        long delivered, long repeated, long revised, long late, long ahead, long unitChanges, long refused) {}
