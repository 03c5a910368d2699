package io.shiyun.finops.invoice;

import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Works out what rounding leaves, and taxes, by category. */
final class Sums {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Currency currency;
    private final Rounding rounding;
    private final Taxation taxation;
    private final LocalDate day;

    Sums(Currency currency, Rounding rounding, Taxation taxation, LocalDate day) {
        this.currency = currency;
        this.rounding = rounding;
        this.taxation = taxation;
        this.day = day;
    }

    /** Returns the lines, and one for each category whose rounded lines do not add to its rounded sum. */
    List<InvoiceLine> withRounding(List<InvoiceLine> lines) {
        List<InvoiceLine> all = new ArrayList<>(lines);
        for (String category : categories(lines)) {
            BigDecimal exact = BigDecimal.ZERO;
            BigDecimal rounded = BigDecimal.ZERO;
            for (InvoiceLine line : lines) {
                if (line.category().equals(category)) {
                    exact = exact.add(line.exact());
                    rounded = rounded.add(line.amount());
                }
            }
            BigDecimal left = round(exact).subtract(rounded);
            if (left.signum() != 0) {
                all.add(new InvoiceLine(
                        InvoiceLine.Kind.ROUNDING, "Rounding", null, "", null, left, left, category, 0));
            }
        }
        return all;
    }

    /** Returns the tax of each category, in the order in which lines name them; none if there are no rules. */
    List<TaxLine> taxes(List<InvoiceLine> lines) {
        List<TaxLine> taxes = new ArrayList<>();
        if (taxation.rules().isEmpty()) {
            return taxes;
        }
        for (String category : categories(lines)) {
            TaxRule rule = taxation.on(category, day);
            List<BigDecimal> amounts = lines.stream()
                    .filter(line -> line.category().equals(category))
                    .map(InvoiceLine::amount)
                    .toList();
            BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal tax = taxation.basis() == Taxation.Basis.SUM
                    ? tax(sum, rule.percent())
                    : amounts.stream()
                            .map(amount -> tax(amount, rule.percent()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal net = taxation.prices() == Taxation.Prices.INCLUSIVE ? sum.subtract(tax) : sum;
            taxes.add(new TaxLine(rule.name(), category, rule.percent(), net, tax));
        }
        return taxes;
    }

    private BigDecimal tax(BigDecimal amount, BigDecimal percent) {
        return tax(currency, rounding, taxation.prices(), amount, percent);
    }

    /** Returns the tax on, or within, an amount, rounded once. */
    static BigDecimal tax(
            Currency currency, Rounding rounding, Taxation.Prices prices, BigDecimal amount, BigDecimal percent) {
        Money share = new Money(amount.multiply(percent), currency);
        return rounding.quotient(share, prices == Taxation.Prices.INCLUSIVE ? HUNDRED.add(percent) : HUNDRED)
                .amount();
    }

    private BigDecimal round(BigDecimal exact) {
        return rounding.round(new Money(exact, currency)).amount();
    }

    private static List<String> categories(List<InvoiceLine> lines) {
        return lines.stream().map(InvoiceLine::category).distinct().toList();
    }
}
