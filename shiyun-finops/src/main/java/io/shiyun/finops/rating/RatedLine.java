package io.shiyun.finops.rating;

import io.shiyun.model.Charge;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a stretch of use, or a fee, costs.
 *
 * @param kind why it is charged
 * @param reference the id of the use, the commitment, the subscription or the fee
 * @param item the thing's name in the price list, or the fee's name
 * @param labels what rules go by
 * @param start when it begins
 * @param end when it ends, itself not included
 * @param basis the tier, the commitment or the rule that the amount comes from
 * @param quantity in units of the price
 * @param unitPrice of one unit
 * @param amount exact; it may be more than quantity times price where a tier has a flat part
 */
public record RatedLine(
        Kind kind,
        String reference,
        String item,
        Labels labels,
        Instant start,
        Instant end,
        String basis,
        BigDecimal quantity,
        BigDecimal unitPrice,
        Money amount) {
    /** Why something is charged. */
    public enum Kind {
        /** Use at a price by tiers. */
        ON_DEMAND,
        /** Use in a tier that costs nothing. */
        FREE,
        /** Use at a market's price. */
        SPOT,
        /** Use that a commitment pays. */
        COVERED,
        /** What a commitment costs, used or not. */
        COMMITMENT,
        /** What is missing to a minimum charge. */
        MINIMUM,
        /** A term paid in advance. */
        SUBSCRIPTION,
        /** Money back for the rest of a term. */
        REFUND,
        /** A fee by month or year. */
        SERVICE_FEE,
        /** A row of a cloud's bill, to be sold on. */
        BILLED
    }

    public RatedLine {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(unitPrice, "unitPrice");
        Objects.requireNonNull(amount, "amount");
    }

    /**
     * Returns a row of a cloud's bill as a line, so that it can be sold on by rules.
     *
     * @param cost which of the row's costs it is sold on from, such as {@link Charge#billed}
     */
    public static RatedLine of(Charge charge, Money cost) {
        BigDecimal quantity = charge.pricedQuantity().orElse(BigDecimal.ONE);
        return new RatedLine(
                Kind.BILLED,
                charge.resource(),
                charge.service(),
                new Labels(charge.region().cloud().name(), charge.service(), charge.regionName(), charge.tags()),
                charge.from(),
                charge.to(),
                charge.description(),
                quantity,
                quantity.signum() == 0 ? BigDecimal.ZERO : Quotients.of(cost.amount(), quantity),
                cost);
    }
}
