package io.shiyun.provider.local;

import io.shiyun.model.Statistic;
import io.shiyun.process.apps.Problems;
import java.util.List;
import java.util.OptionalDouble;

/** How the samples of one step become one value. */
final class Statistics {
    private Statistics() {}

    static OptionalDouble reduce(Statistic statistic, List<Long> times, List<Double> values) {
        var all = values.stream().mapToDouble(Double::doubleValue);
        int last = values.size() - 1;
        return switch (statistic) {
            case AVERAGE -> all.average();
            case MINIMUM -> all.min();
            case MAXIMUM -> all.max();
            case SUM -> OptionalDouble.of(all.sum());
            case COUNT -> OptionalDouble.of(values.size());
            case LAST -> OptionalDouble.of(values.get(last));
            case RATE ->
                last < 1
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.max(0, values.get(last) - values.get(0))
                                / ((times.get(last) - times.get(0)) / 1000.0));
            case P50 -> percentile(values, 50);
            case P90 -> percentile(values, 90);
            case P95 -> percentile(values, 95);
            case P99 -> percentile(values, 99);
            default -> throw Problems.invalid("the statistic " + statistic + " is unknown to the local cloud");
        };
    }

    /** The nearest rank. */
    private static OptionalDouble percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return OptionalDouble.of(sorted.get(Math.max(0, rank - 1)));
    }
}
