package io.shiyun.finops.budget;

import io.shiyun.finops.statistics.Quantiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Charges that come once a month, such as a fee on the first day: days far out of line, on the same side, by a like amount,
 * on the same day of each of the latest two months that are known, or of more.
 */
final class MonthlyCharges {
    private static final int MOST_ALIKE = 2;

    /** Amounts by the day of the month. */
    private final Map<Integer, Double> charges = new TreeMap<>();

    MonthlyCharges(double[] days, double[] rest, double far) {
        Map<Integer, List<Double>> seen = new TreeMap<>();
        for (int i = 0; i < days.length; i++) {
            seen.computeIfAbsent(LocalDate.ofEpochDay((long) days[i]).getDayOfMonth(), day -> new ArrayList<>())
                    .add(rest[i]);
        }
        seen.forEach((day, off) -> {
            if (off.size() >= 2 && off.stream().allMatch(one -> Math.abs(one) > far)) {
                double least = off.stream().mapToDouble(Math::abs).min().orElse(0);
                double most = off.stream().mapToDouble(Math::abs).max().orElse(0);
                boolean oneSide = off.stream().map(Math::signum).distinct().count() == 1;
                if (oneSide && least > 0 && most <= MOST_ALIKE * least) {
                    charges.put(
                            day,
                            Quantiles.median(off.stream().mapToDouble(v -> v).toArray()));
                }
            }
        });
    }

    boolean has(double day) {
        return charges.containsKey(LocalDate.ofEpochDay((long) day).getDayOfMonth());
    }

    double on(double day) {
        return charges.getOrDefault(LocalDate.ofEpochDay((long) day).getDayOfMonth(), 0.0);
    }

    /** Returns the days of the month that have one. */
    List<Integer> daysOfMonth() {
        return List.copyOf(charges.keySet());
    }
}
