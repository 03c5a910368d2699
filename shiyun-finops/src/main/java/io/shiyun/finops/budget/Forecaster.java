package io.shiyun.finops.budget;

import io.shiyun.finops.money.Conversions;
import io.shiyun.finops.statistics.Quantiles;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * Says what a period will have cost when it ends. Immutable and safe for use by several threads; the same days give the
 * same answer.
 *
 * <p>Days are taken for a level, a pattern of the week, a slope where one is plain to see, and charges that come once a
 * month, each estimated so that single days out of line do not move it. How far such a forecast may be off is not assumed
 * but tried: it is made again from each earlier day, and compared with what came. The interval is that error, scaled to the
 * days ahead and widened for how little independent evidence there is (Student's law), and no narrower than the noise of
 * single days makes it; of less than four weeks, days out of line count as noise too.
 */
public final class Forecaster {
    /** How many known days it takes. */
    public static final int LEAST_DAYS = DayModel.LEAST;

    /** The most days ahead. */
    public static final int MOST_AHEAD = 400;

    /** How many days before are worth handing over: what is older is not looked at. */
    public static final int HISTORY_DAYS = 2 * DayModel.MOST;

    private static final int MOST_TRIALS = 36;

    private final double confidence;

    private Forecaster(double confidence) {
        this.confidence = confidence;
    }

    /** Returns one whose interval should hold the truth in 80 of 100 cases. */
    public static Forecaster standard() {
        return new Forecaster(0.8);
    }

    /**
     * Returns one whose interval should hold the truth in this share of all cases.
     *
     * @param share from 0.5 to 0.99
     */
    public Forecaster confidence(double share) {
        if (!(share >= 0.5 && share <= 0.99)) {
            throw new IllegalArgumentException("The confidence is " + share + "; it is a share from 0.5 to 0.99");
        }
        return new Forecaster(share);
    }

    /**
     * Forecasts the total of a period.
     *
     * @param costs the days so far, those before the period too: the more the better, twelve weeks are used; days before
     *     the first one cost nothing
     * @param asOf the first day that is not known yet; today, as a rule, whose bill is not complete
     * @param from the first day of the period
     * @param to the first day after it
     * @throws IllegalArgumentException when the period ends before it begins or is more than 400 days ahead
     */
    public Outlook forecast(DailyCosts costs, LocalDate asOf, LocalDate from, LocalDate to) {
        check(asOf, from, to);
        LocalDate known = asOf.isBefore(costs.to()) ? asOf : costs.to();
        int most = (int) Math.max(0, known.toEpochDay() - costs.from().toEpochDay());
        double[] days = new double[most];
        double[] values = new double[most];
        int count = 0;
        for (int i = 0; i < most; i++) {
            LocalDate day = costs.from().plusDays(i);
            if (costs.knows(day)) {
                days[count] = day.toEpochDay();
                values[count++] = costs.amounts().get(i).doubleValue();
            }
        }
        if (count < LEAST_DAYS && known.isBefore(to)) {
            return new NoForecast(
                    count + (count == 1 ? " day is" : " days are") + " known before " + asOf + ", and it takes "
                            + LEAST_DAYS + " to see a week twice",
                    count,
                    LEAST_DAYS);
        }
        List<LocalDate> open = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            if (!day.isBefore(known) || costs.missing().contains(day)) {
                open.add(day);
            }
        }
        Money spent = costs.total(from, known.isBefore(to) ? known : to);
        if (open.isEmpty()) {
            return over(from, to, asOf, spent, Conversions.words(costs.conversions(from, to)));
        }
        if (count < LEAST_DAYS) {
            return new NoForecast(
                    open.size() + " days of the period have no complete bill, and " + count
                            + " known days are too few to" + " fill them; it takes " + LEAST_DAYS,
                    count,
                    LEAST_DAYS);
        }
        return open(costs, asOf, from, to, new Known(days, values, count), open, spent);
    }

    /** Forecasts the month in which the first day that is not known lies. */
    public Outlook month(DailyCosts costs, LocalDate asOf) {
        LocalDate first = asOf.withDayOfMonth(1);
        return forecast(costs, asOf, first, first.plusMonths(1));
    }

    private static void check(LocalDate asOf, LocalDate from, LocalDate to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("The period ends on " + to + ", not after it begins on " + from);
        }
        if (to.toEpochDay() - Math.max(from.toEpochDay(), asOf.toEpochDay()) > MOST_AHEAD
                || to.toEpochDay() - asOf.toEpochDay() > MOST_AHEAD) {
            throw new IllegalArgumentException("The period ends on " + to + ", more than " + MOST_AHEAD + " days after "
                    + asOf + "; nothing can be said of that");
        }
    }

    /** Known days, in order. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Known(double[] days, double[] values, int count) {}

    private Forecast over(LocalDate from, LocalDate to, LocalDate asOf, Money spent, String conversions) {
        List<String> over = new ArrayList<>(List.of("every day of it is known"));
        if (!conversions.isEmpty()) {
            over.add(conversions);
        }
        return new Forecast(from, to, asOf, spent, spent, spent, spent, confidence, List.of(), over);
    }

    private Forecast open(
            DailyCosts costs,
            LocalDate asOf,
            LocalDate from,
            LocalDate to,
            Known known,
            List<LocalDate> open,
            Money spent) {
        DayModel model = new DayModel(known.days, known.values, known.count);
        double last = known.days[known.count - 1];
        // The days between the last known one and the period are as uncertain as the others.
        int skipped = (int) Math.max(0, open.get(0).toEpochDay() - last - 1);
        Trials trials = Trials.of(known.days, known.values, known.count, skipped + open.size(), MOST_TRIALS);
        double reach = Quantiles.studentReach(confidence, trials.freedom());
        boolean never = known.values.length > 0 && allPositive(known);
        double sum = 0;
        int ahead = skipped;
        List<Forecast.Day> days = new ArrayList<>();
        Currency currency = costs.currency();
        BigDecimal base = spent.amount();
        BigDecimal lower = base;
        BigDecimal upper = base;
        for (LocalDate day : open) {
            ahead++;
            double expected = model.expect(day.toEpochDay()) - known(costs, day);
            sum += expected;
            double noise = Quantiles.normalReach(confidence)
                    * model.noise()
                    * Math.sqrt(ahead + (double) ahead * ahead / model.levelDays());
            double half = Math.max(Math.max(reach * trials.error(ahead), noise), few(model, ahead));
            lower = rounded(base, never ? Math.max(Math.min(0, sum), sum - half) : sum - half);
            upper = rounded(base, sum + half);
            days.add(new Forecast.Day(day, money(expected + known(costs, day)), rounded(base, sum), lower, upper));
        }
        return new Forecast(
                from,
                to,
                asOf,
                spent,
                new Money(rounded(base, sum), currency),
                new Money(lower, currency),
                new Money(upper, currency),
                confidence,
                days,
                basis(model, trials, open, asOf, Conversions.words(costs.conversions())));
    }

    /** Of less than four weeks nobody knows that days out of line are rare: they count in full. */
    private double few(DayModel model, int ahead) {
        return model.size() >= 2 * LEAST_DAYS
                ? 0
                : Quantiles.studentReach(confidence, model.size() - 2.0)
                        * model.spread()
                        * Math.sqrt(ahead + (double) ahead * ahead / model.size());
    }

    /** What came in of a day that is not complete is spent already. */
    private static double known(DailyCosts costs, LocalDate day) {
        return costs.missing().contains(day) ? costs.on(day).doubleValue() : 0;
    }

    private static boolean allPositive(Known known) {
        for (int i = 0; i < known.count; i++) {
            if (known.values[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal rounded(BigDecimal spent, double more) {
        return spent.add(money(more)).setScale(Forecast.SCALE, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal money(double amount) {
        return BigDecimal.valueOf(amount).setScale(Forecast.SCALE, RoundingMode.HALF_EVEN);
    }

    private static List<String> basis(
            DayModel model, Trials trials, List<LocalDate> open, LocalDate asOf, String conversions) {
        List<String> basis = new ArrayList<>();
        basis.add(model.size() + " known days before " + asOf);
        basis.add(
                model.slope() == 0
                        ? "the level of the latest " + model.levelDays() + " days, no trend"
                        : "the level of the latest " + model.levelDays() + " days and a trend of "
                                + money(model.slope()).toPlainString() + " a day, fading");
        basis.add(model.weekly() ? "a pattern of the week" : "no pattern of the week");
        if (!model.monthly().daysOfMonth().isEmpty()) {
            basis.add("charges that came on the same days of the last months: "
                    + model.monthly().daysOfMonth());
        }
        long gaps = open.stream().filter(day -> day.isBefore(asOf)).count();
        if (gaps > 0) {
            basis.add(gaps + " days before " + asOf + " without a complete bill, estimated like those ahead");
        }
        basis.add(
                trials.count() == 0
                        ? "an interval from the noise of single days, since there are too few days to try the forecast"
                        : "an interval from " + trials.count() + " forecasts of the past, compared with what came");
        if (!conversions.isEmpty()) {
            basis.add(conversions);
        }
        return basis;
    }
}
