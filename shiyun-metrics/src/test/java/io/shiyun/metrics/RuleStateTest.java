package io.shiyun.metrics;

import static io.shiyun.metrics.Comparison.ABOVE;
import static io.shiyun.metrics.Comparison.AT_MOST;
import static io.shiyun.metrics.Comparison.BELOW;
import static io.shiyun.metrics.RuleState.Phase.FIRING;
import static io.shiyun.metrics.RuleState.Phase.INACTIVE;
import static io.shiyun.metrics.RuleState.Phase.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Transition.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleStateTest {
    private static final long MINUTE = 60_000;

    private static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }

    private static GradedRule graded() {
        return GradedRule.of(
                ABOVE, new Grade("warning", 80, 70, minutes(10)), new Grade("critical", 90, 85, minutes(1)));
    }

    /** The phase after each value, one value a minute; NaN stands for no data. */
    private static List<RuleState.Phase> phases(GradedRule rule, double... values) {
        RuleState state = RuleState.of(rule);
        List<RuleState.Phase> phases = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                state.updateNoData(i * MINUTE);
            } else {
                state.update(i * MINUTE, values[i]);
            }
            phases.add(state.phase());
        }
        return phases;
    }

    /** Prometheus, rules/alerting_test.go, KeepFiringFor. */
    @Test
    void firesOnForAWhileAfterTheConditionEnded() {
        GradedRule rule =
                GradedRule.of(ABOVE, Grade.at("warning", 50, minutes(1))).keepFiring(minutes(1));
        assertThat(phases(rule, 75, 85, 70, 70, 10, 10))
                .containsExactly(PENDING, FIRING, FIRING, FIRING, FIRING, INACTIVE);
    }

    /** Prometheus, rules/alerting_test.go, PendingAndKeepFiringFor. */
    @Test
    void aPendingLevelIsNotKept() {
        GradedRule rule =
                GradedRule.of(ABOVE, Grade.at("warning", 50, minutes(1))).keepFiring(minutes(1));
        assertThat(phases(rule, 75, 10)).containsExactly(PENDING, INACTIVE);
    }

    /** The example of Prometheus' unit testing page: up == 0 for 5 minutes. */
    @Test
    void anInstanceThatStaysDownFiresAfterItsHold() {
        GradedRule rule = GradedRule.of(AT_MOST, Grade.at("page", 0, minutes(5)));
        assertThat(phases(rule, 0, 0, 0, 0, 0, 0, 1))
                .containsExactly(PENDING, PENDING, PENDING, PENDING, PENDING, FIRING, INACTIVE);
    }

    @Test
    void withoutHoldItFiresAtOnce() {
        RuleState state = RuleState.of(GradedRule.of(BELOW, Grade.at("low", 5, Duration.ZERO)));
        assertThat(state.update(0, 4)).hasValue(new Transition(Kind.FIRED, "low", "", 0, 0, 4));
        assertThat(state.update(1, 4)).isEmpty();
        assertThat(state.update(2, 6)).hasValue(new Transition(Kind.RESOLVED, "low", "low", 2, 2, 6));
    }

    @Test
    void missingDataClearsOrHoldsAsTheRuleSays() {
        GradedRule clears = GradedRule.of(ABOVE, Grade.at("warning", 50, Duration.ZERO));
        assertThat(phases(clears, 60, Double.NaN)).containsExactly(FIRING, INACTIVE);
        GradedRule holds = new GradedRule(ABOVE, clears.grades(), Duration.ZERO, GradedRule.OnNoData.HOLD);
        assertThat(phases(holds, 60, Double.NaN, Double.NaN, 40)).containsExactly(FIRING, FIRING, FIRING, INACTIVE);
    }

    @Test
    void aMoreSevereLevelCallsAtOnceAndAMilderOneDoesNot() {
        RuleState state = RuleState.of(graded());
        assertThat(state.update(0, 95)).map(Transition::kind).hasValue(Kind.PENDING);
        assertThat(state.update(MINUTE, 95)).hasValueSatisfying(t -> {
            assertThat(t.kind()).isEqualTo(Kind.FIRED);
            assertThat(t.level()).isEqualTo("critical");
        });
        assertThat(state.update(2 * MINUTE, 82)).hasValueSatisfying(t -> {
            assertThat(t.kind()).isEqualTo(Kind.DOWNGRADED);
            assertThat(t.kind().pages()).isFalse();
            assertThat(t.level()).isEqualTo("warning");
            assertThat(t.previous()).isEqualTo("critical");
        });
        assertThat(state.update(3 * MINUTE, 75)).as("above the clear value").isEmpty();
        assertThat(state.update(4 * MINUTE, 95))
                .as("critical must hold for a minute again")
                .isEmpty();
        assertThat(state.update(5 * MINUTE, 95)).hasValueSatisfying(t -> {
            assertThat(t.kind()).isEqualTo(Kind.UPGRADED);
            assertThat(t.kind().pages()).isTrue();
        });
        assertThat(state.update(6 * MINUTE, 60)).map(Transition::kind).hasValue(Kind.RESOLVED);
    }

    @Test
    void aValueThatTremblesBetweenClearAndRaiseChangesNothing() {
        RuleState state = RuleState.of(GradedRule.of(ABOVE, new Grade("warning", 80, 70, Duration.ZERO)));
        state.update(0, 81);
        for (int i = 1; i <= 3_600; i++) {
            assertThat(state.update(i * 1_000L, i % 2 == 0 ? 81 : 71)).isEmpty();
        }
        assertThat(state.update(3_601_000, 70)).map(Transition::kind).hasValue(Kind.RESOLVED);
    }

    @Test
    void aPendingLevelNeedsItsRaiseValueAllAlong() {
        RuleState state = RuleState.of(GradedRule.of(ABOVE, new Grade("warning", 80, 70, minutes(5))));
        state.update(0, 81);
        assertThat(state.update(MINUTE, 75)).map(Transition::kind).hasValue(Kind.CANCELLED);
    }

    @Test
    void atAnyTimeThereIsExactlyOneLevelAndTheTransitionsLeadFromOneToTheNext() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RuleState state = RuleState.of(graded().keepFiring(minutes(random.nextInt(3))));
            Optional<String> level = Optional.empty();
            boolean firing = false;
            long now = 0;
            for (int i = 0; i < 500; i++) {
                now += random.nextInt(180) * 1_000L;
                Optional<Transition> change = random.nextInt(20) == 0
                        ? state.updateNoData(now)
                        : state.update(now, 60 + 40 * random.nextDouble());
                if (change.isPresent()) {
                    Transition t = change.get();
                    assertThat(t.previous()).isEqualTo(level.orElse(""));
                    assertThat(t.kind().pages())
                            .isEqualTo(state.phase() == FIRING && (!firing || "critical".equals(t.level())));
                } else {
                    assertThat(state.level()).isEqualTo(level);
                }
                level = state.level();
                firing = state.phase() == FIRING;
                assertThat(level.isPresent()).isEqualTo(state.phase() != INACTIVE);
            }
        }
    }

    @Test
    void savingAndRestoringChangesNoTransition() {
        Random random = new Random(31);
        RuleState one = RuleState.of(graded().keepFiring(minutes(2)));
        RuleState two = RuleState.of(graded().keepFiring(minutes(2)));
        for (int i = 0; i < 3_000; i++) {
            double value = 60 + 40 * random.nextDouble();
            two = RuleState.restore(graded().keepFiring(minutes(2)), two.save());
            assertThat(two.update(i * 20_000L, value)).isEqualTo(one.update(i * 20_000L, value));
        }
        byte[] saved = one.save();
        assertThat(saved).hasSizeLessThanOrEqualTo(263);
        assertThatThrownBy(() -> RuleState.restore(graded(), saved)).hasMessageContaining("other thresholds");
    }

    @Test
    void aClockThatIsSetBackNeitherLosesNorProlongsAWait() {
        RuleState state = RuleState.of(GradedRule.of(ABOVE, Grade.at("warning", 50, minutes(5))));
        state.update(100 * MINUTE, 60);
        state.update(103 * MINUTE, 60);
        assertThat(state.update(40 * MINUTE, 60)).isEmpty();
        assertThat(state.update(41 * MINUTE, 60)).isEmpty();
        assertThat(state.update(42 * MINUTE, 60)).map(Transition::kind).hasValue(Kind.FIRED);
    }

    @Test
    void aSubjectThatIsGoneResolves() {
        RuleState state = RuleState.of(graded());
        state.update(0, 95);
        state.update(MINUTE, 95);
        assertThat(state.reset(2 * MINUTE)).map(Transition::kind).hasValue(Kind.RESOLVED);
        assertThat(state.phase()).isEqualTo(INACTIVE);
        assertThat(state.reset(3 * MINUTE)).isEmpty();
    }

    @Test
    void valuesThatAreNotFiniteAreCountedAndChangeNothing() {
        RuleState state = RuleState.of(GradedRule.of(ABOVE, Grade.at("warning", 50, Duration.ZERO)));
        state.update(0, 60);
        assertThat(state.update(1, Double.NaN)).isEmpty();
        assertThat(state.update(2, Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(state.phase()).isEqualTo(FIRING);
        assertThat(state.refused()).isEqualTo(2);
    }
}
