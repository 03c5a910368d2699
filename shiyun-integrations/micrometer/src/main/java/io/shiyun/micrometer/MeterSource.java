package io.shiyun.micrometer;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.shiyun.metrics.Series;
import io.shiyun.watch.MetricSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a registry as a source: a point a meter each time it is read, with the meter's tags as labels. A registry knows
 * only now, so that nothing can be read of an earlier time.
 *
 * <p>A gauge has the name of its meter, and so has a counter. A timer and a summary are {@code name.count}, {@code name.total} and
 * {@code name.max}; a long task {@code name.active} and {@code name.duration}. What only grows is also there as {@code
 * name.rate}, {@code name.count.rate}, {@code name.total.rate}, per second between two readings, and a timer or a summary as {@code
 * name.mean} of what was recorded between them: feed those to a detector. The first reading, and one after a counter began anew, have
 * none. Values that are not finite are left out.
 *
 * <p>The registry should count for ever, as most do; one that counts by steps, such as Micrometer's {@code StepMeterRegistry}, gives
 * no rates that mean anything. Read by one thread at a time.
 */
public final class MeterSource implements MetricSource {
    private final String name;
    private final MeterRegistry registry;
    private Map<Key, Reading> before = Map.of();

    private record Key(Meter.Id meter, Statistic statistic) {}

    private record Reading(long time, double value) {}

    private MeterSource(String name, MeterRegistry registry) {
        this.name = name;
        this.registry = registry;
    }

    /** Returns a source of this name. */
    public static MeterSource of(String name, MeterRegistry registry) {
        return new MeterSource(Objects.requireNonNull(name, "name"), Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Series> read(Set<String> metrics, Instant from, Instant to) {
        List<Series> points = new ArrayList<>();
        Map<Key, Reading> now = new HashMap<>();
        for (Meter meter : registry.getMeters()) {
            String base = meter.getId().getName();
            if (metrics.stream().anyMatch(metric -> metric.startsWith(base))) {
                read(meter, metrics, to.toEpochMilli(), now, points);
            }
        }
        before = now;
        return points;
    }

    private void read(Meter meter, Set<String> metrics, long time, Map<Key, Reading> now, List<Series> points) {
        boolean several = meter.getId().getType() != Meter.Type.COUNTER;
        double recorded = 0;
        double total = Double.NaN;
        for (Measurement measurement : meter.measure()) {
            Statistic statistic = measurement.getStatistic();
            String metric = meter.getId().getName() + suffix(statistic, several);
            double value = measurement.getValue();
            add(meter, metric, unit(meter, statistic), time, value, metrics, points);
            if (!grows(statistic) || !Double.isFinite(value)) {
                continue;
            }
            Key key = new Key(meter.getId(), statistic);
            now.put(key, new Reading(time, value));
            double change = change(before.get(key), time, value);
            if (Double.isNaN(change)) {
                continue;
            }
            double seconds = (time - Objects.requireNonNull(before.get(key)).time()) / 1000.0;
            add(meter, metric + ".rate", unit(meter, statistic) + "/s", time, change / seconds, metrics, points);
            recorded = statistic == Statistic.COUNT ? change : recorded;
            total = statistic == Statistic.COUNT ? total : change;
        }
        if (recorded > 0) {
            String unit = unit(meter, Statistic.TOTAL);
            add(meter, meter.getId().getName() + ".mean", unit, time, total / recorded, metrics, points);
        }
    }

    /** Returns by how much it grew, NaN when it was not read before or began anew. */
    private static double change(@Nullable Reading last, long time, double value) {
        return last == null || time <= last.time() || value < last.value() ? Double.NaN : value - last.value();
    }

    private static void add(
            Meter meter,
            String metric,
            String unit,
            long time,
            double value,
            Set<String> metrics,
            List<Series> points) {
        if (!metrics.contains(metric) || !Double.isFinite(value)) {
            return;
        }
        Series.Builder series = Series.named(metric, unit);
        for (Tag tag : meter.getId().getTags()) {
            series.label(tag.getKey(), tag.getValue());
        }
        points.add(series.add(time, value).build());
    }

    private static boolean grows(Statistic statistic) {
        return switch (statistic) {
            case COUNT, TOTAL, TOTAL_TIME -> true;
            default -> false;
        };
    }

    private static String suffix(Statistic statistic, boolean several) {
        return switch (statistic) {
            case COUNT -> several ? ".count" : "";
            case TOTAL, TOTAL_TIME -> ".total";
            case MAX -> ".max";
            case ACTIVE_TASKS -> ".active";
            case DURATION -> ".duration";
            default -> "";
        };
    }

    /** Micrometer's units are words; those that have a code in UCUM get it. */
    private static String unit(Meter meter, Statistic statistic) {
        if ((statistic == Statistic.COUNT && meter.getId().getType() != Meter.Type.COUNTER)
                || statistic == Statistic.ACTIVE_TASKS) {
            return "1";
        }
        String unit = meter.getId().getBaseUnit();
        return switch (unit == null ? "" : unit) {
            case "" -> "1";
            case "seconds" -> "s";
            case "milliseconds" -> "ms";
            case "bytes" -> "By";
            case "percent" -> "%";
            default -> "{" + unit + "}";
        };
    }
}
