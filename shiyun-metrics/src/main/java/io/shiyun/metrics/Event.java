package io.shiyun.metrics;

/**
 * One event at a time: when it began and how calm the series has been since; and the rest after a surprise, which only a
 * clearly greater one ends early. All in {@value #SIZE} bytes of a larger array.
 */
final class Event {
    /** Calm points that end an event and arm the next alarm. */
    static final int CALM_POINTS = 8;
    /** Points in a row on one side of the old level that make an excursion a new level. */
    static final int LEVEL_POINTS = 16;

    static final int SINCE = 0;
    private static final int HELD = 8;
    private static final int LEVEL = 16;
    private static final int SCALE = 24;
    private static final int RESTED = 32;
    static final int CAUSE = 36;
    private static final int CALM = 37;
    private static final int OUTSIDE = 38;
    /** The farthest point of the event, in scales from the level before it, as octaves in eighths. */
    private static final int FARTHEST = 39;

    static final int SIZE = 40;

    private static final double OUT = 3;
    /** A point about three times farther out than all of the event so far is an alarm of its own: eighths of an octave. */
    private static final int FAR_WORSE = 13;

    private Event() {}

    static void start(byte[] m, int at) {
        m[at + CAUSE] = (byte) Cause.NONE.ordinal();
    }

    static boolean open(byte[] m, int at) {
        return m[at + CAUSE] != Cause.NONE.ordinal();
    }

    /**
     * Returns the surprise, or 0 while the series rests from one about as great; a great one begins a rest.
     *
     * @param length points of a rest
     * @param clearly decades by which a surprise must exceed the one rested from
     */
    static double rest(byte[] m, int at, double surprise, double length, double clearly) {
        double held = Cells.f64(m, at + HELD);
        int rested = Math.min(1 << 28, Cells.i32(m, at + RESTED) + 1);
        double bar = held == 0 ? 0 : (held + clearly) * Math.min(1, length / rested);
        boolean passes = surprise > bar;
        Cells.i32(m, at + RESTED, passes ? 0 : rested);
        if (passes) {
            Cells.f64(m, at + HELD, surprise);
        }
        return passes ? surprise : 0;
    }

    /** Answers whether a point is far worse than all of the event that is open. */
    static boolean farWorse(byte[] m, int at, double value) {
        return open(m, at) && out(m, at, value) >= Cells.u8(m, at + FARTHEST) + FAR_WORSE;
    }

    /** Opens the event, or opens it anew when it had calmed or when told to; answers whether to alarm. */
    static boolean begin(byte[] m, int at, long time, Cause kind, double level, double scale, boolean anew) {
        if (open(m, at) && m[at + CALM] == 0 && !anew) {
            return false;
        }
        if (!open(m, at)) {
            Cells.f64(m, at + LEVEL, level);
            Cells.f64(m, at + SCALE, scale);
            m[at + OUTSIDE] = 0;
            m[at + FARTHEST] = 0;
        }
        Cells.i64(m, at + SINCE, time);
        m[at + CAUSE] = (byte) kind.ordinal();
        m[at + CALM] = 0;
        return true;
    }

    /**
     * Follows the event by one point; answers whether the excursion has just become a level.
     *
     * @param unusual whether the point is still far from ordinary
     * @param value without its season
     */
    static boolean follow(byte[] m, int at, boolean unusual, double value) {
        Cells.u8(m, at + FARTHEST, Math.max(Cells.u8(m, at + FARTHEST), out(m, at, value)));
        m[at + CALM] = (byte) (unusual ? 0 : Math.min(CALM_POINTS, m[at + CALM] + 1));
        double off = value - Cells.f64(m, at + LEVEL);
        int side = Math.abs(off) <= OUT * Cells.f64(m, at + SCALE) ? 0 : off > 0 ? 1 : -1;
        int outside = m[at + OUTSIDE];
        outside = side == 0 ? 0 : outside * side > 0 ? outside + side : side;
        m[at + OUTSIDE] = (byte) outside;
        if (Math.abs(outside) >= LEVEL_POINTS) {
            m[at + OUTSIDE] = 0;
            Cells.f64(m, at + LEVEL, value);
            Cause cause = Cause.values()[m[at + CAUSE]];
            if (cause == Cause.SPIKE || cause == Cause.DIP) {
                m[at + CAUSE] = (byte) Cause.LEVEL.ordinal();
            }
            return true;
        }
        if (m[at + CALM] >= CALM_POINTS && outside == 0) {
            m[at + CAUSE] = (byte) Cause.NONE.ordinal();
            Cells.i64(m, at + SINCE, 0);
        }
        return false;
    }

    private static int out(byte[] m, int at, double value) {
        double scales = Math.abs(value - Cells.f64(m, at + LEVEL)) / Cells.f64(m, at + SCALE);
        return scales > 1 ? (int) Math.min(255, 8 * Cells.log2(scales)) : 0;
    }
}
