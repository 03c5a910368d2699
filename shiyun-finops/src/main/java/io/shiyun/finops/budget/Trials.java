package io.shiyun.finops.budget;

import io.shiyun.finops.statistics.Quantiles;
import java.util.ArrayList;
import java.util.List;

/**
 * How far forecasts made from earlier days were off.
 *
 * @param count how many were made
 * @param unit the error of a forecast of one day ahead, as the errors of all of them say
 * @param freedom how much independent evidence they are worth: forecasts of overlapping days are not
 */
record Trials(int count, double unit, double freedom) {
    private static final double LEAST_FREEDOM = 3;
    /** Errors beyond so many medians are the past's surprises, and count no more than that. */
    private static final double WORST = 4;
    /** After so many days an error of the level counts as much as the noise of single days. */
    private static final double TURN = 8;

    static Trials of(double[] days, double[] values, int count, int ahead, int most) {
        int spare = count - DayModel.LEAST;
        int horizon = Math.max(1, Math.min(ahead, spare / 2));
        int origins = spare - horizon + 1;
        if (origins < 3) {
            return new Trials(0, 0, LEAST_FREEDOM);
        }
        int step = Math.max(1, (origins + most - 1) / most);
        List<Double> errors = new ArrayList<>();
        for (int origin = count - horizon; origin >= DayModel.LEAST && errors.size() < most; origin -= step) {
            if (count - origin > 2 * DayModel.MOST) {
                break;
            }
            DayModel model = new DayModel(days, values, origin);
            double off = 0;
            for (int i = origin; i < origin + horizon; i++) {
                off += values[i] - model.expect(days[i]);
            }
            errors.add(off / growth(horizon));
        }
        double[] sizes = errors.stream().mapToDouble(Math::abs).toArray();
        double cut = WORST * Quantiles.median(sizes);
        double squares = 0;
        for (double size : sizes) {
            double counted = Math.min(size, cut);
            squares += counted * counted;
        }
        double freedom = Math.max(LEAST_FREEDOM, Math.min(30, (double) spare / horizon));
        return new Trials(sizes.length, Math.sqrt(squares / sizes.length), freedom);
    }

    private static double growth(int ahead) {
        return Math.sqrt(ahead * (1 + ahead / TURN));
    }

    /** Returns the error of a forecast of the total of so many days. */
    double error(int ahead) {
        return unit * growth(ahead);
    }
}
