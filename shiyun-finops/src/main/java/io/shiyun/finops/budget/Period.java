package io.shiyun.finops.budget;

import java.time.LocalDate;

/** How long a budget lasts before it begins anew. All are of the calendar, UTC. */
public enum Period {
    /** From the first day of a month. */
    MONTH(1),
    /** From the first day of January, April, July and October. */
    QUARTER(3),
    /** From the first day of January. */
    YEAR(12);

    private final int months;

    Period(int months) {
        this.months = months;
    }

    /** Returns the first day of the period that a day lies in. */
    public LocalDate startOf(LocalDate day) {
        int month = (day.getMonthValue() - 1) / months * months + 1;
        return LocalDate.of(day.getYear(), month, 1);
    }

    /** Returns the first day after the period that begins on a day. */
    public LocalDate endOf(LocalDate start) {
        return start.plusMonths(months);
    }
}
