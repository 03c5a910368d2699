package io.shiyun.finops.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Self-made daily costs of several characters. */
final class Bills {
    static final LocalDate START = LocalDate.of(2026, 1, 5);

    /** What kind of days they are. */
    enum Kind {
        STEADY,
        WEEKLY,
        GROWING,
        SHIFTED,
        WANDERING,
        SPIKED,
        SKEWED,
        MONTHLY_FEE
    }

    private Bills() {}

    static double[] days(Kind kind, int count, long seed) {
        Random random = new Random(seed);
        double[] days = new double[count];
        double level = 100 + random.nextInt(900);
        double noise = level * (0.02 + 0.08 * random.nextDouble());
        double growth = level * (random.nextBoolean() ? 0.01 : 0.006);
        int shift = count / 3 + random.nextInt(count / 3);
        double walk = level;
        for (int i = 0; i < count; i++) {
            LocalDate day = START.plusDays(i);
            boolean weekend = day.getDayOfWeek().getValue() > 5;
            walk += random.nextGaussian() * level * 0.02;
            double value = level + noise * random.nextGaussian();
            days[i] = switch (kind) {
                case STEADY -> value;
                case WEEKLY -> weekend ? value * 0.4 : value;
                case GROWING -> (weekend ? value * 0.7 : value) + growth * i;
                case SHIFTED -> i < shift ? value : value * 1.6;
                case WANDERING -> Math.max(0, walk) + noise * random.nextGaussian() * 0.3;
                case SPIKED -> random.nextInt(20) == 0 ? value * 4 : value;
                case SKEWED -> level * Math.exp(0.4 * random.nextGaussian());
                case MONTHLY_FEE -> day.getDayOfMonth() == 1 || day.getDayOfMonth() == 20 ? value + level * 5 : value;
            };
        }
        return days;
    }

    static DailyCosts costs(double[] days, int known) {
        return costs(START, days, known);
    }

    static DailyCosts costs(LocalDate from, double[] days, int known) {
        List<BigDecimal> amounts = new ArrayList<>();
        for (int i = 0; i < known; i++) {
            amounts.add(BigDecimal.valueOf(days[i]).setScale(11, RoundingMode.HALF_EVEN));
        }
        return DailyCosts.of("USD", from, amounts);
    }
}
