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
 * @param alarm deviations beyond the usual at which an alarm begins at the latest
 * @param spreads of its own history beyond the usual at which an alarm begins, where that is less
 * @param stretch rows of whose peaks the usual one is learnt
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
        double spreads,
        int stretch) {

    static final JointConstants STANDARD = new JointConstants(4, 16, 64, 4, 32, 0.5, 10, 30, 1e4, 2.5, 6, 64);

    /** Returns the part of an exponential mean of this span that one point is. */
    static double rate(int span) {
        return 2.0 / (span + 1);
    }

    /** Returns the deviations beyond the usual at which so many metrics alarm: more where one alone makes the mean leap. */
    double need(int metrics) {
        return alarm * Math.sqrt(Math.max(1, 3.0 / most(metrics)));
    }

    /** Returns how many of so many metrics make up the whole. */
    int most(int metrics) {
        return (int) Math.ceil(StrictMath.pow(metrics, power));
    }
}
