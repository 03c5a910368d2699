package io.shiyun.metrics;

/**
 * A small state that judges each point of one series by the points before it.
 *
 * <p>Strictly causal: a verdict depends on nothing that came later. Deterministic: the same points give the same bits on
 * any machine. Not thread-safe: one thread at a time.
 */
public interface Detector {

    /**
     * Takes one point and returns its score without allocating; {@link #verdict()} tells the rest.
     *
     * <p>A value that is not finite, a time at or before the latest one, and a repeat are refused: they change nothing
     * but {@link #counts()} and score 0. A long run of late points is a clock that was set back, and is followed.
     *
     * @param time milliseconds since the epoch
     * @param value the sample
     * @return surprise from 0 to 1, 0.5 and more being an anomaly
     */
    double feed(long time, double value);

    /**
     * Says whether points are overdue at {@code now}; call it when no point came. The verdict's cause is MISSING while
     * they are, with one alarm.
     *
     * @param now milliseconds since the epoch
     */
    Verdict silence(long now);

    /** Returns the verdict on the latest point or silence. */
    Verdict verdict();

    /** Takes one point and returns the verdict on it. */
    default Verdict update(long time, double value) {
        feed(time, value);
        return verdict();
    }

    /**
     * Returns how far from ordinary the latest point and those just before it are, in decades of probability, whether or
     * not the detector rests; 0 while learning.
     */
    double surprise();

    /** Returns how many points were taken and refused. */
    Counts counts();

    /** Returns the whole state in a compact, versioned, checksummed form; the class documents its size. */
    byte[] save();

    /**
     * How many points a detector took and refused.
     *
     * @param taken points learnt from
     * @param notFinite values that were NaN or infinite
     * @param late points older than the latest one
     * @param repeated points with the time of the latest one
     * @param rebased times a clock that was set back was followed
     */
    record Counts(long taken, long notFinite, long late, long repeated, long rebased) {}
}
