package io.shiyun.finops.capacity;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * When a pool runs out of one resource: when the peak of a week goes into the headroom. The dates are first days of weeks
 * counted from the day of the plan; one that is empty lies beyond the horizon.
 *
 * @param resource of what
 * @param capacity how much there is, in the resource's unit
 * @param usable how much of it may be used: all but the headroom
 * @param latestPeak the peak of the latest known week
 * @param growth by how much the peak grows a week
 * @param earliest the lower end of the interval
 * @param likely as likely before as after
 * @param latest the upper end of the interval
 * @param confidence in how many of a hundred cases it should lie from the earliest to the latest, as a share
 * @param basis what it rests on, for people
 */
public record RunOut(
        Resource resource,
        double capacity,
        double usable,
        double latestPeak,
        double growth,
        Optional<LocalDate> earliest,
        Optional<LocalDate> likely,
        Optional<LocalDate> latest,
        double confidence,
        List<String> basis) {
    public RunOut {
        basis = List.copyOf(basis);
    }

    /** Returns it in a sentence for people. */
    public String words() {
        if (earliest.isEmpty()) {
            return resource + " lasts beyond the horizon";
        }
        return resource + " runs out " + earliest.get() + " at the earliest, likely "
                + likely.map(LocalDate::toString).orElse("beyond the horizon") + ", "
                + latest.map(LocalDate::toString).orElse("beyond the horizon") + " at the latest, in "
                + Math.round(confidence * 100) + " of 100 cases";
    }
}
