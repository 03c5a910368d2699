package io.shiyun.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made hosts for the tests: a row a minute, eight metrics that follow one load, two of their own, one that is constant. */
final class Hosts {
    static final int METRICS = 11;
    static final int FOLLOWING = 8;
    static final int CONSTANT = 10;
    /** Deviation of what is each metric's own, beside a load of deviation 1. */
    static final double OWN = 0.2;

    private Hosts() {}

    static double[][] quiet(int rows, long seed) {
        Random random = new Random(seed);
        double[][] host = new double[rows][METRICS];
        double load = 0;
        for (double[] row : host) {
            load = 0.9 * load + 0.44 * random.nextGaussian();
            for (int i = 0; i < FOLLOWING; i++) {
                row[i] = 100 * (i + 1) + (i % 2 == 0 ? 10 : -10) * (load + OWN * random.nextGaussian());
            }
            row[8] = random.nextGaussian();
            row[9] = Math.exp(0.5 * random.nextGaussian());
            row[CONSTANT] = 4;
        }
        return host;
    }

    /** Everything at once: spikes, a level, a metric that leaves the others, missing and infinite values, a long gap. */
    static double[][] eventful() {
        double[][] host = quiet(900, 5);
        Random random = new Random(6);
        for (int i = 0; i < host.length; i++) {
            double[] row = host[i];
            row[2] += i == 300 || i == 305 ? 90 : 0;
            row[3] += i >= 400 && i < 480 ? 25 : 0;
            row[1] = i >= 600 && i < 640 ? 200 + 10 * random.nextGaussian() : row[1];
            row[4] = i >= 500 && i < 700 ? Double.NaN : row[4];
            row[5] = i % 97 == 0 ? Double.POSITIVE_INFINITY : row[5];
            row[CONSTANT] += i == 800 ? 1 : 0;
            for (int j = 0; i >= 820 && i < 823 && j < METRICS; j++) {
                row[j] = Double.NaN;
            }
        }
        return host;
    }

    static List<JointVerdict> feed(JointDetector detector, double[][] rows) {
        List<JointVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            verdicts.add(detector.update(Signals.time(i), rows[i]));
        }
        return verdicts;
    }

    static List<Integer> alarms(double[][] rows) {
        JointDetector detector = new JointDetector(rows[0].length);
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            detector.feed(Signals.time(i), rows[i]);
            if (detector.verdict().alarm()) {
                alarms.add(i);
            }
        }
        return alarms;
    }
}
