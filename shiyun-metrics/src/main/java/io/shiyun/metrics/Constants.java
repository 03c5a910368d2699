package io.shiyun.metrics;

/**
 * What is chosen of how an {@link Engine} weighs its views together and rests: the few numbers that no reason gives exactly.
 * How each view measures, and the surprise at which an alarm begins, are not among them.
 *
 * @param fading points after which the evidence of a view has faded to a third, more than 1
 * @param ofHistory share of the fused surprise that is replaced by its surprise against its own history, 0 to 1
 * @param ofHeights weight of the greatest height in the mean of the three kinds of views
 * @param ofRecords weight of the greatest record in it
 * @param ofShapes weight of the greatest course in it
 * @param recordDecades decades that a record far out adds to what its rarity gives
 * @param recordWidth part of the range ever seen at which a record adds half of them
 * @param alone decades beyond what the history can know at which a height is enough for an alarm by itself
 * @param clearly decades by which a surprise must exceed the one rested from
 * @param shortestRest points that a rest lasts at least
 * @param restOfLife part of the points known that a rest lasts
 * @param longestRest points that a rest lasts at most
 */
record Constants(
        double fading,
        double ofHistory,
        double ofHeights,
        double ofRecords,
        double ofShapes,
        double recordDecades,
        double recordWidth,
        double alone,
        double clearly,
        double shortestRest,
        double restOfLife,
        double longestRest) {

    /** What every detector uses. */
    static final Constants STANDARD = new Constants(12, 0.5, 1, 1, 1, 3, 0.1, 1.1, 0.3, 150, 1.0 / 20, 1024);

    /** Points of a rest that begins after so many. */
    double rest(long taken) {
        return Math.max(shortestRest, Math.min(longestRest, taken * restOfLife));
    }
}
