package io.shiyun.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthTest {
    private static final LocalDate START = LocalDate.of(2023, 11, 5);
    private static final int DAYS = 425;
    private static final double AMOUNT = 60;

    private record Day(LocalDate date, List<Verdict> verdicts) {
        boolean alarm() {
            return verdicts.stream().anyMatch(Verdict::alarm);
        }

        double expected() {
            return verdicts.get(verdicts.size() / 2).expected();
        }
    }

    private static boolean last(LocalDate date) {
        return date.equals(YearMonth.from(date).atEndOfMonth());
    }

    private static long time(LocalDate date, int hour) {
        return date.toEpochDay() * 86_400_000 + hour * 3_600_000L;
    }

    /** Points of noise around 100 with what each day adds. */
    private static List<Day> judged(Detector detector, int aDay, long seed, ToDoubleFunction<LocalDate> added) {
        Random random = new Random(seed);
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = START.plusDays(i);
            List<Verdict> verdicts = new ArrayList<>();
            for (int point = 0; point < aDay; point++) {
                double value = 100 + 3 * random.nextGaussian() + added.applyAsDouble(date);
                verdicts.add(detector.update(time(date, point), value));
            }
            days.add(new Day(date, verdicts));
        }
        return days;
    }

    private static List<Day> from(List<Day> days, int month) {
        return days.stream()
                .filter(day -> !day.date.isBefore(START.plusMonths(month - 1)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 24})
    void aSalaryDayDoesNotAlarmFromTheThirdMonthOnAndIsForetold(int aDay) {
        int thirds = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<Day> days =
                    from(judged(new AnomalyDetector(), aDay, seed, date -> date.getDayOfMonth() == 25 ? AMOUNT : 0), 3);
            assertThat(days).as("seed " + seed).allMatch(day -> day.date.getDayOfMonth() != 25 || !day.alarm());
            for (Day day : from(days, 4)) {
                assertThat(day.expected())
                        .as("seed %d, %s", seed, day.date)
                        .isCloseTo(day.date.getDayOfMonth() == 25 ? 160 : 100, within(20.0));
            }
            Day third = days.stream()
                    .filter(day -> day.date.getDayOfMonth() == 25)
                    .findFirst()
                    .orElseThrow();
            thirds += Math.abs(third.expected() - 160) < 20 ? 1 : 0;
        }
        assertThat(thirds).as("in the third month already").isGreaterThanOrEqualTo(18);
    }

    @Test
    void theEndOfAMonthOfAnyLengthAndTheFirstAreForetold() {
        for (int seed = 0; seed < 10; seed++) {
            List<Day> days = judged(
                    new AnomalyDetector(),
                    1,
                    seed,
                    date -> last(date) ? AMOUNT : date.getDayOfMonth() == 1 ? -AMOUNT / 2 : 0);
            for (Day day : from(days, 3)) {
                double truth = last(day.date) ? 160 : day.date.getDayOfMonth() == 1 ? 70 : 100;
                assertThat(day.expected()).as("seed %d, %s", seed, day.date).isCloseTo(truth, within(15.0));
            }
        }
    }

    @Test
    void aMonthIsForetoldBesideTheWeek() {
        for (int seed = 0; seed < 10; seed++) {
            ToDoubleFunction<LocalDate> added =
                    date -> (date.getDayOfWeek().getValue() > 5 ? -30 : 0) + (last(date) ? AMOUNT : 0);
            for (Day day : from(judged(new AnomalyDetector(), 1, seed, added), 4)) {
                assertThat(day.expected())
                        .as("seed %d, %s", seed, day.date)
                        .isCloseTo(100 + added.applyAsDouble(day.date), within(15.0));
            }
        }
    }

    @Test
    void anAmountThatIsMissingOnItsDayIsAnAlarm() {
        LocalDate missing = LocalDate.of(2024, 8, 31);
        int found = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<Day> days =
                    judged(new AnomalyDetector(), 1, seed, date -> last(date) && !date.equals(missing) ? AMOUNT : 0);
            Day day = days.stream()
                    .filter(each -> each.date.equals(missing))
                    .findFirst()
                    .orElseThrow();
            assertThat(day.expected()).isCloseTo(160, within(15.0));
            found += day.alarm() && day.verdicts.get(0).cause() == Cause.DIP ? 1 : 0;
            assertThat(days.stream().filter(each -> last(each.date) && each.date.isAfter(missing)))
                    .as("it is expected again a month later")
                    .allMatch(each -> Math.abs(each.expected() - 160) < 15);
        }
        assertThat(found).isGreaterThanOrEqualTo(18);
    }

    @Test
    void whatHappenedOnceIsNotExpectedAgain() {
        for (int seed = 0; seed < 10; seed++) {
            for (LocalDate once : new LocalDate[] {LocalDate.of(2023, 12, 17), LocalDate.of(2024, 6, 17)}) {
                List<Day> days =
                        judged(new AnomalyDetector(), 1, seed, date -> date.equals(once) || last(date) ? AMOUNT : 0);
                assertThat(days.stream().filter(day -> day.date.getDayOfMonth() == 17))
                        .as("seed %d, %s", seed, once)
                        .allMatch(day -> !(Math.abs(day.expected() - 100) > 15));
            }
        }
    }

    @Test
    void noiseTeachesNoMonth() {
        for (int seed = 0; seed < 10; seed++) {
            List<Day> days = judged(new AnomalyDetector(), 1, seed, date -> 0);
            assertThat(from(days, 2)).as("seed " + seed).allMatch(day -> Math.abs(day.expected() - 100) < 4);
        }
    }

    @Test
    void whatComesLaterChangesNoVerdictAndRestoringNoBit() {
        ToDoubleFunction<LocalDate> added = date -> last(date) ? AMOUNT : 0;
        List<Day> whole = judged(new AnomalyDetector(), 1, 1, added);
        for (int cut = 20; cut < DAYS; cut += 27) {
            LocalDate from = START.plusDays(cut);
            List<Day> other =
                    judged(new AnomalyDetector(), 1, 1, date -> date.isBefore(from) ? added.applyAsDouble(date) : 1e6);
            assertThat(other.subList(0, cut)).isEqualTo(whole.subList(0, cut));
        }
        AnomalyDetector detector = new AnomalyDetector();
        for (Day day : whole) {
            detector = AnomalyDetector.restore(detector.save());
            Verdict verdict = day.verdicts.get(0);
            assertThat(detector.update(verdict.time(), verdict.value())).isEqualTo(verdict);
        }
    }
}
