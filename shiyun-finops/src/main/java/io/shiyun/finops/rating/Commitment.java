package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A promise to use so much in every hour of a term, paid for whether it is used or not. What an hour leaves unused is lost.
 * A reservation promises hours of things: each thing's weight is what one hour of it takes of the promise (1, or a
 * normalisation factor among sizes of a family). A savings plan promises money: each thing's weight is its price per hour
 * under the plan.
 *
 * @param id its name, on lines and in reports
 * @param start when its term begins
 * @param end when its term ends, itself not included
 * @param perHour what it gives in an hour: weighted hours of things, or money
 * @param weights what an hour of one thing takes of it, by the thing's name in the price list
 * @param scope the use that it may pay for
 * @param hourlyFee what an hour of the term costs
 * @param upfront what is paid when the term begins
 */
public record Commitment(
        String id,
        Instant start,
        Instant end,
        BigDecimal perHour,
        Map<String, BigDecimal> weights,
        Match scope,
        Money hourlyFee,
        Money upfront) {
    public Commitment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(scope, "scope");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("Commitment " + id + " has no term: it ends at " + end
                    + " and begins at " + start + "; give the end of the term that was bought");
        }
        if (perHour.signum() <= 0) {
            throw new IllegalArgumentException(
                    "Commitment " + id + " gives " + perHour.toPlainString() + " an hour; give more than zero");
        }
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("Commitment " + id + " pays for nothing; name the things it is for");
        }
        weights.forEach((item, weight) -> {
            if (weight.signum() <= 0) {
                throw new IllegalArgumentException("Commitment " + id + " gives " + item + " the weight "
                        + weight.toPlainString() + "; give more than zero");
            }
        });
        if (hourlyFee.amount().signum() < 0 || upfront.amount().signum() < 0) {
            throw new IllegalArgumentException("Commitment " + id + " has a negative fee; give zero or more");
        }
        if (!hourlyFee.currency().equals(upfront.currency())) {
            throw new IllegalArgumentException("Commitment " + id + " is paid in " + hourlyFee.currency() + " and "
                    + upfront.currency() + "; give both fees in one currency");
        }
        weights = Map.copyOf(weights);
    }

    /** Returns a reservation of so many of one thing, paid by the hour. */
    public static Commitment reservation(
            String id, Instant start, Instant end, String item, BigDecimal count, Money hourlyFee) {
        return new Commitment(
                id,
                start,
                end,
                count,
                Map.of(item, BigDecimal.ONE),
                Match.ANY,
                hourlyFee,
                Money.zero(hourlyFee.currency()));
    }

    /** Returns a savings plan of so much money an hour, at the plan's price per hour of each thing. */
    public static Commitment savings(
            String id, Instant start, Instant end, Money perHour, Map<String, BigDecimal> prices) {
        return new Commitment(
                id, start, end, perHour.amount(), prices, Match.ANY, perHour, Money.zero(perHour.currency()));
    }

    /** Returns this, for some use only. */
    public Commitment within(Match scope) {
        return new Commitment(id, start, end, perHour, weights, scope, hourlyFee, upfront);
    }

    /** Returns this, with what is paid when the term begins; the hourly fee stays. */
    public Commitment upfront(Money upfront) {
        return new Commitment(id, start, end, perHour, weights, scope, hourlyFee, upfront);
    }
}
