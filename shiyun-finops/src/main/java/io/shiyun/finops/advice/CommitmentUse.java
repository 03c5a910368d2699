package io.shiyun.finops.advice;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of a commitment was used, by the rows of FOCUS whose CommitmentDiscountStatus is Used or Unused. Effective cost:
 * what was paid ahead is spread over the term.
 *
 * @param id the CommitmentDiscountId
 * @param used the cost of what was used, exact
 * @param unused the cost of what was not, exact
 */
public record CommitmentUse(String id, Money used, Money unused) {
    /** Returns the used share from 0 to 1, rounded half-even to 6 decimals; 0 when nothing was paid. */
    public BigDecimal share() {
        BigDecimal all = used.plus(unused).amount();
        return all.signum() == 0 ? BigDecimal.ZERO : used.amount().divide(all, 6, RoundingMode.HALF_EVEN);
    }
}
