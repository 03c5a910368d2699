package io.shiyun.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What came at the same time on former days. The {@link Forecaster} goes by what is right most of the time, and at most times of the
 * day nothing steep happens: it sees a ramp of ten minutes once a day too late. So the peak of each five minutes is kept for two weeks.
 *
 * <p>What came yesterday and the day before, the lesser of the two, is expected again; likewise a week and two weeks ago. Each in the
 * measure in which it was right for the latest hour, and not at all where that was less than half or more than twice as much.
 */
final class Recurrence {
    private static final long SLOT = 300_000;
    private static final int DAY = 288;
    private static final int WEEK = 7 * DAY;
    /** Two weeks and the present. */
    private static final int SLOTS = 2 * WEEK + 64;
    /** Slots that tell whether it is a day like those before. */
    private static final int HOUR = 12;

    private static final double MOST_OFF = 2;
    static final int SAVED_BYTES = 8 + 4 * SLOTS;

    private final float[] peaks = new float[SLOTS];
    private long newest = Long.MIN_VALUE;

    Recurrence() {
        Arrays.fill(peaks, Float.NaN);
    }

    void add(long time, double load) {
        long slot = Math.floorDiv(time, SLOT);
        if (newest == Long.MIN_VALUE || Math.abs(slot - newest) >= SLOTS) {
            Arrays.fill(peaks, Float.NaN);
            newest = slot;
        }
        for (long unknown = newest + 1; unknown <= slot; unknown++) {
            peaks[place(unknown)] = Float.NaN;
        }
        for (long undone = slot + 1; undone <= newest; undone++) {
            peaks[place(undone)] = Float.NaN;
        }
        newest = slot;
        float before = peaks[place(slot)];
        peaks[place(slot)] = Float.isNaN(before) ? (float) load : Math.max(before, (float) load);
    }

    private static int place(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }

    private double peak(long slot) {
        return slot > newest || slot <= newest - SLOTS ? Double.NaN : peaks[place(slot)];
    }

    /** What came in a slot one period ago and two; NaN when either is not known. */
    private double former(long slot, int period) {
        return Math.min(peak(slot - period), peak(slot - 2L * period));
    }

    /**
     * Returns the highest load to be expected from one time to another.
     *
     * @param replica what one replica is to carry: the measure of what is much
     */
    OptionalDouble highest(long from, long to, double replica) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int period : new int[] {DAY, WEEK}) {
            double alike = alike(period, replica);
            for (long slot = Math.floorDiv(from, SLOT); slot <= Math.floorDiv(to, SLOT) && alike > 0; slot++) {
                double former = former(slot, period);
                highest = former * alike > highest ? former * alike : highest;
            }
        }
        return highest < 0 ? OptionalDouble.empty() : OptionalDouble.of(highest);
    }

    /** The load of the latest full hour in that of the same hour of former periods; 0 when that tells nothing of now. */
    private double alike(int period, double replica) {
        double present = 0;
        double then = 0;
        int known = 0;
        for (long slot = newest - HOUR; slot < newest; slot++) {
            double former = former(slot, period);
            double peak = peak(slot);
            if (!Double.isNaN(former + peak)) {
                // One replica more on either side: at night twice next to nothing is still next to nothing.
                present += peak + replica;
                then += former + replica;
                known++;
            }
        }
        double ratio = present / then;
        return known >= HOUR / 2 && ratio <= MOST_OFF && ratio >= 1 / MOST_OFF ? ratio : 0;
    }

    void save(StateWriter out) {
        out.int64(newest);
        for (float peak : peaks) {
            out.int32(Float.floatToIntBits(peak));
        }
    }

    void restore(StateReader in) {
        newest = in.int64();
        for (int i = 0; i < SLOTS; i++) {
            peaks[i] = Float.intBitsToFloat(in.int32());
        }
    }
}
