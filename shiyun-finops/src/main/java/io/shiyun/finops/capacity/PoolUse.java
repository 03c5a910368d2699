package io.shiyun.finops.capacity;

import io.shiyun.finops.advice.HostMeasures;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The use of one resource of several hosts together. An hour counts when all hosts that were measured before it and after
 * it were measured in it; a day counts when it has at least half the hours of the day with most.
 */
final class PoolUse {
    private static final double GIB = Bytes.gib(1).count();

    private final Resource resource;
    private final List<Host> hosts;
    private final Map<HostId, HostMeasures> measures;

    PoolUse(Resource resource, List<Host> hosts, Map<HostId, HostMeasures> measures) {
        this.resource = resource;
        this.hosts = hosts;
        this.measures = measures;
    }

    /** Returns how much of a resource a host has; 0 when it is not known. */
    static double size(Resource resource, Host host) {
        return size(resource, host.cpu(), host.memory());
    }

    static double size(Resource resource, Optional<Cpu> cpu, Optional<Bytes> memory) {
        return resource == Resource.CPU
                ? cpu.map(one -> one.millis() / 1000.0).orElse(0.0)
                : memory.map(one -> one.count() / GIB).orElse(0.0);
    }

    /** Returns the demand of the days before today; empty when a host's size or use of this resource is not known. */
    Optional<Demand> demand(LocalDate today) {
        double capacity = 0;
        NavigableMap<Instant, double[]> hours = new TreeMap<>();
        for (Host host : hosts) {
            double size = size(resource, host);
            NavigableMap<Instant, HostMeasures.Hour> use = use(host);
            if (size == 0 || use.isEmpty()) {
                return Optional.empty();
            }
            capacity += size;
            use.forEach((when, hour) -> {
                double[] sum = hours.computeIfAbsent(when, key -> new double[2]);
                sum[0] += size * share(hour);
                sum[1]++;
            });
        }
        return Optional.of(new Demand(resource, capacity, days(hours, today)));
    }

    private double share(HostMeasures.Hour hour) {
        return resource == Resource.CPU ? hour.cpu() : hour.memory();
    }

    private NavigableMap<Instant, HostMeasures.Hour> use(Host host) {
        NavigableMap<Instant, HostMeasures.Hour> known = new TreeMap<>();
        HostMeasures measured = measures.get(host.id());
        if (measured != null) {
            measured.hours().forEach((when, hour) -> {
                if (Double.isFinite(share(hour))) {
                    known.put(when, hour);
                }
            });
        }
        return known;
    }

    private SortedMap<LocalDate, Double> days(NavigableMap<Instant, double[]> hours, LocalDate today) {
        List<NavigableMap<Instant, HostMeasures.Hour>> each =
                hosts.stream().map(this::use).toList();
        SortedMap<LocalDate, double[]> days = new TreeMap<>();
        hours.forEach((when, sum) -> {
            long expected = each.stream()
                    .filter(use ->
                            !use.firstKey().isAfter(when) && !use.lastKey().isBefore(when))
                    .count();
            LocalDate day = LocalDate.ofInstant(when, ZoneOffset.UTC);
            if (day.isBefore(today) && sum[1] >= expected) {
                double[] peak = days.computeIfAbsent(day, key -> new double[2]);
                peak[0] = Math.max(peak[0], sum[0]);
                peak[1]++;
            }
        });
        double most = days.values().stream().mapToDouble(day -> day[1]).max().orElse(0);
        SortedMap<LocalDate, Double> peaks = new TreeMap<>();
        days.forEach((day, peak) -> {
            if (peak[1] * 2 >= most) {
                peaks.put(day, peak[0]);
            }
        });
        while (peaks.size() > Demand.MOST_DAYS) {
            peaks.remove(peaks.firstKey());
        }
        return peaks;
    }
}
