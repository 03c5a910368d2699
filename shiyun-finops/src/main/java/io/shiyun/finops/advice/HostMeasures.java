package io.shiyun.finops.advice;

import java.time.Duration;
import java.util.List;

/**
 * What was measured of a host.
 *
 * @param cpu shares of all its processors in use, 0 to 1
 * @param memory shares of its memory in use, 0 to 1; empty when it was not measured
 * @param window how long it was measured for
 */
public record HostMeasures(List<Double> cpu, List<Double> memory, Duration window) {
    public HostMeasures {
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
