package io.shiyun.finops.advice;

import io.shiyun.finops.money.Conversion;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of a commitment was used, by the rows of FOCUS whose CommitmentDiscountStatus is Used or Unused. Effective cost:
 * what was paid ahead is spread over the term.
 *
 * @param id the CommitmentDiscountId
 * @param used the cost of what was used, exact
 * @param unused the cost of what was not, exact
 * @param conversions what of both was converted from other currencies, with the rates
 */
public record CommitmentUse(String id, Money used, Money unused, List<Conversion> conversions) {
    public CommitmentUse {
        conversions = List.copyOf(conversions);
    }

    CommitmentUse plus(CommitmentUse other) {
        return new CommitmentUse(
                id,
                used.plus(other.used),
                unused.plus(other.unused),
                Stream.concat(conversions.stream(), other.conversions.stream()).toList());
    }

    /** Returns the used share from 0 to 1, rounded half-even to 6 decimals; 0 when nothing was paid. */
    public BigDecimal share() {
        BigDecimal all = used.plus(unused).amount();
        return all.signum() == 0 ? BigDecimal.ZERO : used.amount().divide(all, 6, RoundingMode.HALF_EVEN);
    }
}
