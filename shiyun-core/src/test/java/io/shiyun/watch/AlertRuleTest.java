package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Aggregation;
import io.shiyun.metrics.Comparison;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertRuleTest {

    @Test
    void everyFaultIsNamedWithItsPath() {
        assertThatThrownBy(() -> AlertRule.named("cpu/high")
                        .over(Aggregation.AVG, Duration.ZERO)
                        .every(Duration.ofDays(1))
                        .above()
                        .grade("warning", 80, 85, Duration.ofMinutes(5))
                        .grade("critical", 70, Duration.ofMinutes(-1))
                        .keepFiring(Duration.ofSeconds(-1))
                        .label("level", "mine")
                        .label("bad name", "x")
                        .annotation("runbook", "x".repeat(4_001))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "Alert rule 'cpu/high' has 12 faults",
                        "name:",
                        "metric:",
                        "window:",
                        "every:",
                        "keepFiring:",
                        "grades[0].clear",
                        "grades[1].raise",
                        "grades[1].hold",
                        "labels.level",
                        "labels.bad name",
                        "annotations.runbook");
    }

    @Test
    void aSoundRuleSaysWhatItDoes() {
        AlertRule rule = AlertRule.named("cpu high")
                .metric("cpu.used")
                .where(Matcher.is("app", "shop"), Matcher.notLike("host", "test-.*"))
                .over(Aggregation.AVG, Duration.ofMinutes(5))
                .above()
                .grade("warning", 0.8, 0.7, Duration.ofMinutes(5))
                .build();
        assertThat(rule)
                .hasToString("cpu high: AVG over PT5M of cpu.used[app=\"shop\", host!~\"test-.*\"] > "
                        + "[Grade[level=warning, raise=0.8, clear=0.7, hold=PT5M]]");
        assertThat(rule.covers(Map.of("app", "shop", "host", "a"))).isTrue();
        assertThat(rule.covers(Map.of("app", "shop", "host", "test-1"))).isFalse();
        assertThat(rule.covers(Map.of("host", "a"))).isFalse();
    }

    @Test
    void aRuleAheadNamesItsFaults() {
        assertThatThrownBy(() -> AlertRule.ahead("full", "disk", Comparison.ABOVE, Double.NaN, Duration.ZERO, "warning")
                        .above()
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "limit.side: ABOVE must be AT_LEAST",
                        "limit.value: NaN must be a finite number",
                        "within: 0.0 s of level 'warning' must lie between a second and 365 days",
                        "comparison:");
        assertThatThrownBy(() -> AlertRule.ahead(
                                "full", "disk", Comparison.AT_LEAST, 1, Duration.ofSeconds(Long.MAX_VALUE), "warning")
                        .build())
                .hasMessageContaining("within:");
        assertThatThrownBy(() -> new Limit(Comparison.AT_MOST, Double.POSITIVE_INFINITY))
                .hasMessageContaining("limit.value");
        assertThat(AlertRule.ahead("full", "disk", Comparison.AT_LEAST, 100, Duration.ofHours(24), "warning")
                        .grade("critical", Duration.ofHours(4).toSeconds(), Duration.ZERO)
                        .build()
                        .toString())
                .startsWith("full: seconds until >= 100.0 of disk[] <= [");
    }

    @Test
    void matchersMatchWholeValuesAndTakeAMissingLabelAsEmpty() {
        assertThat(Matcher.like("a", "x|yz").matches(Map.of("a", "yz"))).isTrue();
        assertThat(Matcher.like("a", "x|yz").matches(Map.of("a", "xyz"))).isFalse();
        assertThat(Matcher.is("a", "").matches(Map.of())).isTrue();
        assertThat(Matcher.isNot("a", "x").matches(Map.of())).isTrue();
        assertThat(Matcher.is("a", "x.").matches(Map.of("a", "xy"))).isFalse();
        assertThatThrownBy(() -> Matcher.like("a", "(")).hasMessageContaining("pattern of label 'a'");
        assertThatThrownBy(() -> Matcher.is("a=", "x")).hasMessageContaining("holds one of");
        for (Matcher matcher : List.of(
                Matcher.is("a", "x\"y"),
                Matcher.isNot("b.c", ""),
                Matcher.like("d", ".+=~"),
                Matcher.notLike("e", "\n"))) {
            assertThat(Matcher.parse(matcher.toString())).isEqualTo(matcher);
        }
    }

    @Test
    void aSilenceNeedsMatchersAnAuthorAndALength() {
        Instant now = Instant.EPOCH;
        List<Matcher> matchers = List.of(Matcher.is("host", "a"));
        assertThatThrownBy(() -> new Silence("1", List.of(), now, now.plusSeconds(1), "ada", ""))
                .hasMessageContaining("matchers");
        assertThatThrownBy(() -> new Silence("1", matchers, now, now, "ada", ""))
                .hasMessageContaining("to:");
        assertThatThrownBy(() -> new Silence("1", matchers, now, now.plusSeconds(1), " ", ""))
                .hasMessageContaining("by:");
        Silence silence = new Silence("1", matchers, now, now.plusSeconds(1), "ada", "");
        assertThat(silence.covers(Map.of("host", "a"), now)).isTrue();
        assertThat(silence.covers(Map.of("host", "a"), now.plusSeconds(1))).isFalse();
        assertThat(silence.covers(Map.of("host", "b"), now)).isFalse();
    }
}
