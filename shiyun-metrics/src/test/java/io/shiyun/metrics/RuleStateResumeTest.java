package io.shiyun.metrics;

import static io.shiyun.metrics.Comparison.BELOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Prometheus, rules/alerting_test.go, ForStateRestore: below 100 for 25 minutes, tolerance 30, grace 10 minutes. */
class RuleStateResumeTest {
    private static final long MINUTE = 60_000;
    private static final GradedRule RULE = GradedRule.of(BELOW, Grade.at("critical", 100, Duration.ofMinutes(25)));

    private static RuleState resumed(int lastRunAt, int restartAt) {
        RuleState state = RuleState.of(RULE);
        for (int at = 0; at <= lastRunAt; at += 5) {
            state.update(at * MINUTE, 75);
        }
        state = RuleState.restore(RULE, state.save());
        state.resume(restartAt * MINUTE, 0, Duration.ofMinutes(30), Duration.ofMinutes(10));
        return state;
    }

    private static int firesAt(RuleState state, int from) {
        for (int at = from; at < from + 200; at++) {
            state.update(at * MINUTE, 75);
            if (state.phase() == RuleState.Phase.FIRING) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void aShortOutageIsAddedToTheWait() {
        RuleState state = resumed(5, 15);
        assertThat(state.since()).isEqualTo(10 * MINUTE);
        assertThat(firesAt(state, 15)).isEqualTo(35);
    }

    @Test
    void afterALongOutageTheWaitBeginsAnew() {
        RuleState state = resumed(5, 40);
        assertThat(state.since()).isEqualTo(40 * MINUTE);
        assertThat(firesAt(state, 40)).isEqualTo(65);
    }

    @Test
    void whatNoLongerHoldsIsGone() {
        RuleState state = resumed(5, 50);
        state.update(50 * MINUTE, 150);
        assertThat(state.phase()).isEqualTo(RuleState.Phase.INACTIVE);
    }

    @Test
    void aWaitThatIsNearlyOverLastsAtLeastTheGrace() {
        assertThat(firesAt(resumed(20, 25), 25)).isEqualTo(35);
    }

    @Test
    void aHoldShorterThanTheGraceBeginsAnew() {
        GradedRule rule = GradedRule.of(BELOW, Grade.at("critical", 100, Duration.ofMinutes(5)));
        RuleState state = RuleState.of(rule);
        state.update(0, 75);
        state.update(4 * MINUTE, 75);
        state.resume(10 * MINUTE, 4 * MINUTE, Duration.ofMinutes(30), Duration.ofMinutes(10));
        assertThat(firesAt(state, 10)).isEqualTo(15);
    }

    @Test
    void whatWasFiringFiresOnWithoutANewCall() {
        RuleState state = resumed(30, 45);
        assertThat(state.phase()).isEqualTo(RuleState.Phase.FIRING);
        assertThat(state.update(45 * MINUTE, 75)).isEmpty();
    }
}
