package io.shiyun.metrics;

/** Where each part of a joint detector's state lies. Any change here is a new {@link #VERSION}. */
final class JointLayout {
    static final int VERSION = 2;

    static final int TAKEN = 0;
    static final int EMPTY = 8;
    /** How unusual the whole was lately, over a few points and over many. */
    static final int BRIEF = 16;

    static final int LASTING = 24;
    static final int PACE = 32;
    static final int EVENT = PACE + Pace.SIZE;
    /** How far the whole usually deviates. */
    static final int USUAL = EVENT + Event.SIZE;

    /** How far it was beyond that. */
    static final int TAIL = USUAL + Usual.SIZE;

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
