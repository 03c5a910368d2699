package io.shiyun.watch;

import io.shiyun.metrics.Comparison;
import java.util.ArrayList;
import java.util.List;

/**
 * What a metric is not to reach.
 *
 * @param side {@link Comparison#AT_LEAST} when it is reached from below, as the size of a disk, {@link Comparison#AT_MOST} when
 *     it is reached from above, as free memory of zero
 * @param value a finite value in the unit of the metric
 */
public record Limit(Comparison side, double value) {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException naming every fault with the path of its field
     */
    public Limit {
        List<String> faults = faults(side, value);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    static List<String> faults(Comparison side, double value) {
        List<String> faults = new ArrayList<>();
        if (side != Comparison.AT_LEAST && side != Comparison.AT_MOST) {
            faults.add("limit.side: " + side + " must be AT_LEAST, reached from below, or AT_MOST, reached from above");
        }
        if (!Double.isFinite(value)) {
            faults.add("limit.value: " + value + " must be a finite number");
        }
        return faults;
    }

    /** Answers whether a metric of this value has reached the limit. */
    public boolean reachedBy(double current) {
        return side.holds(current, value);
    }

    @Override
    public String toString() {
        return side.symbol() + " " + value;
    }
}
