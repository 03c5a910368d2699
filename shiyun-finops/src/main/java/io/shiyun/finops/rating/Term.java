package io.shiyun.finops.rating;

import java.time.LocalDate;

/** A stretch of the calendar that a price is for. */
public enum Term {
    /** A month of the calendar. */
    MONTH,
    /** A year of the calendar. */
    YEAR;

    /**
     * Returns the day so many terms later. The day of the month stays, or is the last one where a month is shorter:
     * counted from the first day each time, 31 January leads to 28 February and then to 31 March.
     */
    public LocalDate after(LocalDate start, int terms) {
        return this == MONTH ? start.plusMonths(terms) : start.plusYears(terms);
    }
}
