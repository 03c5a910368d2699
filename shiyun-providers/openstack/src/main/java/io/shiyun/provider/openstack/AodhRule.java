package io.shiyun.provider.openstack;

import io.shiyun.model.AlarmCondition;
import io.shiyun.model.CloudException;
import io.shiyun.model.Comparison;
import io.shiyun.model.Reason;
import io.shiyun.model.Statistic;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Aodh's rules on one metric: of one resource, which the label {@code resource_id} names, or of all resources of a type that a query finds,
 * taken together. Rules on events, on several metrics and on Prometheus have no single condition.
 */
final class AodhRule {
    static final String OF_ONE = "gnocchi_resources_threshold";
    static final String OF_MANY = "gnocchi_aggregation_by_resources_threshold";

    private static final String RESOURCE = "resource_id";
    private static final String TYPE = "resource_type";
    private static final String QUERY = "query";
    private static final Set<String> LABELS = Set.of(RESOURCE, TYPE, QUERY);

    /** {@code eq} and {@code ne} have no equal here. */
    private static final Map<Comparison, String> OPERATORS =
            Map.of(Comparison.ABOVE, "gt", Comparison.AT_LEAST, "ge", Comparison.BELOW, "lt", Comparison.AT_MOST, "le");

    /** Every resource of Gnocchi is one of this type, whatever else it is. */
    private static final String ANY_TYPE = "generic";

    /** Resources that are gone would be asked for otherwise. */
    private static final String ALIVE = "{\"=\": {\"ended_at\": null}}";

    /** Of aodh/api/controllers/v2/alarm_rules/gnocchi.py. */
    private static final int MOST_PERIODS = 100;

    private static final Duration LONGEST_PERIOD = Duration.ofDays(365);

    private AodhRule() {}

    /** Returns the type of the alarm that a condition needs. */
    static String type(AlarmCondition condition) {
        return label(condition, RESOURCE).isPresent() ? OF_ONE : OF_MANY;
    }

    /** Writes the rule under its type. INVALID when Aodh has no such rule. */
    static void write(AlarmCondition condition, JsonWriter alarm) {
        check(condition);
        MetricName metric = MetricName.parse(condition.metric());
        String method = metric.method(condition.statistic());
        long period = period(condition);
        long periods = periods(condition, period);
        alarm.object(type(condition) + "_rule", rule -> {
            rule.put("metric", metric.plain())
                    .put("aggregation_method", method)
                    .put("granularity", period)
                    .put("evaluation_periods", periods)
                    .put("comparison_operator", operator(condition.comparison()))
                    .put("threshold", BigDecimal.valueOf(condition.threshold()))
                    .put(TYPE, label(condition, TYPE).orElse(ANY_TYPE));
            label(condition, RESOURCE)
                    .ifPresentOrElse(
                            id -> rule.put(RESOURCE, id),
                            () -> rule.put(QUERY, label(condition, QUERY).orElse(ALIVE)));
        });
    }

    private static void check(AlarmCondition condition) {
        for (String label : condition.labels().keySet()) {
            if (!LABELS.contains(label)) {
                throw invalid("an alarm of Aodh has no label '" + label + "'; name one resource as '" + RESOURCE
                        + "', or many by '" + TYPE + "' and '" + QUERY + "'");
            }
        }
        if (label(condition, RESOURCE).isPresent() && label(condition, QUERY).isPresent()) {
            throw invalid("an alarm of Aodh has a '" + RESOURCE + "' or a '" + QUERY + "', not both");
        }
        if (condition.metric().isBlank()) {
            throw invalid("an alarm of Aodh needs the name of a metric");
        }
        if (!Double.isFinite(condition.threshold())) {
            throw invalid("an alarm of Aodh needs a threshold that is a number");
        }
    }

    private static long period(AlarmCondition condition) {
        Duration period = condition.period();
        if (period.getNano() != 0 || period.toSeconds() < 1 || period.compareTo(LONGEST_PERIOD) > 0) {
            throw invalid(
                    "a period of " + period + "; Aodh takes whole seconds up to 365 days, and only a period that the"
                            + " archive policy of the metric keeps has data");
        }
        return period.toSeconds();
    }

    private static long periods(AlarmCondition condition, long period) {
        long periods = Math.max(1, (condition.held().toSeconds() + period - 1) / period);
        if (periods > MOST_PERIODS) {
            throw invalid("an alarm that is held for " + periods + " periods of " + condition.period()
                    + "; Aodh looks back " + MOST_PERIODS + " at most, so choose a longer period");
        }
        return periods;
    }

    /** Returns the condition of an alarm, or nothing when it is of a type, a comparison or a statistic without an equal here. */
    static Optional<AlarmCondition> read(Json alarm) {
        String type = alarm.text("type", "");
        if (!type.equals(OF_ONE) && !type.equals(OF_MANY)) {
            return Optional.empty();
        }
        Json rule = alarm.at(type + "_rule");
        String method = rule.text("aggregation_method");
        Optional<Statistic> statistic = MetricName.statistic(method);
        Optional<Comparison> comparison = comparison(rule.text("comparison_operator", "eq"));
        if (statistic.isEmpty() || comparison.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        LABELS.forEach(label -> rule.optional(label).ifPresent(value -> labels.put(label, value)));
        Duration period = Duration.ofSeconds(rule.whole("granularity", 60));
        return Optional.of(AlarmCondition.builder(
                        MetricName.of(rule.text("metric"), method).text(),
                        statistic.get(),
                        period,
                        comparison.get(),
                        rule.number("threshold").doubleValue())
                .labels(labels)
                .held(period.multipliedBy(rule.whole("evaluation_periods", 1)))
                .build());
    }

    private static String operator(Comparison comparison) {
        String operator = OPERATORS.get(comparison);
        if (operator == null) {
            throw invalid("Aodh cannot compare by " + comparison);
        }
        return operator;
    }

    private static Optional<Comparison> comparison(String operator) {
        return OPERATORS.entrySet().stream()
                .filter(known -> known.getValue().equals(operator))
                .findFirst()
                .map(Map.Entry::getKey);
    }

    private static Optional<String> label(AlarmCondition condition, String name) {
        return Optional.ofNullable(condition.labels().get(name)).filter(value -> !value.isEmpty());
    }

    private static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }
}
