package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.MINUTE;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AheadScalerTest {
    private static final ScaleRule RULE = ScaleRule.of(100, 2, 20);

    /** Fed with a load for so many minutes at that number of replicas; the next point is of minute {@code count}. */
    private static AheadScaler fed(ScaleRule rule, int count, double load, int replicas) {
        AheadScaler scaler = new AheadScaler(rule);
        for (int i = 0; i < count; i++) {
            scaler.feed(time(i), load);
            scaler.decide(time(i), replicas);
        }
        return scaler;
    }

    private static ScaleDecision next(AheadScaler scaler, int minute, double load, int replicas) {
        scaler.feed(time(minute), load);
        return scaler.decide(time(minute), replicas);
    }

    @Test
    void aLoadThatNeedsMoreGetsThemAtOnce() {
        ScaleDecision decision = next(fed(RULE, 3, 380, 4), 3, 950, 4);
        assertThat(decision.wanted()).isEqualTo(10);
        assertThat(decision.cause()).isEqualTo(ScaleDecision.Cause.LOAD);
        assertThat(decision.words())
                .isEqualTo(
                        "10 replicas instead of 4: the load needs more; load 950 (needs 10); nothing can be foretold yet");
    }

    @Test
    void aLoadThatRisesIsMetBeforeItComes() {
        AheadScaler scaler = new AheadScaler(RULE);
        ScaleDecision decision = scaler.decide(time(0), 2);
        for (int i = 0; i < 200; i++) {
            decision = next(scaler, i, 4 * i, Math.max(2, decision.wanted()));
            if (i > 60) {
                assertThat(decision.wanted() * 100.0).as("minute %d", i).isGreaterThan(3.6 * (i + 4));
            }
        }
        assertThat(decision.peak().orElseThrow().upper()).isGreaterThanOrEqualTo(4 * 203 - 0.1);
        assertThat(decision.words()).contains("load 796 (needs 8); in 240 s likely ");
    }

    @Test
    void theLimitsHold() {
        ScaleDecision most = next(fed(RULE, 3, 1900, 19), 3, 9000, 19);
        assertThat(most.wanted()).isEqualTo(20);
        assertThat(most.words()).contains("(needs 90, at most 20)");
        assertThat(next(fed(RULE, 3, 100, 2), 3, 0, 2).cause()).isEqualTo(ScaleDecision.Cause.STEADY);
        assertThat(next(fed(RULE, 30, 0, 2), 30, 0, 2).wanted()).isEqualTo(2);
        ScaleDecision beyond = next(fed(RULE, 3, 100, 25), 3, 100, 25);
        assertThat(beyond.wanted()).isEqualTo(20);
        assertThat(beyond.cause()).isEqualTo(ScaleDecision.Cause.LIMITS);
        assertThat(next(fed(RULE, 3, 100, 1), 3, 100, 1).wanted()).isEqualTo(2);
        assertThat(next(fed(RULE, 3, 100, 1), 3, 800, 1).wanted()).isEqualTo(8);
    }

    @Test
    void theLimitsHoldWithoutALoadToo() {
        AheadScaler scaler = new AheadScaler(RULE);
        assertThat(scaler.decide(time(0), 25).wanted()).isEqualTo(20);
        assertThat(scaler.decide(time(1), 1).wanted()).isEqualTo(2);
    }

    @Test
    void whatWasStoppedByHandStaysStopped() {
        ScaleDecision decision = next(fed(RULE, 3, 500, 5), 3, 500, 0);
        assertThat(decision.wanted()).isZero();
        assertThat(decision.cause()).isEqualTo(ScaleDecision.Cause.PAUSED);
    }

    @Test
    void withinTheToleranceNothingChanges() {
        AheadScaler scaler = fed(RULE.ahead(Duration.ZERO), 3, 500, 5);
        assertThat(next(scaler, 3, 549, 5).wanted()).isEqualTo(5);
        assertThat(next(scaler, 4, 551, 5).wanted()).isEqualTo(6);
        AheadScaler calm = fed(RULE.ahead(Duration.ZERO), 30, 451, 5);
        assertThat(next(calm, 30, 451, 5).cause()).isEqualTo(ScaleDecision.Cause.STEADY);
        AheadScaler quiet = fed(RULE.ahead(Duration.ZERO), 30, 399, 5);
        assertThat(next(quiet, 30, 399, 5).wanted()).isEqualTo(4);
    }

    @Test
    void fewerAreWantedAfterTheStabilizationAndAtMostHalfAtOnce() {
        AheadScaler scaler = new AheadScaler(RULE);
        int replicas = 20;
        int[] wanted = new int[30];
        for (int i = 0; i < wanted.length; i++) {
            replicas = next(scaler, i, 100, replicas).wanted();
            wanted[i] = replicas;
        }
        assertThat(wanted[4]).isEqualTo(20);
        assertThat(wanted[5]).isEqualTo(10);
        assertThat(wanted[10]).isEqualTo(10);
        assertThat(wanted[11]).isEqualTo(5);
        assertThat(wanted[17]).isEqualTo(3);
        assertThat(wanted[23]).isEqualTo(2);
        assertThat(wanted[29]).isEqualTo(2);
    }

    @Test
    void oneHighPointWithinTheStabilizationKeepsTheNumber() {
        AheadScaler scaler = fed(RULE.ahead(Duration.ZERO), 4, 100, 10);
        next(scaler, 4, 980, 10);
        for (int i = 5; i < 9; i++) {
            assertThat(next(scaler, i, 100, 10).wanted()).isEqualTo(10);
        }
        // The window reaches back a bucket longer.
        assertThat(next(scaler, 10, 100, 10).wanted()).isEqualTo(5);
    }

    @Test
    void aDeadSourceHoldsTheNumber() {
        AheadScaler scaler = fed(RULE, 4, 100, 10);
        for (int i = 6; i < 600; i++) {
            ScaleDecision decision = scaler.decide(time(i), 10);
            assertThat(decision.wanted()).isEqualTo(10);
            assertThat(decision.cause()).isEqualTo(ScaleDecision.Cause.MISSING);
            assertThat(decision.load()).isEmpty();
        }
        // Once points come again the wait begins anew.
        for (int i = 600; i < 605; i++) {
            assertThat(next(scaler, i, 100, 10).wanted()).isEqualTo(10);
        }
        assertThat(next(scaler, 605, 100, 10).wanted()).isEqualTo(5);
    }

    @Test
    void aPartOfALoadMayCallForMoreAndNeverForFewer() {
        AheadScaler scaler = fed(RULE, 20, 500, 5);
        for (int i = 20; i < 200; i++) {
            assertThat(scaler.feedPart(time(i), 100)).isTrue();
            assertThat(scaler.decide(time(i), 8).wanted()).isEqualTo(8);
        }
        scaler.feedPart(time(200), 1500);
        assertThat(scaler.decide(time(200), 8).wanted()).isEqualTo(15);
        assertThat(scaler.feedPart(time(200), 10)).isFalse();
    }

    @Test
    void aClockThatIsSetBackHoldsUntilItsPointsAreBelieved() {
        AheadScaler scaler = fed(RULE, 400, 500, 5);
        int fewer = 0;
        for (int i = 0; i < 40; i++) {
            fewer += next(scaler, i, 100, 5).wanted() < 5 ? 1 : 0;
            if (i < 18) {
                assertThat(fewer).isZero();
            }
        }
        assertThat(fewer).isPositive();
    }

    @Test
    void whatIsNoLoadIsRefused() {
        AheadScaler scaler = fed(RULE, 3, 500, 5);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(scaler.feed(time(3), bad)).isFalse();
            assertThat(scaler.feedPart(time(3), bad)).isFalse();
        }
        assertThat(scaler.feed(time(2), 100)).isFalse();
        assertThat(scaler.decide(time(3), 5).load()).hasValue(500);
        assertThatThrownBy(() -> scaler.decide(time(3), -1)).hasMessageContaining("replicas: -1 is negative");
    }

    @Test
    void aRestoredScalerGoesOnWithTheSameAnswers() {
        double[] loads = Signals.daily(3000, 500, 300, 20, 9);
        AheadScaler scaler = new AheadScaler(RULE);
        int replicas = 5;
        for (int i = 0; i < 2000; i++) {
            replicas = next(scaler, i, loads[i], replicas).wanted();
        }
        AheadScaler restored = AheadScaler.restore(RULE, scaler.save());
        for (int i = 2000; i < 3000; i++) {
            ScaleDecision decision = next(scaler, i, loads[i], replicas);
            assertThat(next(restored, i, loads[i], replicas)).isEqualTo(decision);
            replicas = decision.wanted();
        }
        assertThat(restored.save()).isEqualTo(scaler.save());
    }

    @Test
    void underAnotherStabilizationTheWaitBeginsAnew() {
        AheadScaler restored = AheadScaler.restore(
                RULE.ahead(Duration.ofMinutes(1)).down(Duration.ofMinutes(2), 1),
                fed(RULE, 60, 100, 10).save());
        assertThat(next(restored, 60, 100, 10).wanted()).isEqualTo(10);
        next(restored, 61, 100, 10);
        assertThat(next(restored, 62, 100, 10).wanted()).isEqualTo(2);
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] saved = fed(RULE, 60, 100, 10).save();
        saved[400] ^= 1;
        assertThatThrownBy(() -> AheadScaler.restore(RULE, saved)).hasMessageContaining("saved scaler is damaged");
        assertThatThrownBy(() -> AheadScaler.restore(RULE, new Forecaster().save()))
                .hasMessageContaining("not a saved scaler");
        assertThatThrownBy(() -> AheadScaler.restore(RULE, new byte[3])).hasMessageContaining("cut short");
    }

    @Test
    void aRuleThatMakesNoSenseIsRefusedWithEveryFault() {
        assertThatThrownBy(() -> new ScaleRule(
                        Double.NaN, 0, -1, Duration.ofDays(2), Duration.ofSeconds(-1), 1, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target: NaN must be a load above zero")
                .hasMessageContaining("min, max: 0 and -1 need 1 <= min <= max")
                .hasMessageContaining("ahead: PT48H must lie between PT0S and a day")
                .hasMessageContaining("stabilization: PT-1S")
                .hasMessageContaining("tolerance: 1.0")
                .hasMessageContaining("mostDown: 0.0")
                .hasMessageContaining("stale: PT0S");
    }

    @Test
    void aPauseOfHoursHoldsAndIsNoHistory() {
        AheadScaler scaler = fed(RULE, 60, 500, 5);
        long later = time(60) + 20 * 1440 * MINUTE;
        assertThat(scaler.decide(later, 5).cause()).isEqualTo(ScaleDecision.Cause.MISSING);
        scaler.feed(later, 500);
        assertThat(scaler.decide(later, 5).former()).isEmpty();
    }
}
