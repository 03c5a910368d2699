package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RollingWindowTest {
    private static final long MINUTE = 60_000;

    private static RollingWindow of(double... values) {
        RollingWindow window = new RollingWindow(1_000, 1_000 * MINUTE, 0);
        for (int i = 0; i < values.length; i++) {
            window.add((i + 1) * MINUTE, values[i]);
        }
        return window;
    }

    private static double over(RollingWindow window, Aggregation how, int now, int span) {
        return window.aggregate(how, now * MINUTE, span * MINUTE).orElse(Double.NaN);
    }

    @Test
    void aggregatesTheStretchAndNothingElse() {
        RollingWindow window = of(100, 4, 8, 6, 100);
        assertThat(over(window, Aggregation.AVG, 4, 3)).isEqualTo(6);
        assertThat(over(window, Aggregation.MIN, 4, 3)).isEqualTo(4);
        assertThat(over(window, Aggregation.MAX, 4, 3)).isEqualTo(8);
        assertThat(over(window, Aggregation.SUM, 4, 3)).isEqualTo(18);
        assertThat(over(window, Aggregation.COUNT, 4, 3)).isEqualTo(3);
        assertThat(over(window, Aggregation.LAST, 4, 3)).isEqualTo(6);
    }

    @Test
    void aRateIsARiseASecondAndAFallIsARestart() {
        assertThat(over(of(0, 60, 120, 180), Aggregation.RATE, 4, 10)).isEqualTo(1);
        assertThat(over(of(1000, 1060, 30, 90), Aggregation.RATE, 4, 10))
                .isCloseTo((60 + 30 + 60) / 180.0, within(1e-12));
        assertThat(of(5).aggregate(Aggregation.RATE, MINUTE, MINUTE)).isEmpty();
    }

    @Test
    void thePercentileInterpolates() {
        double[] values = new double[101];
        for (int i = 0; i <= 100; i++) {
            values[i] = 100 - i;
        }
        assertThat(over(of(values), Aggregation.P95, 101, 101)).isEqualTo(95);
        assertThat(over(of(1, 2), Aggregation.P95, 2, 5)).isCloseTo(1.95, within(1e-12));
        assertThat(over(of(7), Aggregation.P95, 1, 5)).isEqualTo(7);
    }

    @Test
    void ageCountsFromTheLatestPointAndBeforeItFromTheBeginning() {
        assertThat(over(new RollingWindow(10, MINUTE, 0), Aggregation.AGE, 2, 1))
                .isEqualTo(120);
        assertThat(over(of(1, 2), Aggregation.AGE, 5, 1)).isEqualTo(180);
    }

    @Test
    void anEmptyStretchHasNoValueButACount() {
        RollingWindow window = of(1, 2);
        assertThat(window.aggregate(Aggregation.AVG, 60 * MINUTE, MINUTE)).isEmpty();
        assertThat(window.aggregate(Aggregation.COUNT, 60 * MINUTE, MINUTE)).hasValue(0);
    }

    @Test
    void lateRepeatedAndInfinitePointsAreRefusedAndCounted() {
        RollingWindow window = of(1, 2, 3);
        assertThat(window.add(3 * MINUTE, 9)).isFalse();
        assertThat(window.add(MINUTE, 9)).isFalse();
        assertThat(window.add(4 * MINUTE, Double.NaN)).isFalse();
        assertThat(window.refused()).isEqualTo(3);
        assertThat(window.size()).isEqualTo(3);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        RollingWindow window = new RollingWindow(100, 1_000 * MINUTE, 0);
        window.add(1_000 * MINUTE, 5);
        for (int i = 1; i <= 40; i++) {
            window.add(i * MINUTE, i);
        }
        assertThat(window.latest()).isEqualTo(40 * MINUTE);
        assertThat(over(window, Aggregation.LAST, 40, 1)).isEqualTo(40);
    }

    @Test
    void pointsOlderThanTheRetentionLeave() {
        RollingWindow window = new RollingWindow(1_000, 10 * MINUTE, 0);
        for (int i = 1; i <= 500; i++) {
            window.add(i * MINUTE, i);
        }
        assertThat(window.size()).isEqualTo(10);
        assertThat(over(window, Aggregation.MIN, 500, 1_000)).isEqualTo(491);
    }

    @Test
    void whenFullTheOldestLeavesAndIsCounted() {
        RollingWindow window = new RollingWindow(3, 1_000, 0);
        for (int i = 1; i <= 5; i++) {
            window.add(i, i);
        }
        assertThat(window.aggregate(Aggregation.SUM, 5, 100)).hasValue(12);
        assertThat(window.crowded()).isEqualTo(2);
        assertThatThrownBy(() -> new RollingWindow(1, 1, 0)).hasMessageContaining("capacity");
    }
}
