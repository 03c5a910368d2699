package io.shiyun.cost;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;

/**
 * A stretch of time, with the zone whose days it is cut at.
 *
 * @param from the first instant
 * @param to the first instant that is too late
 * @param zone where days begin and end
 */
public record CostWindow(Instant from, Instant to, ZoneId zone) {
    /** Checks the order. */
    public CostWindow {
        Objects.requireNonNull(zone, "zone");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A window ends at " + to + ", before it begins at " + from);
        }
    }

    /** A month in a zone. */
    public static CostWindow of(YearMonth month, ZoneId zone) {
        return of(month.atDay(1), month.plusMonths(1).atDay(1), zone);
    }

    /** Days in a zone, the last one not included. */
    public static CostWindow of(LocalDate first, LocalDate end, ZoneId zone) {
        return new CostWindow(
                first.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant(), zone);
    }

    /** The day an instant lies in. */
    LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** The first instant of the day after. */
    Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    @Override
    public String toString() {
        return from + " to " + to + " (days of " + zone + ")";
    }
}
