package io.shiyun.finops.advice;

import io.shiyun.model.MetricSeries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Samples of a host's use, averaged by the hour. */
final class Hourly {
    private double cpu;
    private int cpus;
    private double memory;
    private int memories;

    private Hourly() {}

    static NavigableMap<Instant, HostMeasures.Hour> of(
            List<MetricSeries> cpu, List<MetricSeries> memory, double bytes) {
        NavigableMap<Instant, Hourly> sums = new TreeMap<>();
        for (MetricSeries series : cpu) {
            for (int i = 0; i < series.size(); i++) {
                double share = share(series, i, 1);
                if (Double.isFinite(share)) {
                    Hourly hour = at(sums, series.time(i));
                    hour.cpu += share;
                    hour.cpus++;
                }
            }
        }
        for (MetricSeries series : memory) {
            for (int i = 0; i < series.size(); i++) {
                double share = share(series, i, bytes);
                if (Double.isFinite(share)) {
                    Hourly hour = at(sums, series.time(i));
                    hour.memory += share;
                    hour.memories++;
                }
            }
        }
        NavigableMap<Instant, HostMeasures.Hour> hours = new TreeMap<>();
        sums.forEach((when, sum) -> {
            if (sum.cpus > 0) {
                hours.put(when, sum.average());
            }
        });
        return hours;
    }

    private static double share(MetricSeries series, int sample, double whole) {
        double share = series.value(sample) / Estate.divisor(series, whole);
        return Double.isFinite(share) ? Math.max(0, Math.min(1, share)) : Double.NaN;
    }

    private static Hourly at(NavigableMap<Instant, Hourly> sums, long millis) {
        return sums.computeIfAbsent(Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.HOURS), hour -> new Hourly());
    }

    private HostMeasures.Hour average() {
        return new HostMeasures.Hour(cpu / cpus, memories == 0 ? Double.NaN : memory / memories);
    }
}
