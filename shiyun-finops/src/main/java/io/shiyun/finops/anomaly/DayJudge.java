package io.shiyun.finops.anomaly;

import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Cause;
import io.shiyun.metrics.Confidence;
import io.shiyun.metrics.Detector;
import io.shiyun.metrics.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The detector of shiyun-metrics on days of costs. The pattern of the week is taken out first, by the days before alone, and
 * days without a complete bill are left out, so that neither looks unusual. A verdict on a day depends on no later day.
 */
final class DayJudge {
    /** Days before the first verdict. */
    static final int LEARNING = AnomalyDetector.LEARNING;

    /** The score from which on the detector calls a point an anomaly. */
    private static final double ALARM = 0.5;

    private static final long DAY = 86_400_000;
    private static final int WEEK = 7;
    /** Weeks in which a pattern is looked for. */
    private static final int WEEKS = 6;

    private DayJudge() {}

    /**
     * What is said of one day.
     *
     * @param day which
     * @param score surprise from 0 to 1
     * @param up whether it is above what was expected
     * @param confidence how well the days before are known
     */
    record Day(LocalDate day, double score, boolean up, Confidence confidence) {}

    /** Returns the days from one on that the detector calls unusual, or counts to an event that began before. */
    static List<Day> judge(DailyCosts costs, LocalDate from) {
        List<LocalDate> days = new ArrayList<>();
        List<Double> known = new ArrayList<>();
        for (LocalDate day = costs.from(); day.isBefore(costs.to()); day = day.plusDays(1)) {
            if (costs.knows(day)) {
                days.add(day);
                known.add(costs.on(day).doubleValue());
            }
        }
        double[] values = known.stream().mapToDouble(value -> value).toArray();
        Detector detector = new AnomalyDetector();
        List<Day> verdicts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            // A day of time for each known day: a gap in the bills is told of as a gap, not as an anomaly.
            Verdict verdict = detector.update(i * DAY, values[i] - weekday(days, values, i));
            boolean unusual = verdict.score() >= ALARM || verdict.ongoing();
            boolean judged = unusual
                    && verdict.confidence() != Confidence.LEARNING
                    && verdict.cause() != Cause.FLAT
                    && verdict.cause() != Cause.MISSING;
            if (judged && !days.get(i).isBefore(from)) {
                boolean up = values[i] - weekday(days, values, i) >= verdict.expected();
                verdicts.add(new Day(days.get(i), verdict.score(), up, verdict.confidence()));
            }
        }
        return verdicts;
    }

    /** Returns how far a day of the week lies from all days, by the medians of the weeks before it. */
    private static double weekday(List<LocalDate> days, double[] values, int at) {
        int end = Math.max(at, Math.min(3 * WEEK, values.length));
        int begin = Math.max(0, end - WEEKS * WEEK);
        double[] same = new double[end - begin];
        int count = 0;
        for (int i = begin; i < end; i++) {
            if (days.get(i).getDayOfWeek() == days.get(at).getDayOfWeek()) {
                same[count++] = values[i];
            }
        }
        if (count < 3) {
            return 0;
        }
        return median(Arrays.copyOf(same, count)) - median(Arrays.copyOfRange(values, begin, end));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /** Returns the exact median, or zero of nothing. */
    static BigDecimal median(List<BigDecimal> values) {
        if (values.isEmpty()) {
            return BigDecimal.ZERO;
        }
        List<BigDecimal> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).add(sorted.get(half)).multiply(new BigDecimal("0.5"));
    }
}
