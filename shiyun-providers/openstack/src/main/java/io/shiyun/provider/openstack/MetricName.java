package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Statistic;
import java.util.List;
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
        List<String> plainly = switch (statistic) {
            case AVERAGE -> List.of("mean");
            case MINIMUM -> List.of("min");
            case MAXIMUM -> List.of("max");
            case SUM -> List.of("sum");
            case COUNT -> List.of("count");
            case LAST -> List.of("last");
            case P50 -> List.of("median", "50pct");
            case P90 -> List.of("90pct");
            case P95 -> List.of("95pct");
            case P99 -> List.of("99pct");
            default -> List.of();
        };
        return rate ? plainly.stream().map(RATE::concat).toList() : plainly;
    }

    /** Returns what a statistic is called. INVALID when it has no name. */
    String method(Statistic statistic) {
        return methods(statistic).stream()
                .findFirst()
                .orElseThrow(() -> CloudException.notSent(
                                Reason.INVALID,
                                "OpenStack compares no " + statistic + " of '" + text()
                                        + "' with a threshold; ask for AVERAGE of '" + RATE + plain
                                        + "', the increase from each sample to the next")
                        .build());
    }

    /** Reads what {@link #method} wrote; nothing for what has no equal here, such as a deviation. */
    static Optional<Statistic> statistic(String method) {
        String plainly = method.startsWith(RATE) ? method.substring(RATE.length()) : method;
        for (Statistic each : Statistic.values()) {
            if (new MetricName("", false).methods(each).contains(plainly)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
