package io.shiyun;

import io.shiyun.model.Price;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.Quote;
import io.shiyun.offer.QuoteLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wish to buy a host as an offer says: by its size, in its place, in its way. Immutable; each method answers a changed
 * copy.
 */
public final class BuyOrder {
    private static final int MOST_REFERENCE = 200;
    private static final int MOST_OFFERS = 100;
    private static final int MOST_COUNT = 1_000;

    private final String reference;
    private final HostSpec spec;
    private final List<CatalogueOffer> offers;
    private final int count;
    private final @Nullable Price ceiling;
    private final @Nullable Instant validUntil;
    private final Map<String, String> sellers;
    private final @Nullable Duration time;

    private BuyOrder(
            String reference,
            HostSpec spec,
            List<CatalogueOffer> offers,
            int count,
            @Nullable Price ceiling,
            @Nullable Instant validUntil,
            Map<String, String> sellers,
            @Nullable Duration time) {
        this.time = time;
        this.reference = reference;
        this.spec = spec;
        this.offers = List.copyOf(offers);
        this.count = count;
        this.ceiling = ceiling;
        this.validUntil = validUntil;
        this.sellers = Map.copyOf(sellers);
        int numbering = count == 1 ? 0 : ("#" + count).length();
        if (reference.isBlank() || reference.length() + numbering > MOST_REFERENCE) {
            throw new IllegalArgumentException("A purchase has a reference of 1 to " + MOST_REFERENCE
                    + " characters, such as the number of an order: by it the same purchase is made once");
        }
        if (offers.isEmpty() || offers.size() > MOST_OFFERS) {
            throw new IllegalArgumentException(
                    "A purchase is of 1 to " + MOST_OFFERS + " offers, not " + offers.size());
        }
    }

    /**
     * Buys one host by an offer.
     *
     * @param reference the caller's own name of the purchase: asked for again by the same one, the host that there is is the
     *     answer
     * @param spec what it is called and what is in it; size and way of buying are the offer's
     * @param offer the offer
     */
    public static BuyOrder of(String reference, HostSpec spec, CatalogueOffer offer) {
        return new BuyOrder(
                reference, Objects.requireNonNull(spec, "spec"), List.of(offer), 1, null, null, Map.of(), null);
    }

    /**
     * Buys what a quote of one line is about, for no more than it says for a unit, and not after its end.
     *
     * @throws IllegalArgumentException when the quote has several lines: each is a purchase of its own; and when it is not for
     *     whole pieces, or for too many
     */
    public static BuyOrder quoted(String reference, HostSpec spec, Quote quote) {
        if (quote.lines().size() != 1) {
            throw new IllegalArgumentException("A purchase is of one line of a quote, and this one has "
                    + quote.lines().size() + "; quote each thing by itself");
        }
        QuoteLine line = quote.lines().get(0);
        BigDecimal quantity = line.item().quantity();
        if (quantity.stripTrailingZeros().scale() > 0 || quantity.compareTo(BigDecimal.valueOf(MOST_COUNT)) > 0) {
            throw new IllegalArgumentException(
                    "A purchase is of 1 to " + MOST_COUNT + " whole pieces, not of " + quantity.toPlainString());
        }
        return new BuyOrder(
                reference,
                Objects.requireNonNull(spec, "spec"),
                List.of(line.offer()),
                quantity.intValueExact(),
                line.unitPrice(),
                quote.validUntil(),
                Map.of(),
                line.item().extent().orElse(null));
    }

    /** Or else by this offer, when those before it are out of stock or cannot be had for another reason. */
    public BuyOrder orElse(CatalogueOffer offer) {
        List<CatalogueOffer> more = new ArrayList<>(offers);
        more.add(offer);
        return new BuyOrder(reference, spec, more, count, ceiling, validUntil, sellers, time);
    }

    /** For no more than this, as the clouds' prices are at the time of buying and after what was agreed with them. */
    public BuyOrder atMost(Price most) {
        return new BuyOrder(
                reference, spec, offers, count, Objects.requireNonNull(most, "most"), validUntil, sellers, time);
    }

    /** So many, named after the spec with a hyphen and a number from 1. */
    public BuyOrder times(int many) {
        if (many < 1 || many > MOST_COUNT) {
            throw new IllegalArgumentException("A purchase is of 1 to " + MOST_COUNT + ", not of " + many);
        }
        return new BuyOrder(reference, spec, offers, many, ceiling, validUntil, sellers, time);
    }

    /**
     * What this seller of price files sells is bought at this connected cloud; without it, at the cloud of that name. Where the
     * cloud names its own prices, only what was agreed under the cloud's name changes them.
     */
    public BuyOrder from(String seller, String cloud) {
        Map<String, String> more = new TreeMap<>(sellers);
        more.put(seller, cloud);
        return new BuyOrder(reference, spec, offers, count, ceiling, validUntil, more, time);
    }

    /** Returns the i-th of several, from 1, as a purchase of its own. */
    BuyOrder single(int i) {
        return count == 1
                ? this
                : new BuyOrder(
                        reference + "#" + i,
                        spec.withName(spec.name() + "-" + i),
                        offers,
                        1,
                        ceiling,
                        validUntil,
                        sellers,
                        time);
    }

    String cloudOf(CatalogueOffer offer) {
        return sellers.getOrDefault(offer.seller(), offer.seller());
    }

    /** Returns the caller's own name of the purchase. */
    public String reference() {
        return reference;
    }

    /** Returns what it is called and what is in it. */
    public HostSpec spec() {
        return spec;
    }

    /** Returns the offers, the first one first. */
    public List<CatalogueOffer> offers() {
        return offers;
    }

    /** Returns how many are bought. */
    public int count() {
        return count;
    }

    /** Returns the most that is paid for a unit. */
    public Optional<Price> ceiling() {
        return Optional.ofNullable(ceiling);
    }

    /** Returns until when it may be bought, itself not included. */
    public Optional<Instant> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /** Returns for how long it is bought, as far as a quote said: money for that is held first, where any is. */
    public Optional<Duration> time() {
        return Optional.ofNullable(time);
    }

    @Override
    public String toString() {
        return "BuyOrder[" + reference + ": " + count + " x " + spec.name() + " by " + offers
                + ceiling().map(most -> ", at most " + most).orElse("") + "]";
    }
}
