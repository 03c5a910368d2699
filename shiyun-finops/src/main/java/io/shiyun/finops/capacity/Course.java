package io.shiyun.finops.capacity;

import io.shiyun.finops.statistics.Quantiles;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;

/**
 * The course of a demand, week by week: a line through the peaks of the weeks by the median of the slopes of all pairs
 * (Theil 1950, Sen 1968), with the slope's error from Kendall's statistic, and what is left as noise that carries over from
 * week to week. What may come is drawn: many courses of the weeks ahead, each with its own line and with noise taken from
 * that of the known weeks (Efron 1979), so that spikes come again as often as they came. The same peaks give the same
 * courses.
 */
final class Course {
    /** Weeks needed. */
    static final int LEAST = 6;
    /** Weeks looked at. */
    static final int MOST = 52;

    private static final int WEEK = 7;
    private static final int LEAST_DAYS = 4;
    private static final int STALE = 4;
    private static final int DRAWS = 2_000;
    private static final double MOST_CARRIED = 0.9;
    /** How much of the noise is drawn anew, since weeks to come are not only like those that were. */
    private static final double SMOOTHED = 0.4;
    /** How much the error of a median exceeds that of a mean, of normal values. */
    private static final double OF_MEDIAN = Math.sqrt(Math.PI / 2);

    private final double[] weeks;
    private final double[] peaks;
    private final double slope;
    private final double slopeError;
    private final double middle;
    private final double height;
    private final double heightError;
    private final double noise;
    private final double carried;
    private final double latestRest;
    private final double[] fresh;

    private Course(double[] weeks, double[] peaks) {
        this.weeks = weeks;
        this.peaks = peaks;
        int n = weeks.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[pairs++] = (peaks[j] - peaks[i]) / (weeks[j] - weeks[i]);
            }
        }
        Arrays.sort(slopes);
        slope = Quantiles.median(slopes);
        middle = Arrays.stream(weeks).average().orElse(0);
        double[] level = new double[n];
        for (int i = 0; i < n; i++) {
            level[i] = peaks[i] - slope * (weeks[i] - middle);
        }
        height = Quantiles.median(level);
        double[] rest = Arrays.stream(level).map(one -> one - height).toArray();
        // Two medians were fitted to so few weeks: what is left of them looks smaller than it is.
        noise = Quantiles.scale(rest, 0) * Math.sqrt(n / (n - 2.0));
        double far = 3 * noise;
        double[] cut = Arrays.stream(rest)
                .map(off -> Math.max(-far, Math.min(far, off)))
                .toArray();
        carried = carried(weeks, cut);
        latestRest = cut[n - 1];
        fresh = fresh(weeks, rest, cut, carried);
        double wider = Math.sqrt((1 + carried) / (1 - carried));
        double few = Quantiles.studentReach(0.8, n - 2.0) / Quantiles.normalReach(0.8);
        double deviation = Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int low = (int) Math.max(0, Math.floor((pairs - deviation) / 2));
        int high = (int) Math.min(pairs - 1, Math.ceil((pairs + deviation) / 2));
        slopeError = (slopes[high] - slopes[low]) / 2 * wider * few;
        heightError = OF_MEDIAN * noise / Math.sqrt(n) * wider * few;
    }

    /** Returns how much of the noise of a week is still there a week later. */
    private static double carried(double[] weeks, double[] rest) {
        double both = 0;
        double all = 0;
        int count = 0;
        for (int i = 1; i < rest.length; i++) {
            if (weeks[i] - weeks[i - 1] == 1) {
                both += rest[i] * rest[i - 1];
                all += (rest[i] * rest[i] + rest[i - 1] * rest[i - 1]) / 2;
                count++;
            }
        }
        // The estimate of so few weeks is too low, by about (1 + 4 r) / n (Kendall 1954).
        double plain = all == 0 ? 0 : both / all;
        double mended = count == 0 ? 0 : plain + (1 + 4 * plain) / (count + 1);
        return all == 0 ? 0 : Math.max(0, Math.min(MOST_CARRIED, mended));
    }

    /** Returns what each week brought that the week before did not carry over. */
    private static double[] fresh(double[] weeks, double[] rest, double[] cut, double carried) {
        double[] fresh = rest.clone();
        double all = Math.sqrt(1 - carried * carried);
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = i > 0 && weeks[i] - weeks[i - 1] == 1 ? rest[i] - carried * cut[i - 1] : all * rest[i];
        }
        return fresh;
    }

    /** Returns how many whole weeks before today are known well enough to count. */
    static int known(Demand demand, LocalDate today) {
        return weeks(demand, today)[0].length;
    }

    /** Returns whether the latest known week is too old to say anything of the weeks to come. */
    static boolean stale(Demand demand, LocalDate today) {
        double[] weeks = weeks(demand, today)[0];
        return weeks.length > 0 && weeks[weeks.length - 1] < -STALE;
    }

    /** Returns the course of a demand of which {@link #LEAST} weeks are known. */
    static Course of(Demand demand, LocalDate today) {
        double[][] known = weeks(demand, today);
        return new Course(known[0], known[1]);
    }

    /** The weeks that end today, the latest numbered 0 and those before -1, -2 and so on, and their peaks. */
    private static double[][] weeks(Demand demand, LocalDate today) {
        double[] weeks = new double[MOST];
        double[] peaks = new double[MOST];
        int count = 0;
        for (int week = MOST - 1; week >= 0; week--) {
            LocalDate end = today.minusDays((long) WEEK * week);
            var days = demand.peaks().subMap(end.minusDays(WEEK), end);
            if (days.size() >= LEAST_DAYS) {
                weeks[count] = -week;
                peaks[count++] =
                        days.values().stream().mapToDouble(peak -> peak).max().orElse(0);
            }
        }
        return new double[][] {Arrays.copyOf(weeks, count), Arrays.copyOf(peaks, count)};
    }

    /** Returns the peak of the latest known week. */
    double latest() {
        return peaks[peaks.length - 1];
    }

    /** Returns the highest peak of all known weeks. */
    double highest() {
        return Arrays.stream(peaks).max().orElse(0);
    }

    /** Returns by how much the peak grows from week to week. */
    double slope() {
        return slope;
    }

    int size() {
        return weeks.length;
    }

    /** Draws the weeks ahead, the first one numbered 1. */
    Draws draw(int ahead) {
        Random random = new Random(20_260_101L + weeks.length);
        double[][] highest = new double[DRAWS][ahead];
        double between = SMOOTHED * noise * Math.sqrt(1 - carried * carried);
        for (double[] one : highest) {
            double line = slope + slopeError * random.nextGaussian();
            double base = height + heightError * random.nextGaussian();
            double off = latestRest * Math.pow(carried, -weeks[weeks.length - 1]);
            double most = 0;
            for (int week = 1; week <= ahead; week++) {
                off = carried * off + fresh[random.nextInt(fresh.length)] + between * random.nextGaussian();
                most = Math.max(most, base + line * (week - middle) + off);
                one[week - 1] = most;
            }
        }
        return new Draws(highest);
    }

    /** Courses of the weeks ahead: for each the highest peak up to each week. */
    static final class Draws {
        private final double[][] highest;

        private Draws(double[][] highest) {
            this.highest = highest;
        }

        /**
         * Returns the first week by which this share of all courses has gone beyond a limit, or 0 when fewer have until the
         * last week.
         */
        int passed(double limit, double share) {
            int ahead = highest[0].length;
            int[] first = new int[ahead + 1];
            for (double[] one : highest) {
                int low = 0;
                int high = ahead;
                while (low < high) {
                    int half = (low + high) >>> 1;
                    if (one[half] > limit) {
                        high = half;
                    } else {
                        low = half + 1;
                    }
                }
                first[low]++;
            }
            int passed = 0;
            for (int week = 0; week < ahead; week++) {
                passed += first[week];
                if (passed >= share * highest.length) {
                    return week + 1;
                }
            }
            return 0;
        }

        /** Returns the peak of all weeks that this share of the courses stays below. */
        double below(double share) {
            double[] last = Arrays.stream(highest)
                    .mapToDouble(one -> one[one.length - 1])
                    .sorted()
                    .toArray();
            return last[(int) Math.max(0, Math.min(last.length - 1, Math.ceil(share * last.length) - 1))];
        }
    }
}
