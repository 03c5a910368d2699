package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastingTest {
    private static final int DAY = 288;
    private static final long STEP = 300_000;
    private static final int ONSET = 20 * DAY;

    /** Verdicts of what begins after twenty days of unit noise, a point every five minutes. */
    private static List<Verdict> after(int seed, boolean normal, IntToDoubleFunction made) {
        Random random = new Random(seed);
        AnomalyDetector detector = new AnomalyDetector();
        return IntStream.range(0, ONSET + DAY)
                .mapToObj(i -> {
                    double noise = normal ? random.nextGaussian() : Math.pow(random.nextGaussian(), 3) / 4;
                    return detector.update(Signals.START + i * STEP, 50 + made.applyAsDouble(i) + noise);
                })
                .toList()
                .subList(ONSET, ONSET + DAY);
    }

    private static double rise(int i) {
        return Math.max(0, 8.0 * (i - ONSET) / DAY);
    }

    private static double late(int i) {
        return 3 * Math.sin(2 * Math.PI * (i < ONSET ? i : i - DAY / 4) / DAY);
    }

    @Test
    void aRiseOfEightDeviationsInADayIsATrendEvenWherePointsAreOftenFartherOff() {
        int normal = 0;
        int heavy = 0;
        for (int seed = 0; seed < 20; seed++) {
            normal += rises(after(seed, true, LastingTest::rise)) ? 1 : 0;
            heavy += rises(after(seed, false, LastingTest::rise)) ? 1 : 0;
        }
        assertThat(normal).isGreaterThanOrEqualTo(16);
        assertThat(heavy).isGreaterThanOrEqualTo(16);
    }

    private static boolean rises(List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(v -> v.alarm() && v.cause() == Cause.TREND && v.direction() == Direction.UP);
    }

    @Test
    void aDayThatComesSixHoursLateIsAnotherCourse() {
        int found = 0;
        int asUsual = 0;
        for (int seed = 0; seed < 20; seed++) {
            found += differs(after(seed, true, LastingTest::late)) ? 1 : 0;
            asUsual += differs(after(seed, true, i -> 3 * Math.sin(2 * Math.PI * i / DAY))) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(12);
        assertThat(asUsual).isLessThanOrEqualTo(1);
    }

    private static boolean differs(List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(v -> v.alarm() && v.cause() == Cause.SHAPE);
    }

    @Test
    void onePointCountsForThreeDeviationsHoweverFarOff() {
        assertThat(afterOne(3)).isCloseTo(3 * 2 / 65.0, within(1e-12));
        assertThat(afterOne(1e9)).isEqualTo(afterOne(3));
        assertThat(afterOne(-1e9)).isEqualTo(-afterOne(3));
    }

    private static double afterOne(double z) {
        double[] off = new double[Views.TAILED];
        off[Views.HEIGHT] = z;
        Lasting.take(new byte[Lasting.SIZE], 0, 0, 1, 1, off);
        return off[Views.LASTING_HEIGHT];
    }

    @Test
    void whatLeavesTheCourseByLessThanItsUsualErrorCountsAsItIs() {
        double[] off = new double[Views.TAILED];
        Lasting.take(new byte[Lasting.SIZE], 0, -4, 5, 10, off);
        assertThat(off[Views.LASTING_COURSE]).isCloseTo(-0.4 * 2 / 65, within(1e-12));
        Lasting.take(new byte[Lasting.SIZE], 0, -4e9, 5, 10, off);
        assertThat(off[Views.LASTING_COURSE]).isBetween(-1.9 * 2 / 65, -1.8 * 2 / 65);
    }
}
