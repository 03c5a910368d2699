package io.shiyun.finops.anomaly;

import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.statistics.Quantiles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What days usually cost: the median of the same days of the weeks before. Exact. */
final class Usual {
    /** Days before an event that say what is usual. */
    static final int DAYS = 28;

    private static final int FEW = 3;

    private Usual() {}

    /** Returns what the days from one to another usually cost. */
    static BigDecimal of(DailyCosts costs, LocalDate from, LocalDate to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            sum = sum.add(day(costs, from, day));
        }
        return sum;
    }

    /** Returns what one day usually costs, by the known days before another. */
    private static BigDecimal day(DailyCosts costs, LocalDate before, LocalDate day) {
        List<BigDecimal> same = new ArrayList<>();
        List<BigDecimal> all = new ArrayList<>();
        for (int i = 1; i <= DAYS; i++) {
            LocalDate past = before.minusDays(i);
            if (costs.knows(past)) {
                all.add(costs.on(past));
                if (past.getDayOfWeek() == day.getDayOfWeek()) {
                    same.add(costs.on(past));
                }
            }
        }
        return DayJudge.median(same.size() < FEW ? all : same);
    }

    /**
     * Returns whether a day is further from what is usual than so many times the scale of the eight weeks before it: their
     * median absolute distance, made that of a normal law, and no less than a hundredth of what is usual.
     */
    static boolean beyond(DailyCosts costs, LocalDate day, double scales) {
        List<BigDecimal> off = new ArrayList<>();
        for (int i = 1; i <= 2 * DAYS; i++) {
            LocalDate past = day.minusDays(i);
            if (costs.knows(past) && costs.knows(past.minusDays(DAYS / 2))) {
                off.add(costs.on(past).subtract(day(costs, past, past)).abs());
            }
        }
        BigDecimal usual = day(costs, day, day);
        double least = usual.abs().doubleValue() / 100;
        double scale =
                Math.max(least, Quantiles.BY_MEDIAN * DayJudge.median(off).doubleValue());
        return costs.on(day).subtract(usual).abs().doubleValue() > scales * scale;
    }

    /** Returns whether anything was charged in the days before. */
    static boolean seen(DailyCosts costs, LocalDate before) {
        for (int i = 1; i <= DAYS; i++) {
            if (costs.on(before.minusDays(i)).signum() != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a day is out of line as the same day of the months before was, such as one on which a monthly fee is
     * charged.
     */
    static boolean monthly(DailyCosts costs, LocalDate day) {
        BigDecimal change = costs.on(day).subtract(day(costs, day, day));
        int alike = 0;
        for (int months = 1; months <= 2; months++) {
            LocalDate past = day.minusMonths(months);
            if (past.getDayOfMonth() != day.getDayOfMonth()
                    || !costs.knows(past)
                    || !costs.knows(past.minusDays(DAYS / 2))) {
                break;
            }
            BigDecimal then = costs.on(past).subtract(day(costs, past, past));
            BigDecimal half = change.multiply(new BigDecimal("0.5"));
            boolean like = then.signum() == change.signum()
                    && then.abs().compareTo(half.abs()) >= 0
                    && then.multiply(new BigDecimal("0.5")).abs().compareTo(change.abs()) <= 0;
            if (!like) {
                return false;
            }
            alike++;
        }
        return alike > 0;
    }
}
