package io.shiyun.metrics;

import java.util.List;

/**
 * What a joint detector says of one row.
 *
 * @param time of the row, in milliseconds since the epoch; for a verdict on silence, the time it was asked for
 * @param accepted false for a row that was refused (late, a repeat, or without any value) and changed nothing but a counter
 * @param known metrics that had a value
 * @param p estimated share of the rows so far, the latest ten thousand most, that deviated at least as much, in (0, 1]; below what so many rows can know it
 *     is a guess from the shape of the tail. 1 while learning, for the first rows after it, on a refused row and on silence.
 *     An alarm does not follow from it: that also asks what is usual at this time of the day and how great the usual peaks are
 * @param score how much the row calls for attention, from 0 to 1: half of how far the whole deviates beyond the usual, as
 *     part of what an alarm needs. An alarm begins at 0.5; while the detector rests, a row beyond the need that is not
 *     clearly greater than what it rests from has 0. 0 while learning and on a refused row; 0.5 at least where rows go missing
 * @param cause MISSING for rows that are overdue, SHAPE for an event in the metrics, NONE outside an event
 * @param alarm true on the one row that begins an event
 * @param ongoing true on every row of an event
 * @param since start of the event in milliseconds since the epoch, 0 outside one
 * @param confidence how well the whole is known
 * @param causes the metrics that are most unusual, the most unusual first; empty while learning and on a refused row
 */
public record JointVerdict(
        long time,
        boolean accepted,
        int known,
        double p,
        double score,
        Cause cause,
        boolean alarm,
        boolean ongoing,
        long since,
        Confidence confidence,
        List<Contribution> causes) {

    /** Copies the list. */
    public JointVerdict {
        causes = List.copyOf(causes);
    }
}
