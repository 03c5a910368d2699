package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MonthDayTest {
    @Test
    void everyDayOfEightCenturiesIsThatOfTheCalendar() {
        LocalDate end = LocalDate.of(2400, 1, 1);
        for (LocalDate day = LocalDate.of(1600, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            assertThat(MonthDay.date(day.toEpochDay())).isEqualTo(day.getDayOfMonth());
        }
    }

    @Test
    void theLastDayOfEachMonthIsOneAndTheSameAndNoOther() {
        for (LocalDate day = LocalDate.of(1999, 1, 1); day.getYear() < 2101; day = day.plusDays(1)) {
            boolean last = day.plusDays(1).getDayOfMonth() == 1;
            assertThat(MonthDay.of(day.toEpochDay())).isEqualTo(last ? MonthDay.LAST : day.getDayOfMonth() - 1);
        }
    }

    @Test
    void anyTimeHasADay() {
        for (long day : new long[] {Long.MIN_VALUE / 86_400_000 - 1, -1, 0, Long.MAX_VALUE / 86_400_000}) {
            assertThat(MonthDay.of(day)).isBetween(0, MonthDay.LAST);
        }
    }
}
