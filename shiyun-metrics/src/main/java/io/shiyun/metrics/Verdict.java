package io.shiyun.metrics;

/**
 * What a detector says of one point.
 *
 * <p>An event is a run of unusual points. {@code alarm} is true once an event, on the point that began it; {@code
 * ongoing} is true on each point of it. The band is where the height of a point alone would not have
 * raised an alarm; a course, a spread or a change that is unusual may alarm within it.
 *
 * @param time of the point, in milliseconds since the epoch; for a verdict on silence, the time it was asked for
 * @param value of the point, NaN for a verdict on silence
 * @param accepted false for a point that was refused (not finite, late or a repeat) and changed nothing but a counter
 * @param expected what the detector expected, NaN before the first point
 * @param lower edge of the band, NaN while learning
 * @param upper edge of the band, NaN while learning
 * @param p estimated probability of a point at least this unusual on an ordinary day, in (0, 1]
 * @param score how much the point calls for attention, from 0 to 1; an alarm begins at 0.5, and while the series rests
 *     from a surprise about as great it is 0
 * @param direction side of the expected value
 * @param cause kind of the anomaly, NONE outside an event
 * @param alarm true on the one point that begins an event
 * @param ongoing true on every point of an event
 * @param since start of the event in milliseconds since the epoch, 0 outside one
 * @param confidence how well the series is known
 */
public record Verdict(
        long time,
        double value,
        boolean accepted,
        double expected,
        double lower,
        double upper,
        double p,
        double score,
        Direction direction,
        Cause cause,
        boolean alarm,
        boolean ongoing,
        long since,
        Confidence confidence) {

    /** Returns the verdict in one line for people. */
    public String words() {
        if (!accepted) {
            return "point refused: not finite, late or a repeat";
        }
        if (!ongoing) {
            return "as expected (confidence " + confidence.words() + ")";
        }
        return cause + " " + direction + " since " + since + ": value " + value + ", expected " + expected
                + ", usual band " + lower + " to " + upper + ", p " + p + " (confidence " + confidence.words() + ")";
    }
}
