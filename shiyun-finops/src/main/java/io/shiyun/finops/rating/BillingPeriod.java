package io.shiyun.finops.rating;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The days that a bill is about.
 *
 * @param start the first day
 * @param end the first day after it, not included
 */
public record BillingPeriod(LocalDate start, LocalDate end) {
    public BillingPeriod {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("A period from " + start + " to " + end
                    + " has no day; the end is the first day after it, so it comes after the start");
        }
    }

    /** Returns a calendar month. */
    public static BillingPeriod of(YearMonth month) {
        return new BillingPeriod(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    /** Returns whether a day is in it. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(end);
    }

    /** Returns the first instant in a zone. */
    public Instant startIn(ZoneId zone) {
        return start.atStartOfDay(zone).toInstant();
    }

    /** Returns the first instant after it in a zone. */
    public Instant endIn(ZoneId zone) {
        return end.atStartOfDay(zone).toInstant();
    }

    @Override
    public String toString() {
        return start + " to " + end.minusDays(1);
    }
}
