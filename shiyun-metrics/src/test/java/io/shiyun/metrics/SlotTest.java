package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotTest {
    @Test
    void aValueKeepsFourDecimalsAndAHalfBesideEveryCount() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = random.nextGaussian() * StrictMath.pow(10, random.nextInt(60) - 30);
            int count = i & Slot.MOST;
            int cell = Slot.of(value, count);
            assertThat(Slot.count(cell)).isEqualTo(count);
            assertThat(Slot.value(cell)).isCloseTo(value, within(Math.abs(value) / (1 << 16)));
        }
    }

    @Test
    void whatFitsIsKeptToTheBitAndWhatDoesNotGoesToTheNearest() {
        for (double value : new double[] {0, 1, -1, 0.5, 65_535, 1e30f, -3 * 0x1p-100}) {
            int cell = Slot.of(value, 255);
            assertThat(Slot.of(Slot.value(cell), 255)).isEqualTo(cell);
        }
        double step = 0x1p-15;
        assertThat(Slot.value(Slot.of(1 + 0.49 * step, 7))).isEqualTo(1);
        assertThat(Slot.value(Slot.of(1 + 0.51 * step, 7))).isEqualTo(1 + step);
        assertThat(Slot.value(Slot.of(1 + 0.5 * step, 7))).isEqualTo(1);
        assertThat(Slot.value(Slot.of(1 + 1.5 * step, 7))).isEqualTo(1 + 2 * step);
        assertThat(Slot.value(Slot.of(-1 - 0.51 * step, 0))).isEqualTo(-1 - step);
        assertThat(Slot.value(Slot.of(2 - 0.1 * step, 255)))
                .as("up into the next octave")
                .isEqualTo(2);
    }

    @Test
    void aMeanOfManyPointsDoesNotDrift() {
        Random random = new Random(2);
        int cell = 0;
        for (int i = 0; i < 20_000; i++) {
            int count = Math.min(Slot.MOST, Slot.count(cell) + 1);
            double known = Slot.value(cell);
            cell = Slot.of(known + Math.max(0.02, 1.0 / count) * (100 + random.nextGaussian() - known), count);
        }
        assertThat(Slot.value(cell)).isCloseTo(100, within(0.5));
    }
}
