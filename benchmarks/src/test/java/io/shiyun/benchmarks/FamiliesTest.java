package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FamiliesTest {
    private static final int ONSET = 400;

    @ParameterizedTest
    @EnumSource(Noise.class)
    void noiseHasUnitDeviationAndIsTheSameForTheSameSeed(Noise noise) {
        double[] made = noise.make(200_000, 3);
        assertThat(Arrays.stream(made).average().orElseThrow()).isCloseTo(0, within(0.05));
        double variance = Arrays.stream(made).map(v -> v * v).average().orElseThrow();
        assertThat(variance).isCloseTo(1, within(0.15));
        assertThat(noise.make(10, 3)).isEqualTo(Arrays.copyOf(made, 10));
        assertThat(noise.make(10, 4)).isNotEqualTo(Arrays.copyOf(made, 10));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void anAnomalyChangesNothingBeforeItsOnsetAndMoreTheStrongerItIs(Family family) {
        double[] noise = Noise.NORMAL.make(ONSET + Family.DAY, 5);
        double[] quiet = Family.quiet(noise, family.seasonal());
        double last = 0;
        for (int strength = 1; strength <= Family.STRENGTHS; strength++) {
            double[] values = family.disturb(noise, ONSET, strength);
            assertThat(Arrays.copyOf(values, ONSET)).isEqualTo(Arrays.copyOf(quiet, ONSET));
            double moved = 0;
            for (int i = ONSET; i < values.length; i++) {
                moved += Double.isNaN(values[i]) ? 1 : Math.abs(values[i] - quiet[i]);
            }
            assertThat(moved).isGreaterThan(last);
            last = moved;
        }
    }

    @Test
    void aDetectorThatSeesNothingFindsNothingAndOneThatSeesJumpsFindsThem() {
        Families blind = Families.of(() -> jumps(0), 0, 2);
        Families seeing = Families.of(() -> jumps(1), 0, 2);
        assertThat(blind.meanShare()).isZero();
        assertThat(seeing.share(Family.SPIKE, Family.STRENGTHS)).isGreaterThan(0.6);
        assertThat(seeing.delay(Family.SPIKE)).isLessThan(3);
        assertThat(seeing.share(Family.MISSING, Family.STRENGTHS)).isLessThan(0.5);
    }

    private static SeriesPeers.Peer jumps(double weight) {
        double[] latest = new double[1];
        return new SeriesPeers.Peer() {
            @Override
            public double feed(long time, double value) {
                double jump = Math.abs(value - latest[0]);
                latest[0] = value;
                return weight * jump;
            }

            @Override
            public SeriesPeers.Peer copy() {
                SeriesPeers.Peer copy = jumps(weight);
                copy.feed(0, latest[0]);
                return copy;
            }
        };
    }

    @Test
    void disguisesKeepTheRowsThatAreToBeFound() {
        NabSeries one = new NabSeries("made", new long[300], new double[300], List.of(new int[] {90, 119}));
        one.values()[100] = -7;
        for (Disguise disguise : Disguise.values()) {
            NabSeries other = disguise.of(one);
            int most = 0;
            for (int i = 0; i < other.values().length; i++) {
                most = Math.abs(other.values()[i]) > Math.abs(other.values()[most]) ? i : most;
            }
            assertThat(most)
                    .isBetween(other.windows().get(0)[0], other.windows().get(0)[1]);
        }
    }
}
