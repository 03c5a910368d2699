package io.shiyun.finops.rating;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How a selling price is made of a cost.
 *
 * @param name on priced lines
 * @param match the lines it is about
 * @param validity the days on which it holds; the day of a line is that of its start
 * @param change what it does
 * @param further whether later rules apply too; else it is the last for a line
 */
public record MarkupRule(String name, Match match, Validity validity, Change change, boolean further) {
    /** What a rule does to an amount. */
    public sealed interface Change permits Percent, Margin, UnitPrice {}

    /**
     * The amount and so many percent of it.
     *
     * @param percent 20 for a fifth more, 0 for at cost, -15 for a discount; not below -100
     */
    public record Percent(BigDecimal percent) implements Change {
        public Percent {
            if (percent.compareTo(BigDecimal.valueOf(-100)) < 0) {
                throw new IllegalArgumentException("A discount of "
                        + percent.negate().toPlainString() + " percent is more than the whole; give at most 100");
            }
        }
    }

    /**
     * The price of which so many percent are margin: {@code amount / (1 - percent / 100)}, kept to 20 decimals or more.
     *
     * @param percent zero or more, below 100
     */
    public record Margin(BigDecimal percent) implements Change {
        public Margin {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) >= 0) {
                throw new IllegalArgumentException("A margin of " + percent.toPlainString()
                        + " percent of the price cannot be; give zero or more, below 100");
            }
        }
    }

    /**
     * A price for each unit, whatever it cost, in the currency of the line.
     *
     * @param price zero or more
     */
    public record UnitPrice(BigDecimal price) implements Change {
        public UnitPrice {
            if (price.signum() < 0) {
                throw new IllegalArgumentException("A unit's price is zero or more, not " + price.toPlainString());
            }
        }
    }

    public MarkupRule {
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(change, "change");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A rule has a name, by which priced lines cite it");
        }
    }

    /** Returns a rule that always holds, and is the last for a line. */
    public static MarkupRule of(String name, Match match, Change change) {
        return new MarkupRule(name, match, Validity.always(), change, false);
    }

    /** Returns a rule that adds percent, written as a decimal. */
    public static MarkupRule percent(String name, Match match, String percent) {
        return of(name, match, new Percent(new BigDecimal(percent)));
    }

    /** Returns a phase at cost: for those days a customer pays what it costs. Put it before the rules that it is to stop. */
    public static MarkupRule atCost(String name, Match match, Validity days) {
        return percent(name, match, "0").valid(days);
    }

    /** Returns this, for some days, as for a promotion or a phase at cost. */
    public MarkupRule valid(Validity days) {
        return new MarkupRule(name, match, days, change, further);
    }

    /** Returns this, with later rules applying to what it made. */
    public MarkupRule thenFurther() {
        return new MarkupRule(name, match, validity, change, true);
    }
}
