package io.shiyun.finops.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one place where rating divides. */
final class Quotients {
    /** The decimals that a quotient keeps at least; half-even. */
    static final int SCALE = 20;

    private Quotients() {}

    /** Returns the quotient: exact if the divisor is one, else with {@link #SCALE} decimals or more. */
    static BigDecimal of(BigDecimal dividend, BigDecimal divisor) {
        return divisor.compareTo(BigDecimal.ONE) == 0
                ? dividend
                : dividend.divide(divisor, Math.max(SCALE, dividend.scale()), RoundingMode.HALF_EVEN);
    }

    /** Returns part of whole as a ratio with six decimals; one if there is no whole. */
    static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ONE : part.divide(whole, 6, RoundingMode.HALF_EVEN);
    }
}
