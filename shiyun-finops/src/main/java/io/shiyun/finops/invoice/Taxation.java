package io.shiyun.finops.invoice;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * How an invoice is taxed. Without any rule it is not, and shows no tax.
 *
 * @param rules the taxes, at most one for a category on a day
 * @param prices whether amounts of lines hold the tax already
 * @param basis what a tax is worked out on, and rounded after
 */
public record Taxation(List<TaxRule> rules, Prices prices, Basis basis) {
    /** Whether amounts of lines hold the tax already. */
    public enum Prices {
        /** Tax comes on top. */
        EXCLUSIVE,
        /** Tax is within: {@code amount * percent / (100 + percent)}. */
        INCLUSIVE
    }

    /** What a tax is worked out on, and rounded after. */
    public enum Basis {
        /** Each line; the tax of a category is the sum. */
        LINE,
        /** The sum of the lines of a category. */
        SUM
    }

    public Taxation {
        rules = List.copyOf(rules);
        Objects.requireNonNull(prices, "prices");
        Objects.requireNonNull(basis, "basis");
        for (int i = 0; i < rules.size(); i++) {
            for (TaxRule other : rules.subList(i + 1, rules.size())) {
                TaxRule rule = rules.get(i);
                if (rule.category().equals(other.category()) && rule.validity().overlaps(other.validity())) {
                    throw new IllegalArgumentException("Two taxes on " + rule.category() + " overlap: " + rule.name()
                            + " holds " + rule.validity() + ", " + other.name() + " " + other.validity()
                            + "; end the first where the second begins");
                }
            }
        }
    }

    /** Returns no tax. */
    public static Taxation none() {
        return new Taxation(List.of(), Prices.EXCLUSIVE, Basis.SUM);
    }

    /** Returns taxes that come on top of the sum of each category. */
    public static Taxation exclusive(TaxRule... rules) {
        return new Taxation(List.of(rules), Prices.EXCLUSIVE, Basis.SUM);
    }

    /** Returns taxes that are within the sum of each category. */
    public static Taxation inclusive(TaxRule... rules) {
        return new Taxation(List.of(rules), Prices.INCLUSIVE, Basis.SUM);
    }

    /** Returns this, worked out on each line. */
    public Taxation perLine() {
        return new Taxation(rules, prices, Basis.LINE);
    }

    /**
     * Returns the tax on a category.
     *
     * @throws BillingException {@link Reason#TAX_MISSING} if there is none on that day
     */
    TaxRule on(String category, LocalDate day) {
        return rules.stream()
                .filter(rule ->
                        rule.category().equals(category) && rule.validity().contains(day))
                .findFirst()
                .orElseThrow(() -> new BillingException(
                        Reason.TAX_MISSING,
                        "No tax rule for the category " + category + " on " + day
                                + "; add one, of 0 percent if it is exempt"));
    }
}
