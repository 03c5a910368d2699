package io.shiyun.finops.capacity;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of one resource a pool has, and how much it used at the peak of each day.
 *
 * @param resource which
 * @param capacity how much there is, in the resource's unit
 * @param peaks the use of the busiest hour of each day, UTC, in the same unit; a day that is not there is not known
 */
public record Demand(Resource resource, double capacity, SortedMap<LocalDate, Double> peaks) {
    /** The most days. */
    public static final int MOST_DAYS = 4_000;

    public Demand {
        Objects.requireNonNull(resource, "resource");
        if (!(capacity > 0 && capacity < 1e12)) {
            throw new IllegalArgumentException(
                    "The capacity is " + capacity + " " + resource.unit() + "; it must be above zero");
        }
        if (peaks.size() > MOST_DAYS) {
            throw new IllegalArgumentException(peaks.size() + " days are too many; " + MOST_DAYS + " is the most");
        }
        peaks.forEach((day, peak) -> {
            if (!(peak >= 0 && peak < 1e12)) {
                throw new IllegalArgumentException("The use of " + day + " is " + peak + " " + resource.unit()
                        + "; it is a number from zero, and a day that is not known is left out");
            }
        });
        peaks = Collections.unmodifiableSortedMap(new TreeMap<>(peaks));
    }
}
