package io.shiyun.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A series made to look otherwise while what is to be found in it stays. */
enum Disguise {
    NEGATED,
    LOGARITHMIC,
    /** Three rows become their mean. */
    THIRD,
    /** With noise of a twentieth of the deviation of the whole series. */
    NOISY;

    private static final double NOISE = 0.05;

    NabSeries of(NabSeries one) {
        return switch (this) {
            case NEGATED -> with(one, value -> -value);
            case LOGARITHMIC -> with(one, value -> Math.copySign(Math.log1p(Math.abs(value)), value));
            case THIRD -> third(one);
            case NOISY -> noisy(one);
        };
    }

    private static NabSeries with(NabSeries one, DoubleUnaryOperator change) {
        double[] values = new double[one.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = change.applyAsDouble(one.values()[i]);
        }
        return new NabSeries(one.name(), one.times(), values, one.windows());
    }

    private static NabSeries noisy(NabSeries one) {
        double sum = 0;
        double squares = 0;
        for (double value : one.values()) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / one.values().length;
        double deviation = Math.sqrt(Math.max(0, squares / one.values().length - mean * mean));
        Random random = new Random(one.name().hashCode());
        return with(one, value -> value + NOISE * deviation * random.nextGaussian());
    }

    private static NabSeries third(NabSeries one) {
        int rows = one.values().length / 3;
        long[] times = new long[rows];
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            times[i] = one.times()[3 * i + 2];
            values[i] = (one.values()[3 * i] + one.values()[3 * i + 1] + one.values()[3 * i + 2]) / 3;
        }
        List<int[]> windows = new ArrayList<>();
        for (int[] window : one.windows()) {
            windows.add(new int[] {Math.min(rows - 1, window[0] / 3), Math.min(rows - 1, window[1] / 3)});
        }
        return new NabSeries(one.name(), times, values, windows);
    }
}
