package io.shiyun.finops.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What was measured of a host.
 *
 * @param cpu shares of all its processors in use, 0 to 1
 * @param memory shares of its memory in use, 0 to 1; empty when it was not measured
 * @param window how long it was measured for
 * @param hours the average of each hour that was measured, by the hour's first moment
 */
public record HostMeasures(
        List<Double> cpu, List<Double> memory, Duration window, NavigableMap<Instant, HostMeasures.Hour> hours) {
    /**
     * The use of one hour.
     *
     * @param cpu the average share of the processors, 0 to 1
     * @param memory the average share of the memory, 0 to 1; NaN when it was not measured
     */
    public record Hour(double cpu, double memory) {}

    /** What was measured, where it is not known when. */
    public HostMeasures(List<Double> cpu, List<Double> memory, Duration window) {
        this(cpu, memory, window, new TreeMap<>());
    }

    public HostMeasures {
        hours = Collections.unmodifiableNavigableMap(new TreeMap<>(hours));
        cpu = List.copyOf(cpu);
        memory = List.copyOf(memory);
        if (window.isNegative()) {
            throw new IllegalArgumentException("The window is " + window + "; it cannot be negative");
        }
    }

    static double[] array(List<Double> shares) {
        return shares.stream()
                .mapToDouble(share -> share)
                .filter(Double::isFinite)
                .map(share -> Math.max(0, Math.min(1, share)))
                .toArray();
    }
}
