package io.shiyun.metrics;

/** Where each part of a detector's state lies, from its first byte. Any change here is a new {@link #VERSION}. */
final class Layout {
    static final int VERSION = 1;

    /** Points learnt from. */
    static final int TAKEN = 0;

    static final int NOT_FINITE = 8;
    static final int FIRST_TIME = 16;

    static final int PACE = 24;
    static final int FLAT = PACE + Pace.SIZE;
    static final int EVENT = FLAT + Flatness.SIZE;
    static final int LEVELS = EVENT + Event.SIZE;
    static final int SEASONS = LEVELS + Levels.SIZE;
    /** Evidence of each view, fading. */
    static final int EVIDENCE = SEASONS + Seasons.SIZE;

    static final int TAILS = EVIDENCE + 4 * Views.COUNT + 4;
    static final int FUSED = TAILS + Views.TAILED * Tail.SIZE;
    static final int SHORT_SHAPES = FUSED + Tail.SIZE;
    static final int LONG_SHAPES = SHORT_SHAPES + Shapes.SIZE;
    static final int SIZE = LONG_SHAPES + Shapes.SIZE;

    private Layout() {}
}
