package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradedRuleTest {

    @Test
    void everyFaultIsNamedWithItsPath() {
        List<Grade> grades = List.of(
                new Grade("", 90, 95, Duration.ofSeconds(-1)),
                Grade.at("critical", 80, Duration.ZERO),
                Grade.at("critical", Double.NaN, Duration.ZERO));
        assertThatThrownBy(() ->
                        new GradedRule(Comparison.ABOVE, grades, Duration.ofSeconds(-5), GradedRule.OnNoData.CLEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "keepFiring",
                        "grades[0].level",
                        "grades[0].hold",
                        "grades[0].clear",
                        "grades[1].raise",
                        "grades[1].clear",
                        "grades[2].level: 'critical' is used twice",
                        "grades[2].raise, clear");
    }

    @Test
    void aRuleHasOneToEightLevels() {
        assertThatThrownBy(() -> GradedRule.of(Comparison.ABOVE)).hasMessageContaining("grades: 0 given");
        Grade[] nine = new Grade[9];
        for (int i = 0; i < 9; i++) {
            nine[i] = Grade.at("level-" + i, i, Duration.ZERO);
        }
        assertThatThrownBy(() -> GradedRule.of(Comparison.ABOVE, nine)).hasMessageContaining("9 given");
    }

    @Test
    void lowerIsWorseWhereTheRuleLooksDown() {
        GradedRule rule = GradedRule.of(
                Comparison.BELOW,
                new Grade("warning", 20, 25, Duration.ZERO),
                new Grade("critical", 10, 12, Duration.ZERO));
        assertThat(rule.grades()).hasSize(2);
        assertThatThrownBy(() -> GradedRule.of(Comparison.BELOW, new Grade("warning", 20, 15, Duration.ZERO)))
                .hasMessageContaining("bad side");
    }

    @Test
    void theChecksumTellsRulesApart() {
        GradedRule rule = GradedRule.of(Comparison.ABOVE, Grade.at("warning", 1, Duration.ZERO));
        assertThat(rule.checksum())
                .isEqualTo(GradedRule.of(Comparison.ABOVE, Grade.at("warning", 1, Duration.ZERO))
                        .checksum())
                .isNotEqualTo(rule.keepFiring(Duration.ofSeconds(1)).checksum())
                .isNotEqualTo(GradedRule.of(Comparison.ABOVE, Grade.at("warning", 2, Duration.ZERO))
                        .checksum());
    }
}
