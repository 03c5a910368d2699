package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * A dated discount on what is sold.
 *
 * @param name on the lines that it changed
 * @param match the lines it is about
 * @param validity the days on which it holds; the day of a line is that of its start
 * @param discount how much
 * @param belowZero whether a price may go below zero by it, as for money given back
 */
public record Promotion(String name, Match match, Validity validity, Discount discount, boolean belowZero) {
    /** How much is taken off. */
    public sealed interface Discount permits PercentOff, AmountOff {}

    /**
     * So many percent of each line, as the promotions before it left it.
     *
     * @param percent above zero; above 100 only where a price may go below zero
     */
    public record PercentOff(BigDecimal percent) implements Discount {
        public PercentOff {
            if (percent.signum() <= 0) {
                throw new IllegalArgumentException("A promotion takes more than " + percent.toPlainString()
                        + " percent off; write a surcharge as a rule");
            }
        }
    }

    /**
     * One amount off all lines together, taken from the first line, then from the next, until it is used up; what is left of
     * it then is lost.
     *
     * @param amount above zero; only lines in its currency change
     */
    public record AmountOff(Money amount) implements Discount {
        public AmountOff {
            if (amount.amount().signum() <= 0) {
                throw new IllegalArgumentException(
                        "A promotion takes more than " + amount + " off; write a surcharge as a rule");
            }
        }
    }

    public Promotion {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(discount, "discount");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A promotion has a name, by which lines cite it");
        }
        if (!belowZero && discount instanceof PercentOff off && off.percent().compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("Promotion " + name + " takes "
                    + off.percent().toPlainString() + " percent off, which is more than the whole; give at most 100, or"
                    + " say allowingBelowZero()");
        }
    }

    /** Returns a discount of so many percent, written as a decimal. */
    public static Promotion percentOff(String name, Match match, Validity days, String percent) {
        return of(name, match, days, new PercentOff(new BigDecimal(percent)));
    }

    /** Returns a discount of one amount on all lines together. */
    public static Promotion amountOff(String name, Match match, Validity days, Money amount) {
        return of(name, match, days, new AmountOff(amount));
    }

    /** Returns a discount by which no price goes below zero. */
    public static Promotion of(String name, Match match, Validity days, Discount discount) {
        return new Promotion(name, match, days, discount, false);
    }

    /** Returns this, by which a price may go below zero: an amount is then taken off in full, the rest of it from the last line. */
    public Promotion allowingBelowZero() {
        return new Promotion(name, match, validity, discount, true);
    }
}
