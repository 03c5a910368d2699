package io.shiyun.finops.cube;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Units of time of groups, each numbered from 1970 on. */
enum TimeUnits {
    ALL,
    MONTH,
    DAY,
    HOUR;

    private static final YearMonth FIRST = YearMonth.of(1970, 1);

    static TimeUnits of(Iterable<Dimension> by) {
        for (Dimension dimension : by) {
            if (dimension.kind() == Dimension.Kind.TIME) {
                return valueOf(dimension.name().toUpperCase(Locale.ROOT));
            }
        }
        return ALL;
    }

    int ofDay(int day) {
        return switch (this) {
            case ALL -> 0;
            case MONTH -> (int) FIRST.until(YearMonth.from(LocalDate.ofEpochDay(day)), ChronoUnit.MONTHS);
            case DAY -> day;
            case HOUR -> day * 24;
        };
    }

    int ofHour(int hour) {
        return this == HOUR ? hour : ofDay(Math.floorDiv(hour, 24));
    }

    String text(int unit) {
        return switch (this) {
            case ALL -> "";
            case MONTH -> FIRST.plusMonths(unit).toString();
            case DAY -> LocalDate.ofEpochDay(unit).toString();
            case HOUR ->
                LocalDate.ofEpochDay(Math.floorDiv(unit, 24)) + "T"
                        + String.format(Locale.ROOT, "%02d", Math.floorMod(unit, 24));
        };
    }
}
