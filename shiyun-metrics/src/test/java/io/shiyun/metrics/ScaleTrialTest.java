package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Days of a made load, a point a minute, against an app whose replicas take three minutes to be ready. */
class ScaleTrialTest {
    private static final int DAY = 1440;
    private static final long MIDNIGHT = 19_676 * 86_400_000L;
    private static final int RAMP = 480;
    private static final ScaleRule RULE = ScaleRule.of(50, 2, 40);

    /** From 100 at night to 1,000 within ten minutes, and slowly back in the evening. */
    private static double course(int minute) {
        return 100
                + 900 * Math.max(0, Math.min(1, (minute - RAMP) / 10.0))
                - 900 * Math.max(0, Math.min(1, (minute - 1080) / 120.0));
    }

    private static IntToDoubleFunction noisy(IntToDoubleFunction course, long seed) {
        Random random = new Random(seed);
        return i -> Math.max(0, course.applyAsDouble(i) * (1 + 0.05 * random.nextGaussian()));
    }

    private static ScaleTrial days(ScaleRule rule, int days, IntToDoubleFunction load) {
        ScaleTrial trial = new ScaleTrial(rule, 2, 3);
        IntToDoubleFunction noisy = noisy(load, 1);
        for (int i = 0; i < days * DAY; i++) {
            if (i == (days - 1) * DAY) {
                trial.forgetCounts();
            }
            trial.step(i, MIDNIGHT + i * 60_000L, noisy.applyAsDouble(i));
        }
        return trial;
    }

    @Test
    void onTheFourthDayReplicasAreReadyBeforeTheMorningRamp() {
        ScaleTrial trial = new ScaleTrial(RULE, 2, 3);
        IntToDoubleFunction load = noisy(i -> course(i % DAY), 2);
        for (int i = 0; i < 4 * DAY; i++) {
            trial.step(i, MIDNIGHT + i * 60_000L, load.applyAsDouble(i));
            if (i > 3 * DAY) {
                int minute = i % DAY;
                assertThat(trial.ready() * RULE.target() * ScaleTrial.ROOM)
                        .as("minute %d", minute)
                        .isGreaterThanOrEqualTo(course(minute) * 1.05);
            }
        }
    }

    @Test
    void lookingAheadIsShortLessOftenThanGoingByThePresentLoad() {
        ScaleTrial ahead = days(RULE, 4, i -> course(i % DAY));
        ScaleTrial present = days(RULE.ahead(Duration.ZERO), 4, i -> course(i % DAY));
        assertThat(present.shortPoints).isGreaterThan(4);
        assertThat(ahead.shortPoints).isZero();
        assertThat(ahead.changes).isLessThanOrEqualTo(present.changes);
        assertThat((double) ahead.replicaPoints).isLessThan(1.2 * present.replicaPoints);
    }

    @Test
    void aFlatLoadNeverFlaps() {
        ScaleTrial trial = days(RULE, 3, i -> 470);
        assertThat(trial.changes).isZero();
        assertThat(trial.wanted()).isBetween(10, 12);
        assertThat(trial.shortPoints).isZero();
    }

    @Test
    void aDayUnlikeThoseBeforeIsNotScaledForThem() {
        // Three working days and a quiet one: what was begun for the ramp that did not come is gone an hour later.
        ScaleTrial trial = new ScaleTrial(RULE, 2, 3);
        IntToDoubleFunction load = noisy(i -> i < 3 * DAY ? course(i % DAY) : 100, 3);
        for (int i = 0; i < 3 * DAY + RAMP + 90; i++) {
            trial.step(i, MIDNIGHT + i * 60_000L, load.applyAsDouble(i));
        }
        assertThat(trial.wanted()).isLessThanOrEqualTo(3);
    }

    @Test
    void aRampThatCameOnceIsNotExpectedAgain() {
        ScaleTrial trial = days(RULE, 2, i -> i < DAY ? course(i) : 100);
        assertThat(trial.wanted()).isLessThanOrEqualTo(3);
        assertThat(trial.replicaPoints).isLessThan(4 * DAY);
    }

    @Test
    void theMondaysOfTwoWeeksForetellTheThird() {
        ScaleTrial trial = new ScaleTrial(RULE, 2, 3);
        IntToDoubleFunction load = noisy(i -> i / DAY % 7 < 2 ? 100 : course(i % DAY), 4);
        int monday = 16 * DAY;
        for (int i = 0; i < monday + RAMP + 2; i++) {
            if (i == monday) {
                trial.forgetCounts();
            }
            trial.step(i, MIDNIGHT + i * 60_000L, load.applyAsDouble(i));
        }
        assertThat(trial.ready()).isGreaterThan(8);
        assertThat(trial.shortPoints).isZero();
    }
}
