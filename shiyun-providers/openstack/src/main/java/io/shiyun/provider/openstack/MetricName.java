package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Statistic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric as Gnocchi and Aodh know it: {@code memory.usage}, or {@code rate:cpu}, which is the increase of {@code cpu} from each sample to
 * the next. What becomes of the samples of a period has names of its own (Gnocchi's REST API, "Archive Policy").
 *
 * @param plain the name without the prefix
 * @param rate whether increases are meant
 */
record MetricName(String plain, boolean rate) {
    private static final String RATE = "rate:";

    private static final Map<Statistic, List<String>> METHODS = Map.of(
            Statistic.AVERAGE, List.of("mean"),
            Statistic.MINIMUM, List.of("min"),
            Statistic.MAXIMUM, List.of("max"),
            Statistic.SUM, List.of("sum"),
            Statistic.COUNT, List.of("count"),
            Statistic.LAST, List.of("last"),
            Statistic.P50, List.of("median", "50pct"),
            Statistic.P90, List.of("90pct"),
            Statistic.P95, List.of("95pct"),
            Statistic.P99, List.of("99pct"));

    static MetricName parse(String text) {
        boolean rate = text.startsWith(RATE);
        return new MetricName(rate ? text.substring(RATE.length()) : text, rate);
    }

    /** Reads the name of a metric and what is made of it, such as {@code rate:mean}. */
    static MetricName of(String plain, String method) {
        return new MetricName(plain, method.startsWith(RATE));
    }

    String text() {
        return rate ? RATE + plain : plain;
    }

    /** Returns what a statistic may be called, the best first; nothing when it has no name. */
    List<String> methods(Statistic statistic) {
        List<String> plainly = METHODS.getOrDefault(statistic, List.of());
        return rate ? plainly.stream().map(RATE::concat).toList() : plainly;
    }

    /** Returns what a statistic is called. INVALID when it has no name. */
    String method(Statistic statistic) {
        List<String> methods = methods(statistic);
        if (methods.isEmpty()) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "OpenStack compares no " + statistic + " of '" + text()
                                    + "' with a threshold; ask for AVERAGE of '" + RATE + plain
                                    + "', the increase from each sample to the next")
                    .build();
        }
        return methods.get(0);
    }

    /** Reads what {@link #method} wrote; nothing for what has no equal here, such as a deviation. */
    static Optional<Statistic> statistic(String method) {
        String plainly = method.startsWith(RATE) ? method.substring(RATE.length()) : method;
        for (Map.Entry<Statistic, List<String>> each : METHODS.entrySet()) {
            if (each.getValue().contains(plainly)) {
                return Optional.of(each.getKey());
            }
        }
        return Optional.empty();
    }
}
