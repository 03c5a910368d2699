package io.shiyun.metrics;

/** How long a series has repeated one value, and whether that is far longer than ever. */
final class RobustFlatness {
    private static final int SHORTEST = 32;
    private static final int LONGEST = 1 << 28;

    boolean open;
    boolean alarm;
    long since;
    private double previous = Double.NaN;
    private int run;
    private int longest;
    private int changes;

    void take(long time, double value, boolean ready) {
        alarm = false;
        if (value == previous) {
            run = Math.min(run + 1, LONGEST);
        } else {
            longest = Math.max(longest, run);
            changes = Math.min(changes + 1, LONGEST);
            run = 1;
            since = time;
            previous = value;
            open = false;
        }
        if (!open && ready && changes > SHORTEST && run > Math.max(SHORTEST, 8L * longest)) {
            open = true;
            alarm = true;
        }
    }

    void write(StateWriter out) {
        out.int8(open ? 1 : 0);
        out.int64(since);
        out.float64(previous);
        out.int32(run);
        out.int32(longest);
        out.int32(changes);
    }

    void read(StateReader in) {
        open = in.int8() != 0;
        since = in.int64();
        previous = in.float64();
        run = in.int32();
        longest = in.int32();
        changes = in.int32();
    }
}
