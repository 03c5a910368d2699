package io.shiyun.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Made series for the tests: a value a minute from a fixed start. */
final class Signals {
    static final long START = 1_700_000_000_000L;
    static final long MINUTE = 60_000;

    private Signals() {}

    static double[] of(int count, IntToDoubleFunction value) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }

    static double[] noise(int count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        return of(count, i -> mean + deviation * random.nextGaussian());
    }

    /** Noise with exponential tails. */
    static double[] laplace(int count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        return of(count, i -> {
            double u = random.nextDouble() - 0.5;
            return mean - deviation / Math.sqrt(2) * Math.signum(u) * Math.log(1 - 2 * Math.abs(u));
        });
    }

    /** A day of 1,440 points with noise. */
    static double[] daily(int count, double mean, double amplitude, double deviation, long seed) {
        double[] noise = noise(count, mean, deviation, seed);
        return of(count, i -> noise[i] + amplitude * Math.sin(2 * Math.PI * i / 1440));
    }

    /** Noise that remembers: each value is 0.9 of the one before and a new part. */
    static double[] wandering(int count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        double[] values = new double[count];
        double state = 0;
        for (int i = 0; i < count; i++) {
            state = 0.9 * state + deviation * random.nextGaussian();
            values[i] = mean + state;
        }
        return values;
    }

    static long time(int index) {
        return START + index * MINUTE;
    }

    static List<Verdict> feed(Detector detector, double... values) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            verdicts.add(detector.update(time(i), values[i]));
        }
        return verdicts;
    }

    static List<Integer> alarms(double... values) {
        AnomalyDetector detector = new AnomalyDetector();
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (detector.update(time(i), values[i]).alarm()) {
                alarms.add(i);
            }
        }
        return alarms;
    }
}
