package io.shiyun.finops.rating;

import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A contract by which so much is spent in every month or year at least. What a period lacks to its share is charged; what it
 * has more is not carried over.
 *
 * @param promise name, term, amount and days of the contract, shared out as a fee is
 */
public record MinimumSpend(ServiceFee promise) {
    public MinimumSpend {
        Objects.requireNonNull(promise, "promise");
    }

    /**
     * Returns what is missing in a period, if anything is.
     *
     * @param spent what was spent in the period, in the contract's currency
     * @throws IllegalArgumentException if it is in another currency
     */
    public Optional<RatedLine> shortfall(BillingPeriod period, Money spent, ZoneId zone, Rounding rounding) {
        List<RatedLine> shares = promise.due(period, zone, rounding);
        Money least = shares.stream()
                .map(RatedLine::amount)
                .reduce(Money.zero(promise.amount().currency()), Money::plus);
        Money missing = least.minus(spent);
        if (shares.isEmpty() || missing.amount().signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(new RatedLine(
                Kind.MINIMUM,
                promise.name(),
                promise.name(),
                promise.labels(),
                shares.get(0).start(),
                shares.get(shares.size() - 1).end(),
                spent + " of at least " + least,
                BigDecimal.ONE,
                missing.amount(),
                missing));
    }
}
