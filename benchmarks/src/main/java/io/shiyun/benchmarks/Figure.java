package io.shiyun.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One measured figure that is not a JMH score.
 *
 * @param name what was measured
 * @param value the figure
 * @param error half of its 99.9 % confidence interval, in the same unit, where there is one
 * @param unit the unit, or empty for a plain number
 * @param bound what it must keep to, in words, or empty
 */
record Figure(String name, double value, OptionalDouble error, String unit, String bound) {
    static Figure of(String name, double value, String unit, String bound) {
        return new Figure(name, value, OptionalDouble.empty(), unit, bound);
    }

    String score() {
        return number(value) + (error.isPresent() ? " ± " + number(error.getAsDouble()) : "");
    }

    /** Writes a number with four significant digits, and whole numbers as they are. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "not measured";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(9, 4 - whole)) + "f", value);
    }
}
