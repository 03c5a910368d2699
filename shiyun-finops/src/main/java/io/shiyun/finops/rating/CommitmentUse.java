package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;

/**
 * How a commitment was used in a period. Its amounts are in its own measure: weighted hours of things, or money.
 *
 * @param commitment its id
 * @param committed what it gave in the hours of the period
 * @param used what use took of it
 * @param eligible what all use that it may pay for would have taken, after the commitments before it
 * @param cost what it costs in the period, with the upfront payment spread over the term
 */
public record CommitmentUse(String commitment, BigDecimal committed, BigDecimal used, BigDecimal eligible, Money cost) {
    /** Returns what was lost. */
    public BigDecimal unused() {
        return committed.subtract(used);
    }

    /** Returns the part of the commitment that was used, from 0 to 1, with six decimals. */
    public BigDecimal utilization() {
        return Quotients.ratio(used, committed);
    }

    /** Returns the part of the use it may pay for that it paid, from 0 to 1, with six decimals. */
    public BigDecimal coverage() {
        return Quotients.ratio(used, eligible);
    }

    /** Returns the part of the cost that bought nothing. */
    public Money wasted() {
        return committed.signum() == 0
                ? Money.zero(cost.currency())
                : new Money(Quotients.of(cost.amount().multiply(unused()), committed), cost.currency());
    }
}
