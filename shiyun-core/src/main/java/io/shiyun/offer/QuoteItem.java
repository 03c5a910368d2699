package io.shiyun.offer;

import io.shiyun.model.Per;
import io.shiyun.model.Purchase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked for in a quote: an offer, how much of it, and for how long. Immutable; each method answers a changed copy.
 *
 * @param offer the offer; in another way of buying the same thing where {@code purchase} says so
 * @param quantity pieces, or GiB, requests or units where the price counts these; above zero, of at most 30
 *     digits before the point and 30 behind it
 * @param time for how long; absent for what does not count time, and where {@code months} says it
 * @param months for how many months of 730 hours, as price lists count them; 0 where {@code time} says it
 * @param purchase how it is bought; as the offer says when absent
 * @param termMonths the term of the way of buying, where {@code purchase} is given; 0 for whichever there is
 */
public record QuoteItem(
        CatalogueOffer offer,
        BigDecimal quantity,
        Optional<Duration> time,
        int months,
        Optional<Purchase> purchase,
        int termMonths) {
    private static final int MOST_MONTHS = 1_200;
    private static final int MOST_DIGITS = 30;

    public QuoteItem {
        Objects.requireNonNull(offer, "offer");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(purchase, "purchase");
        if (quantity.scale() > MOST_DIGITS || (long) quantity.precision() - quantity.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("A quote is for a quantity of at most " + MOST_DIGITS
                    + " digits before the point and behind it, not for " + quantity + " of " + offer.shape());
        }
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException(
                    "A quote is for more than nothing, not for " + quantity.toPlainString() + " of " + offer.shape());
        }
        if (time.isPresent() && (time.get().isNegative() || time.get().isZero())) {
            throw new IllegalArgumentException("A quote is for a time above zero, not for " + time.get());
        }
        if (months < 0 || months > MOST_MONTHS) {
            throw new IllegalArgumentException("A quote is for 1 to " + MOST_MONTHS + " months, not for " + months);
        }
        if (termMonths < 0) {
            throw new IllegalArgumentException("A term has no less than 0 months, not " + termMonths);
        }
    }

    /** Begins with one piece of an offer, as the offer is bought. */
    public static QuoteItem of(CatalogueOffer offer) {
        return new QuoteItem(offer, BigDecimal.ONE, Optional.empty(), 0, Optional.empty(), 0);
    }

    /** So many pieces. */
    public QuoteItem times(long pieces) {
        return times(BigDecimal.valueOf(pieces));
    }

    /** So much: pieces, or GiB, requests or units where the price counts these. */
    public QuoteItem times(BigDecimal much) {
        return new QuoteItem(offer, much, time, months, purchase, termMonths);
    }

    /** For this long. */
    public QuoteItem lasting(Duration longer) {
        return new QuoteItem(offer, quantity, Optional.of(longer), 0, purchase, termMonths);
    }

    /** For so many months of 730 hours; what is sold for a term is asked for in whole terms. */
    public QuoteItem months(int many) {
        return new QuoteItem(offer, quantity, Optional.empty(), many, purchase, termMonths);
    }

    /** The same thing bought in this way. */
    public QuoteItem bought(Purchase how) {
        return bought(how, 0);
    }

    /** The same thing bought in this way, for a term of so many months. */
    public QuoteItem bought(Purchase how, int term) {
        return new QuoteItem(offer, quantity, time, months, Optional.of(how), term);
    }

    /** Returns for how long it is asked, in months of 730 hours where it is by month; empty when for no time. */
    public Optional<Duration> extent() {
        return months > 0 ? Optional.of(Duration.ofSeconds(Per.MONTH.seconds()).multipliedBy(months)) : time;
    }

    /** Returns for how many seconds it is asked, or empty when for none. */
    Optional<BigDecimal> seconds() {
        return extent().map(
                        known -> BigDecimal.valueOf(known.getSeconds()).add(BigDecimal.valueOf(known.getNano(), 9)));
    }
}
