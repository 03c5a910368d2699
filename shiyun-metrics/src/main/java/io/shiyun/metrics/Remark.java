package io.shiyun.metrics;

import java.util.Objects;

/**
 * What somebody said of the alarms of a series.
 *
 * @param kind whether an alarm was nothing, or one was missed
 * @param event when the alarm began, or should have, in milliseconds since the epoch
 * @param cause of the alarm; NONE for one that was missed
 * @param by who said it, at most 200 characters
 * @param at when it was said, in milliseconds since the epoch
 * @param note in own words, at most 200 characters
 */
public record Remark(Kind kind, long event, Cause cause, String by, long at, String note) {
    static final int LONGEST = 200;

    /** What was said. */
    public enum Kind {
        /** This was nothing. */
        NOTHING,
        /** You missed this. */
        MISSED
    }

    /**
     * Checks the remark.
     *
     * @throws IllegalArgumentException when nobody says it, a text is too long, or the cause does not fit the kind
     */
    public Remark {
        Objects.requireNonNull(kind, "kind");
        if (by.isBlank() || by.length() > LONGEST || note.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "by: must not be blank, and by and note at most " + LONGEST + " characters");
        }
        if ((kind == Kind.NOTHING) == (cause == Cause.NONE)) {
            throw new IllegalArgumentException(
                    "cause: is that of the alarm that was nothing, and NONE for one that was missed");
        }
    }

    /** Returns that the alarm of this verdict was nothing. */
    public static Remark nothing(Verdict alarm, String by, long at, String note) {
        return new Remark(Kind.NOTHING, alarm.since(), alarm.cause(), by, at, note);
    }

    /** Returns that there should have been an alarm at {@code event}. */
    public static Remark missed(long event, String by, long at, String note) {
        return new Remark(Kind.MISSED, event, Cause.NONE, by, at, note);
    }
}
