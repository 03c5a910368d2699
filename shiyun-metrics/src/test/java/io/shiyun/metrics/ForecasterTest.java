package io.shiyun.metrics;

import static io.shiyun.metrics.Signals.MINUTE;
import static io.shiyun.metrics.Signals.START;
import static io.shiyun.metrics.Signals.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {

    private static Forecaster fed(double... values) {
        Forecaster forecaster = new Forecaster();
        for (int i = 0; i < values.length; i++) {
            forecaster.feed(time(i), values[i]);
        }
        return forecaster;
    }

    /** Part of the values, judged from the first third on, that lay within the interval so many points ahead. */
    private static double covered(double[] values, int ahead) {
        Forecaster forecaster = new Forecaster();
        int within = 0;
        int all = 0;
        for (int i = 0; i + ahead < values.length; i++) {
            forecaster.feed(time(i), values[i]);
            if (i > values.length / 3) {
                Forecast forecast = forecaster.at(time(i + ahead)).orElseThrow();
                double value = values[i + ahead];
                within += value >= forecast.lower() && value <= forecast.upper() ? 1 : 0;
                all++;
            }
        }
        return within / (double) all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, 300})
    void aboutNineInTenValuesLieWithinTheInterval(int ahead) {
        assertThat(covered(Signals.noise(9000, 20, 3, 1), ahead)).isBetween(0.86, 0.94);
        assertThat(covered(Signals.wandering(9000, 20, 3, 2), ahead)).isBetween(0.86, 0.94);
        assertThat(covered(Signals.laplace(9000, 20, 3, 3), ahead)).isBetween(0.86, 0.94);
        assertThat(covered(Signals.daily(20_000, 20, 9, 3, 4), ahead)).isBetween(0.86, 0.95);
    }

    @Test
    void theCourseOfADayIsForetoldHalfADayAhead() {
        double[] values = Signals.daily(8 * 1440, 100, 40, 2, 5);
        Forecaster forecaster = fed(values);
        for (int ahead = 60; ahead <= 1200; ahead += 60) {
            double truth = 100 + 40 * Math.sin(2 * Math.PI * (values.length - 1 + ahead) / 1440);
            Forecast forecast = forecaster.at(time(values.length - 1 + ahead)).orElseThrow();
            assertThat(forecast.expected()).as("%d minutes ahead", ahead).isBetween(truth - 8, truth + 8);
        }
    }

    @Test
    void theEndOfAMonthAndTheDaysBesideItAreForetoldTenDaysAhead() {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            Forecaster forecaster = new Forecaster();
            LocalDate start = LocalDate.of(2023, 11, 5);
            for (LocalDate date = start; date.isBefore(LocalDate.of(2024, 8, 1)); date = date.plusDays(1)) {
                if (date.getDayOfMonth() == 20 && date.isAfter(LocalDate.of(2024, 2, 1))) {
                    LocalDate end = YearMonth.from(date).atEndOfMonth();
                    assertThat(daily(forecaster, end.minusDays(1))).isBetween(85.0, 115.0);
                    assertThat(daily(forecaster, end)).as("%s", end).isBetween(140.0, 175.0);
                    assertThat(daily(forecaster, end.plusDays(1))).isBetween(85.0, 115.0);
                }
                boolean last = date.equals(YearMonth.from(date).atEndOfMonth());
                forecaster.feed(date.toEpochDay() * 86_400_000, 100 + 3 * random.nextGaussian() + (last ? 60 : 0));
            }
        }
    }

    private static double daily(Forecaster forecaster, LocalDate date) {
        return forecaster.at(date.toEpochDay() * 86_400_000).orElseThrow().expected();
    }

    @Test
    void aDiskThatFillsIsSaidToBeFullWhenItWillBe() {
        Random random = new Random(6);
        double[] values = Signals.of(5000, i -> 1e11 + 2e7 * i + 3e7 * random.nextGaussian());
        Forecaster forecaster = fed(values);
        double limit = 1e11 + 2e7 * 5540; // 541 minutes after the latest point
        Reach reach = forecaster.reach(limit);
        long now = time(values.length - 1);
        assertThat(reach.likely().orElseThrow() - now).isBetween(500 * MINUTE, 580 * MINUTE);
        assertThat(reach.earliest().orElseThrow()).isLessThanOrEqualTo(now + 545 * MINUTE);
        assertThat(reach.latest().orElseThrow()).isGreaterThanOrEqualTo(now + 537 * MINUTE);
        assertThat(reach.latest().getAsLong() - reach.earliest().getAsLong()).isLessThan(300 * MINUTE);
    }

    @Test
    void aLimitBelowIsReachedByASeriesThatFalls() {
        Forecaster forecaster = fed(Signals.of(600, i -> 1000 - i));
        Reach reach = forecaster.reach(300);
        assertThat((reach.likely().orElseThrow() - time(599)) / (double) MINUTE).isBetween(90.0, 110.0);
    }

    @Test
    void aSteadySeriesReachesNoLimitFarAway() {
        Reach reach = fed(Signals.noise(3000, 50, 2, 7)).reach(90);
        assertThat(reach.earliest()).isEmpty();
        assertThat(reach.likely()).isEmpty();
        assertThat(reach.latest()).isEmpty();
        assertThat(reach.horizon()).isGreaterThan(time(3000));
    }

    @Test
    void nothingIsForetoldFartherThanWasTried() {
        Forecaster young = fed(1, 2, 3);
        assertThat(young.horizon()).isEqualTo(time(2));
        assertThat(young.at(time(3))).isEmpty();
        assertThat(new Forecaster().at(START)).isEmpty();
        assertThat(new Forecaster().reach(1).likely()).isEmpty();

        Forecaster known = fed(Signals.noise(200, 5, 1, 8));
        assertThat(known.horizon()).isBetween(time(199 + 16), time(199 + 200));
        assertThat(known.at(known.horizon())).isPresent();
        assertThat(known.at(known.horizon() + 1)).isEmpty();
        assertThat(known.at(time(199))).isEmpty();
        assertThat(known.at(time(100))).isEmpty();
        assertThat(known.at(Long.MAX_VALUE)).isEmpty();
        assertThat(known.at(Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void aConstantIsForetoldToTheBit() {
        double[] values = new double[500];
        Arrays.fill(values, 7.25);
        Forecast forecast = fed(values).at(time(510)).orElseThrow();
        assertThat(forecast.expected()).isEqualTo(7.25);
        assertThat(forecast.lower()).isEqualTo(7.25);
        assertThat(forecast.upper()).isEqualTo(7.25);
    }

    @Test
    void whatCannotBeJudgedIsCountedAndChangesNoForecast() {
        double[] values = Signals.noise(400, 50, 3, 9);
        Forecaster plain = fed(values);
        Forecaster disturbed = new Forecaster();
        for (int i = 0; i < values.length; i++) {
            disturbed.feed(time(i), values[i]);
            disturbed.feed(time(i), 1e9);
            disturbed.feed(time(i) + 1, Double.NaN);
            disturbed.feed(time(i) - 5, -1e9);
        }
        assertThat(disturbed.at(time(420))).isEqualTo(plain.at(time(420)));
        assertThat(disturbed.detector().counts().notFinite()).isEqualTo(400);
    }

    @Test
    void unequalStepsAndAGapOfADayAreFollowed() {
        Random random = new Random(10);
        Forecaster forecaster = new Forecaster();
        long at = START;
        for (int i = 0; i < 3000; i++) {
            at += i == 1500 ? 86_400_000L : 30_000 + random.nextInt(60_000);
            forecaster.feed(at, 10 + random.nextGaussian());
        }
        Forecast forecast = forecaster.at(at + 30 * MINUTE).orElseThrow();
        assertThat(forecast.expected()).isBetween(9.0, 11.0);
        assertThat(forecast.lower()).isBetween(6.5, 9.3);
        assertThat(forecast.upper()).isBetween(10.7, 13.5);
    }

    @Test
    void whatComesLaterChangesNoForecast() {
        double[] values = Signals.wandering(1200, 40, 4, 11);
        List<Optional<Forecast>> whole = forecasts(values);
        double[] other = values.clone();
        Random random = new Random(12);
        for (int i = 700; i < other.length; i++) {
            other[i] = random.nextInt(4) == 0 ? Double.NaN : 1e6 * random.nextGaussian();
        }
        assertThat(forecasts(other).subList(0, 700)).isEqualTo(whole.subList(0, 700));
    }

    private static List<Optional<Forecast>> forecasts(double[] values) {
        Forecaster forecaster = new Forecaster();
        List<Optional<Forecast>> found = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            forecaster.feed(time(i), values[i]);
            found.add(forecaster.at(time(i) + 17 * MINUTE));
        }
        return found;
    }

    @Test
    void savingAndRestoringChangesNoBit() {
        double[] values = Signals.daily(2000, 40, 9, 4, 13);
        Forecaster whole = new Forecaster();
        Forecaster resumed = new Forecaster();
        for (int i = 0; i < values.length; i++) {
            whole.feed(time(i), values[i]);
            resumed.feed(time(i), values[i]);
            if (i % 37 == 0) {
                resumed = Forecaster.restore(resumed.save());
            }
        }
        assertThat(resumed.save()).isEqualTo(whole.save());
        assertThat(resumed.at(time(2100))).isEqualTo(whole.at(time(2100))).isPresent();
    }

    @Test
    void damagedAndForeignBytesAreRefused() {
        byte[] saved = fed(Signals.noise(300, 5, 1, 14)).save();
        assertThatThrownBy(() -> Forecaster.restore(Arrays.copyOf(saved, saved.length - 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged or cut short");
        byte[] newer = saved.clone();
        newer[2] = 99;
        assertThatThrownBy(() -> Forecaster.restore(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 99");
        assertThatThrownBy(() -> Forecaster.restore(new AnomalyDetector().save()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a saved forecaster");
    }

    @Test
    void aLimitThatIsNoNumberIsRefused() {
        Forecaster forecaster = fed(Signals.noise(300, 5, 1, 15));
        assertThatThrownBy(() -> forecaster.reach(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a finite number");
    }
}
