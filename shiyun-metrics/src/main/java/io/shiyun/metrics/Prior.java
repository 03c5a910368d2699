package io.shiyun.metrics;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a new series takes over from its siblings: the median of their deviations, ranges and errors, the mean of their
 * seasons, and a few of the distances that they counted, but for what lasts, as if it had seen {@value #BORROWED} points. Its level is theirs
 * when its first point lies in their range, else that point's. Its own points soon outweigh all this.
 */
final class Prior {
    /** Points that a series is taken to have seen: with nine of its own it may alarm at the tenth. */
    static final int BORROWED = Engine.LEARNING - 9;
    /** Points after which a series is one to learn from. */
    static final int MATURE = 200;

    private final byte[][] pages;
    private final int[] offsets;
    private final int many;

    /** The states of {@code many} siblings; their order changes no more than the last bit of a mean. */
    Prior(byte[][] pages, int[] offsets, int many) {
        this.pages = pages;
        this.offsets = offsets;
        this.many = many;
    }

    void give(byte[] m, int o, long time, double value) {
        Cells.i64(m, o + Layout.TAKEN, BORROWED);
        long first = Long.MIN_VALUE;
        for (int i = 0; i < many; i++) {
            first = Math.max(first, Cells.i64(pages[i], offsets[i] + Layout.FIRST_TIME));
        }
        Cells.i64(m, o + Layout.FIRST_TIME, Math.min(first, time));
        for (int tail = 0; tail <= Views.TAILED; tail++) {
            if (!Views.lasts(tail)) {
                Tail.borrow(m, o + Views.tail(tail), o + Views.farTail(tail), this, tail);
            }
        }
        seasons(m, o);
        levels(m, o, time, value);
    }

    /** Returns the sum over the siblings of the distances that a tail counted in a bin or above. */
    long counted(int tail, int bin) {
        long sum = 0;
        for (int i = 0; i < many; i++) {
            sum += Tail.from(pages[i], offsets[i] + Views.tail(tail), offsets[i] + Views.farTail(tail), bin);
        }
        return sum;
    }

    private void seasons(byte[] m, int o) {
        for (int season = 0; season <= Seasons.NONE; season++) {
            middle(m, o, Layout.SEASONS + Seasons.ERRORS + 4 * season);
        }
        middle(m, o, Layout.SEASONS + Seasons.MONTH + Month.GAIN);
        for (int slot = 0; slot < Seasons.ALL; slot++) {
            int at = Layout.SLOTS + Slot.SIZE * slot;
            double sum = 0;
            int seen = 0;
            for (int i = 0; i < many; i++) {
                int cell = Cells.i32(pages[i], offsets[i] + at);
                if (Slot.count(cell) != 0) {
                    sum += Slot.value(cell);
                    seen++;
                }
            }
            Cells.i32(m, o + at, seen == 0 ? 0 : Slot.of(sum / seen, Math.min(seen, 3)));
        }
    }

    private void levels(byte[] m, int o, long time, double value) {
        int at = o + Layout.LEVELS;
        Seasons seasons = new Seasons();
        seasons.at(m, o + Layout.SEASONS, o + Layout.SLOTS, time);
        seasons.choose(
                m, o + Layout.SEASONS, o + Layout.SLOTS, (double) time - Cells.i64(m, o + Layout.FIRST_TIME), BORROWED);
        double season = seasons.added(m, o + Layout.SEASONS, o + Layout.SLOTS);
        double slow = level(Levels.SLOW);
        boolean theirs = value >= level(Levels.LOWEST) && value <= level(Levels.HIGHEST);
        double shift = theirs ? 0 : value - season - slow;
        Levels.start(m, at, slow + shift + season);
        Cells.f64(m, at + Levels.SLOW, slow + shift);
        for (int each :
                new int[] {Levels.MEAN, Levels.LOWEST, Levels.HIGHEST, Levels.FAST_LOWEST, Levels.FAST_HIGHEST}) {
            Cells.f64(m, at + each, level(each) + shift);
        }
        Cells.f64(m, at + Levels.VARIANCE, level(Levels.VARIANCE));
        middle(m, o, Layout.LEVELS + Levels.SCALE);
        middle(m, o, Layout.LEVELS + Levels.USUAL_MOVES);
        Cells.f32(m, at + Levels.MOVES, Cells.f32(m, at + Levels.USUAL_MOVES));
    }

    private double level(int field) {
        return median(Layout.LEVELS + field);
    }

    private double median(int at) {
        return median(i -> Cells.f64(pages[i], offsets[i] + at));
    }

    /** Gives the median of a number that is kept with single precision. */
    private void middle(byte[] m, int o, int at) {
        Cells.f32(m, o + at, median(i -> Cells.f32(pages[i], offsets[i] + at)));
    }

    private double median(IntToDoubleFunction each) {
        double[] all = IntStream.range(0, many).mapToDouble(each).sorted().toArray();
        return (all[(many - 1) / 2] + all[many / 2]) / 2;
    }
}
