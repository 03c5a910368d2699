package io.shiyun.metrics;

/**
 * How long a series has repeated one value, and whether that is far longer than ever. All in {@value #SIZE} bytes of a
 * larger array.
 */
final class Flatness {
    private static final int SHORTEST = 32;
    /** Enough where no value was ever repeated in so many points. */
    private static final int SHORTEST_OF_RESTLESS = 12;

    private static final int RESTLESS = 256;
    private static final int MOST = 1 << 28;
    static final int SINCE = 0;
    private static final int PREVIOUS = 8;
    private static final int RUN = 16;
    private static final int LONGEST = 20;
    private static final int CHANGES = 24;
    static final int OPEN = 28;
    static final int SIZE = 32;

    private Flatness() {}

    /** Answers whether there was no point yet. */
    static boolean empty(byte[] m, int at) {
        return Cells.i32(m, at + RUN) == 0;
    }

    /** The latest value, 0 when there was none. */
    static double previous(byte[] m, int at) {
        return Cells.f64(m, at + PREVIOUS);
    }

    /** Answers whether the series has just become flat. */
    static boolean take(byte[] m, int at, long time, double value, boolean ready) {
        int run = Cells.i32(m, at + RUN);
        if (run > 0 && value == Cells.f64(m, at + PREVIOUS)) {
            run = Math.min(run + 1, MOST);
        } else {
            Cells.i32(m, at + LONGEST, Math.max(Cells.i32(m, at + LONGEST), run));
            Cells.i32(m, at + CHANGES, Math.min(Cells.i32(m, at + CHANGES) + 1, MOST));
            run = 1;
            Cells.i64(m, at + SINCE, time);
            Cells.f64(m, at + PREVIOUS, value);
            m[at + OPEN] = 0;
        }
        Cells.i32(m, at + RUN, run);
        boolean begins = ready
                && m[at + OPEN] == 0
                && Cells.i32(m, at + CHANGES) > SHORTEST
                && run > Math.max(shortest(m, at), 8L * Cells.i32(m, at + LONGEST));
        if (begins) {
            m[at + OPEN] = 1;
        }
        return begins;
    }

    private static int shortest(byte[] m, int at) {
        boolean restless = Cells.i32(m, at + LONGEST) == 1 && Cells.i32(m, at + CHANGES) > RESTLESS;
        return restless ? SHORTEST_OF_RESTLESS : SHORTEST;
    }
}
