package io.shiyun.metrics;

/**
 * Where each part of a detector's state lies, from its first byte. What every point touches comes first, so that a point of
 * one in a million series loads few lines of memory. Any change here is a new {@link #VERSION}.
 */
final class Layout {
    static final int VERSION = 6;

    /** Points learnt from. */
    static final int TAKEN = 0;

    static final int NOT_FINITE = 8;
    static final int FIRST_TIME = 12;

    static final int PACE = 20;
    static final int FLAT = PACE + Pace.SIZE;
    static final int EVENT = FLAT + Flatness.SIZE;
    static final int LEVELS = EVENT + Event.SIZE;
    static final int LASTING = LEVELS + Levels.SIZE;
    /** Errors of the seasons. */
    static final int SEASONS = LASTING + Lasting.SIZE;
    /** Evidence of each view, fading. */
    static final int EVIDENCE = SEASONS + Seasons.SIZE;

    /** Points learnt from and forgotten again when the series proved to be of another kind. */
    static final int FORGOTTEN = EVIDENCE + 4 * Views.COUNT;

    /** The tails of the views, then that of their fusion. */
    static final int TAILS = FORGOTTEN + 4;

    static final int SHORT_SHAPES = TAILS + (Views.TAILED + 1) * Tail.SIZE;
    static final int LONG_SHAPES = SHORT_SHAPES + Shapes.SIZE;
    /** What the seasons add in each slot. */
    static final int SLOTS = LONG_SHAPES + Shapes.SIZE;

    static final int FAR_TAILS = SLOTS + Seasons.SLOTS_SIZE;
    static final int SHORT_COURSES = FAR_TAILS + (Views.TAILED + 1) * Tail.FAR_SIZE;
    static final int LONG_COURSES = SHORT_COURSES + Shapes.COURSES_SIZE;
    private static final int END = LONG_COURSES + Shapes.COURSES_SIZE;
    /** Whole lines of 64 bytes. */
    static final int SIZE = (END + 63) / 64 * 64;

    private Layout() {}
}
