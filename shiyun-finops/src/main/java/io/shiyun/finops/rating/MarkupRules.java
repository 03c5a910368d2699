package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Ordered rules that make selling prices. The first rule that matches a line is applied; those after it only if it says
 * so. A line that no rule matches is sold at cost. Immutable.
 */
public final class MarkupRules {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<MarkupRule> rules;
    private final ZoneId zone;

    private MarkupRules(List<MarkupRule> rules, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /**
     * Returns rules in their order.
     *
     * @param zone in which days begin
     * @throws IllegalArgumentException if two have one name
     */
    public static MarkupRules of(ZoneId zone, MarkupRule... rules) {
        Set<String> names = new HashSet<>();
        for (MarkupRule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("Two rules are called " + rule.name() + "; lines cite them by name");
            }
        }
        return new MarkupRules(List.of(rules), Objects.requireNonNull(zone, "zone"));
    }

    /** Returns the lines with their selling prices, in their order. */
    public List<PricedLine> price(Collection<RatedLine> lines) {
        return lines.stream().map(this::price).toList();
    }

    /** Returns a line with its selling price. */
    public PricedLine price(RatedLine line) {
        LocalDate day = line.start().atZone(zone).toLocalDate();
        PricedLine priced = PricedLine.atCost(line);
        for (MarkupRule rule : rules) {
            if (rule.validity().contains(day) && rule.match().matches(line.labels())) {
                BigDecimal amount = apply(rule.change(), priced.price().amount(), line);
                priced = priced.changed(
                        rule.name(), new Money(amount, line.amount().currency()));
                if (!rule.further()) {
                    break;
                }
            }
        }
        return priced;
    }

    private static BigDecimal apply(MarkupRule.Change change, BigDecimal amount, RatedLine line) {
        if (change instanceof MarkupRule.Percent percent) {
            return amount.multiply(HUNDRED.add(percent.percent())).movePointLeft(2);
        }
        if (change instanceof MarkupRule.Margin margin) {
            return Quotients.of(amount.multiply(HUNDRED), HUNDRED.subtract(margin.percent()));
        }
        return ((MarkupRule.UnitPrice) change).price().multiply(line.quantity());
    }
}
