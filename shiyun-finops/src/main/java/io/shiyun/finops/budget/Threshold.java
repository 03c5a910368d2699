package io.shiyun.finops.budget;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A share of a budget at which somebody wants to know.
 *
 * @param on what is compared
 * @param percent of the limit, above zero; 100 is the limit itself
 */
public record Threshold(Basis on, BigDecimal percent) {
    /** What a threshold is compared with. */
    public enum Basis {
        /** What is spent already. */
        ACTUAL,
        /** What the period is expected to end with. */
        FORECAST
    }

    public Threshold {
        Objects.requireNonNull(on, "on");
        if (percent.signum() <= 0) {
            throw new IllegalArgumentException("The threshold is " + percent.toPlainString()
                    + " percent; it is above zero, and 100 is the limit itself");
        }
        percent = percent.stripTrailingZeros();
    }

    /** Returns a threshold on what is spent. */
    public static Threshold actual(int percent) {
        return new Threshold(Basis.ACTUAL, BigDecimal.valueOf(percent));
    }

    /** Returns a threshold on what the period is expected to end with. */
    public static Threshold forecast(int percent) {
        return new Threshold(Basis.FORECAST, BigDecimal.valueOf(percent));
    }

    /** Returns the amount at which it is reached. */
    BigDecimal of(BigDecimal limit) {
        return limit.multiply(percent).movePointLeft(2);
    }

    @Override
    public String toString() {
        return percent.toPlainString() + " % " + (on == Basis.ACTUAL ? "spent" : "expected");
    }
}
