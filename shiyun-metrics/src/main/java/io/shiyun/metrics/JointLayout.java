package io.shiyun.metrics;

/** Where each part of a joint detector's state lies. Any change here is a new {@link #VERSION}. */
final class JointLayout {
    static final int VERSION = 1;

    static final int TAKEN = 0;
    static final int EMPTY = 8;
    /** How unusual the whole was lately, over a few points and over many. */
    static final int BRIEF = 16;

    static final int LASTING = 24;
    /** Rows that the judgement of the whole was learnt from. */
    static final int JUDGED = 32;
    /** Rows of the event so far. */
    static final int LASTED = 40;

    /** Heights that wait to be counted. */
    static final int WAITED = 48;

    static final int WAITING = 16;
    static final int PACE = WAITED + 4 * WAITING;
    static final int EVENT = PACE + Pace.SIZE;
    /** How unusual the whole usually is. */
    static final int HEIGHT = EVENT + Event.SIZE;

    static final int TAIL = HEIGHT + Moments.SIZE;
    static final int FAR = TAIL + Tail.SIZE;
    static final int FACETS = FAR + Tail.FAR_SIZE;

    private JointLayout() {}

    static int facet(int metric) {
        return FACETS + metric * Facet.SIZE;
    }

    static int precision(int metrics) {
        return facet(metrics);
    }

    static int size(int metrics) {
        return precision(metrics) + Precision.size(metrics);
    }
}
