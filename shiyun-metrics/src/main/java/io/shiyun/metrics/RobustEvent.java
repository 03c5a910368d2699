package io.shiyun.metrics;

/** One event at a time: when it began, how bad it was, and how calm the series has been since. */
final class RobustEvent {
    /** Calm points that end an event and arm the next alarm. */
    static final int CALM_POINTS = 8;
    /** Points in a row on one side that make an excursion a new level. */
    static final int LEVEL_POINTS = 16;
    /** How much further out than the worst of an event a point after a calm one must be to alarm again. */
    private static final double WORSE = 2;

    Cause cause = Cause.NONE;
    long since;
    private double worst;
    private int calm;
    private int outside;

    boolean open() {
        return cause != Cause.NONE;
    }

    /** Opens the event, or opens it anew when it had calmed and this is clearly worse; answers whether to alarm. */
    boolean unusual(long time, double z, Cause kind) {
        double distance = Math.abs(z);
        if (open() && (calm == 0 || distance < WORSE * worst)) {
            worst = Math.max(worst, distance);
            return false;
        }
        cause = kind;
        since = time;
        worst = distance;
        calm = 0;
        outside = 0;
        return true;
    }

    /** Follows the event by one point; answers whether the excursion has just become a level. */
    boolean follow(boolean out, double z) {
        if (!out) {
            outside = 0;
            if (++calm >= CALM_POINTS) {
                cause = Cause.NONE;
                since = 0;
            }
            return false;
        }
        calm = 0;
        int side = z > 0 ? 1 : -1;
        outside = outside * side > 0 ? outside + side : side;
        if (Math.abs(outside) < LEVEL_POINTS) {
            return false;
        }
        outside = 0;
        if (cause == Cause.SPIKE || cause == Cause.DIP) {
            cause = Cause.LEVEL;
        }
        return true;
    }

    void write(StateWriter out) {
        out.int8(cause.ordinal());
        out.int64(since);
        out.float64(worst);
        out.int8(calm);
        out.int8(outside);
    }

    void read(StateReader in) {
        int ordinal = in.int8();
        if (ordinal < 0 || ordinal >= Cause.values().length) {
            throw new IllegalArgumentException("saved detector is damaged: cause " + ordinal);
        }
        cause = Cause.values()[ordinal];
        since = in.int64();
        worst = in.float64();
        calm = in.int8();
        outside = in.int8();
    }
}
