package io.shiyun.benchmarks;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.JointDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Volume under precision and recall of machines and services, online: each row is scored from those before it, the
 * unlabelled part first. Ours stands beside peers; where a method knows only one metric, the five that are most unusual are
 * averaged. The processor time of the thread is given in metric values a second. Reads the layouts of the Server Machine Dataset and of JumpStarter.
 */
public final class VusScore {
    private static final long START = 1_577_836_800_000L;
    private static final int TOP = 5;

    private VusScore() {}

    /** A joint state of all metrics of one machine. */
    interface Joint {
        double feed(long time, double[] row);
    }

    /** Scores a folder; ends with 2 and a hint when no folder is given. */
    public static void main(String[] args) throws IOException {
        Path folder = Arguments.read(args).get("");
        if (folder == null) {
            System.err.println("use: VusScore DIR");
            System.exit(2);
            return;
        }
        List<MetricTable> tables = MetricTable.folder(folder);
        Map<String, Supplier<Joint>> all = new LinkedHashMap<>();
        all.put("shiyun", Whole::new);
        all.put("shiyun singly, top 5", () -> new Top(Ours::new));
        all.put("EWMA 1/1440, top 5", () -> new Top(() -> new SeriesPeers.Ewma(1.0 / 1440)));
        all.put("seasonal MAD, top 5", () -> new Top(SeriesPeers.SeasonalMad::new));
        all.put("range, top 5", () -> new Top(SeriesPeers.Range::new));
        all.put("Mahalanobis", Mahalanobis::new);
        all.put("RCF 50 trees", () -> new JointForest(50));
        System.out.printf("%-22s", "VUS-PR, window " + VusPr.WINDOW);
        tables.forEach(table -> System.out.printf(" %19s", table.name()));
        System.out.printf(" %8s %16s%n", "mean", "values/CPU-s");
        all.forEach((name, maker) -> {
            System.out.printf("%-22s", name);
            double sum = 0;
            double values = 0;
            long taken = 0;
            for (MetricTable table : tables) {
                long before = CpuTime.thread();
                double[] scores = run(table, maker.get());
                taken += CpuTime.thread() - before;
                values += (double) (table.train().length + scores.length) * table.test()[0].length;
                double volume = VusPr.of(table.labels(), scores);
                sum += volume;
                System.out.printf(Locale.ROOT, " %19.4f", volume);
            }
            System.out.printf(Locale.ROOT, " %8.4f %16.0f%n", sum / tables.size(), values / taken * 1e9);
        });
    }

    static double[] run(MetricTable table, Joint joint) {
        long time = START;
        for (double[] row : table.train()) {
            joint.feed(time += table.interval(), row);
        }
        double[] scores = new double[table.test().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = joint.feed(time += table.interval(), table.test()[i]);
        }
        return scores;
    }

    /** One state a metric, the mean of the most unusual five. */
    static final class Top implements Joint {
        private final Supplier<SeriesPeers.Peer> maker;
        private final List<SeriesPeers.Peer> metrics = new ArrayList<>();

        Top(Supplier<SeriesPeers.Peer> maker) {
            this.maker = maker;
        }

        @Override
        public double feed(long time, double[] row) {
            double[] scores = new double[row.length];
            for (int i = 0; i < row.length; i++) {
                if (i == metrics.size()) {
                    metrics.add(maker.get());
                }
                scores[i] = metrics.get(i).feed(time, row[i]);
            }
            Arrays.sort(scores);
            double sum = 0;
            for (int i = Math.max(0, scores.length - TOP); i < scores.length; i++) {
                sum += scores[i];
            }
            return sum / TOP;
        }
    }

    /** All metrics together, at rest or not. */
    static final class Whole implements Joint {
        private final IntFunction<JointDetector> maker;
        private @Nullable JointDetector detector;

        Whole() {
            this(JointDetector::new);
        }

        /** A detector that is made once the number of metrics is known. */
        Whole(IntFunction<JointDetector> maker) {
            this.maker = maker;
        }

        @Override
        public double feed(long time, double[] row) {
            if (detector == null) {
                detector = maker.apply(row.length);
            }
            detector.feed(time, row);
            return detector.deviation();
        }
    }

    /** How unusual one metric is, at rest or not. */
    static final class Ours implements SeriesPeers.Peer {
        private final AnomalyDetector detector;

        Ours() {
            this(new AnomalyDetector());
        }

        Ours(AnomalyDetector detector) {
            this.detector = detector;
        }

        @Override
        public double feed(long time, double value) {
            detector.feed(time, value);
            return detector.surprise();
        }
    }
}
