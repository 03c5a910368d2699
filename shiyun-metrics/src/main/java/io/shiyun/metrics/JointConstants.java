package io.shiyun.metrics;

/**
 * What was chosen in a joint detector; all else follows from it. A span is the length of an exponential mean in rows.
 *
 * @param latest span of the values that a change is held against
 * @param smooth span over which the differences from the time of the day and from the other metrics are smoothed
 * @param longer span of the mean that a slow change is held against
 * @param brief the shorter span over which the whole is smoothed
 * @param lasting the longer one
 * @param power of the number of metrics: so many of the most unusual ones make up the whole
 * @param furthestTold deviations to which a value counts in what the others are foretold by
 * @param belief rows that the belief in independent metrics is worth
 * @param sharpest parts of its variance to which no metric is held to be foretold better, as one in so many
 * @param alarm surprise at which an alarm begins, in decades
 * @param teachesAfter rows after which an event is how things are now; a shorter one teaches nothing, so that its like
 *     alarms again
 */
record JointConstants(
        int latest,
        int smooth,
        int longer,
        int brief,
        int lasting,
        double power,
        double furthestTold,
        double belief,
        double sharpest,
        double alarm,
        int teachesAfter) {

    static final JointConstants STANDARD = new JointConstants(4, 16, 64, 4, 32, 0.5, 10, 30, 1e4, 4, 256);

    /** Returns the part of an exponential mean of this span that one point is. */
    static double rate(int span) {
        return 2.0 / (span + 1);
    }

    /** Returns how many of so many metrics make up the whole. */
    int most(int metrics) {
        return (int) Math.ceil(StrictMath.pow(metrics, power));
    }
}
