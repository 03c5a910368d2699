package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderedWindowTest {

    @Test
    void agreesWithSortingTheLatestValues() {
        Random random = new Random(1);
        OrderedWindow window = new OrderedWindow();
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double value = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextGaussian();
            window.add(value);
            kept.add(value);
            if (kept.size() > OrderedWindow.CAPACITY) {
                kept.remove(0);
            }
            if (random.nextInt(200) == 0) {
                int keep = 1 + random.nextInt(20);
                window.keepNewest(keep);
                kept = new ArrayList<>(kept.subList(Math.max(0, kept.size() - keep), kept.size()));
            }
            double median = median(kept);
            assertThat(window.size()).isEqualTo(kept.size());
            assertThat(window.median()).isEqualTo(median);
            assertThat(window.medianDeviation(median)).isEqualTo(upperMedianDeviation(kept, median));
            assertThat(window.newest(0)).isEqualTo(value);
            if (kept.size() >= 5) {
                assertThat(window.medianOfNewest()).isEqualTo(median(kept.subList(kept.size() - 5, kept.size())));
            }
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
    }

    private static double upperMedianDeviation(List<Double> values, double median) {
        double[] off = values.stream().mapToDouble(v -> Math.abs(v - median)).toArray();
        Arrays.sort(off);
        return off[off.length / 2];
    }
}
