package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VusPrTest {

    /** The values are what TSB-AD's own Python code says of the same labels and scores. */
    @Test
    void equalsTheOriginalOnLabelsThatMeetTheEndsAndOnTies() {
        boolean[] labels = new boolean[2000];
        double[] scores = new double[2000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < 7 || (i >= 300 && i < 340) || i == 390 || (i >= 1200 && i < 1300) || i >= 1990;
            scores[i] = Math.floorMod(i * 7919L, 101) / 10 + (labels[i] ? 3 : 0);
        }
        assertThat(VusPr.of(labels, scores)).isCloseTo(EXPECTED, within(1e-9));
    }

    private static final double EXPECTED = 0.41716147826649774;

    @Test
    void noiseEarnsLittleAndTheLabelsThemselvesMuch() {
        boolean[] labels = new boolean[5000];
        double[] exact = new double[5000];
        double[] noise = new double[5000];
        Random random = new Random(1);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i >= 4000 && i < 4200;
            exact[i] = labels[i] ? 1 : 0;
            noise[i] = random.nextDouble();
        }
        assertThat(VusPr.of(labels, exact)).isGreaterThan(0.85);
        assertThat(VusPr.of(labels, noise)).isLessThan(0.15);
    }

    @Test
    void refusesLabelsWithoutAnAnomaly() {
        assertThatThrownBy(() -> VusPr.of(new boolean[100], new double[100]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
    }
}
