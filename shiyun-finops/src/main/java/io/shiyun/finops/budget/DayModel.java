package io.shiyun.finops.budget;

import io.shiyun.finops.statistics.Quantiles;
import io.shiyun.finops.statistics.Slope;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the days of a series are like: a level, a slope where one is plain to see, a factor for each day of the week, and
 * charges that come on the same day of each month. Every part is robust: single days out of line move none of them.
 */
final class DayModel {
    /** Days needed: each day of the week twice. */
    static final int LEAST = 14;
    /** Days looked at: what is older says little about next week. */
    static final int MOST = 84;

    private static final int WEEK = 7;
    /** How far a value counts, in scales; what lies beyond is an outlier. */
    private static final double CLIP = 3;
    /** How a slope fades from day to day: growth seldom goes on for ever. */
    private static final double DAMPING = 0.98;
    /** Kendall's statistic that a slope must pass, in standard deviations. */
    private static final double PLAIN = 2.6;

    private final double[] days;
    private final double[] values;
    private final boolean relative;
    private final double[] weekday = new double[WEEK];
    private double level;
    private double slope;
    private double noise;
    private double spread;
    /** What days out of line bring on average, where they come again and again. */
    private double extra;

    private int levelDays;
    private final MonthlyCharges monthly;

    /** Learns from known days in order, of which there are at least {@link #LEAST}. */
    DayModel(double[] allDays, double[] allValues, int count) {
        int first = Math.max(0, count - MOST);
        days = Arrays.copyOfRange(allDays, first, count);
        values = Arrays.copyOfRange(allValues, first, count);
        relative = Arrays.stream(values).allMatch(v -> v >= 0) && Quantiles.median(values) > 0;
        double[] centre = centres(values);
        learnWeek(centre);
        double[] plain = new double[values.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = values[i] - week(days[i], centre[i]);
        }
        learnCourse(plain);
        double[] course = course(plain);
        double[] rest = new double[plain.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = plain[i] - course[i];
        }
        noise = Quantiles.scale(rest, 0);
        spread = Math.sqrt(Arrays.stream(rest).map(off -> off * off).sum() / (rest.length - 2));
        level += clippedMean(rest);
        monthly = new MonthlyCharges(days, rest, 2 * CLIP * noise);
        extra = recurring(rest);
    }

    /** Returns for each day the median of the seven nearest. */
    private static double[] centres(double[] of) {
        double[] centre = new double[of.length];
        for (int i = 0; i < centre.length; i++) {
            int from = Math.max(0, Math.min(i - WEEK / 2, of.length - WEEK));
            centre[i] = Quantiles.median(Arrays.copyOfRange(of, from, from + WEEK));
        }
        return centre;
    }

    private static int weekdayOf(double day) {
        return LocalDate.ofEpochDay((long) day).getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
    }

    private double week(double day, double height) {
        return weekday[weekdayOf(day)] * (relative ? height : 1);
    }

    /** Learns the days of the week, drawn toward none as far as noise alone could make them. */
    private void learnWeek(double[] centre) {
        List<List<Double>> off = new ArrayList<>();
        for (int i = 0; i < WEEK; i++) {
            off.add(new ArrayList<>());
        }
        for (int i = 0; i < values.length; i++) {
            if (!relative || centre[i] > 0) {
                off.get(weekdayOf(days[i])).add((values[i] - centre[i]) / (relative ? centre[i] : 1));
            }
        }
        double chance = 0;
        double power = 0;
        for (int i = 0; i < WEEK; i++) {
            double[] each = off.get(i).stream().mapToDouble(v -> v).toArray();
            weekday[i] = Quantiles.median(each);
            double spread = Quantiles.scale(each, weekday[i]);
            chance += Math.PI / 2 * spread * spread / Math.max(1, each.length);
        }
        double mean = Arrays.stream(weekday).average().orElse(0);
        for (int i = 0; i < WEEK; i++) {
            weekday[i] -= mean;
            power += weekday[i] * weekday[i];
        }
        double kept = power > 0 ? Math.max(0, 1 - chance / power) : 0;
        for (int i = 0; i < WEEK; i++) {
            weekday[i] *= kept;
        }
    }

    /** Finds whether the days go up or down steadily, or stay at the level of the latest ones. */
    private void learnCourse(double[] plain) {
        int from = Math.max(0, plain.length - 6 * WEEK);
        Slope found =
                Slope.of(Arrays.copyOfRange(days, from, plain.length), Arrays.copyOfRange(plain, from, plain.length));
        if (plain.length >= 3 * WEEK && Math.abs(found.kendall()) > PLAIN && found.straight()) {
            slope = found.slope();
            levelDays = Math.min(plain.length, 3 * WEEK);
        } else {
            levelDays = steadyDays(plain);
        }
        double now = days[days.length - 1];
        double[] latest = new double[levelDays];
        for (int i = 0; i < levelDays; i++) {
            int at = plain.length - levelDays + i;
            latest[i] = plain[at] + slope * (now - days[at]);
        }
        level = Quantiles.median(latest);
    }

    /** Returns for how many days the level has been what it is now: whole weeks whose medians agree. */
    private static int steadyDays(double[] plain) {
        int end = plain.length;
        double[] latest = Arrays.copyOfRange(plain, end - WEEK, end);
        double middle = Quantiles.median(latest);
        double[] changes = new double[end - 1];
        for (int i = 1; i < end; i++) {
            changes[i - 1] = plain[i] - plain[i - 1];
        }
        double usual = Quantiles.scale(changes, 0) / Math.sqrt(2);
        double reach = 2.5 * usual * Math.sqrt(Math.PI / WEEK);
        int steady = WEEK;
        while (steady + WEEK <= Math.min(end, 8 * WEEK)) {
            double[] before = Arrays.copyOfRange(plain, end - steady - WEEK, end - steady);
            if (Math.abs(Quantiles.median(before) - middle) > reach) {
                break;
            }
            steady += WEEK;
        }
        return steady;
    }

    /** Returns the height of each day: of the latest by level and slope, of those before by their neighbours. */
    private double[] course(double[] plain) {
        double[] course = centres(plain);
        int from = slope == 0 ? plain.length - levelDays : 0;
        for (int i = from; i < course.length; i++) {
            course[i] = level + slope * (days[i] - days[days.length - 1]);
        }
        return course;
    }

    /** Returns how far the mean of the latest days lies from their median, outliers cut: totals are made of means. */
    private double clippedMean(double[] rest) {
        return Arrays.stream(rest, rest.length - levelDays, rest.length)
                .map(off -> Math.max(-CLIP * noise, Math.min(CLIP * noise, off)))
                .average()
                .orElse(0);
    }

    private double recurring(double[] rest) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < rest.length; i++) {
            double over = Math.abs(rest[i]) - CLIP * noise;
            if (over > 0 && !monthly.has(days[i])) {
                sum += Math.copySign(over, rest[i]);
                count++;
            }
        }
        return count >= 3 ? sum / rest.length : 0;
    }

    /** Returns what a day after the known ones is expected to cost. */
    double expect(double day) {
        double ahead = day - days[days.length - 1];
        double faded = slope * DAMPING * (1 - Math.pow(DAMPING, ahead)) / (1 - DAMPING);
        double height = level + faded;
        if (relative) {
            height = Math.max(0, height);
        }
        return height + week(day, height) + extra + monthly.on(day);
    }

    /** Returns the scale of what is left of a day when all that is known of it is taken away. */
    double noise() {
        return noise;
    }

    /** Returns the standard deviation of what is left, days out of line included. */
    double spread() {
        return spread;
    }

    /** Returns how many of the latest days make up the level. */
    int levelDays() {
        return levelDays;
    }

    double slope() {
        return slope;
    }

    boolean weekly() {
        return Arrays.stream(weekday).anyMatch(effect -> effect != 0);
    }

    MonthlyCharges monthly() {
        return monthly;
    }

    int size() {
        return values.length;
    }
}
