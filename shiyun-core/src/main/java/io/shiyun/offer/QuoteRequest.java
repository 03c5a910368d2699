package io.shiyun.offer;

import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Stock;
import io.shiyun.offer.QuoteFault.Why;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a {@link Quote}. It begins with prices of any age and a quote that counts for a day; each method answers a changed
 * copy. Immutable.
 */
public final class QuoteRequest {
    private static final int MOST_ITEMS = 1_000;
    private static final int SCALE = 18;
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final List<QuoteItem> items;
    private final @Nullable Duration maxAge;
    private final Duration validFor;
    private final List<String> excluded;

    private QuoteRequest(List<QuoteItem> items, @Nullable Duration maxAge, Duration validFor, List<String> excluded) {
        this.items = List.copyOf(items);
        this.maxAge = maxAge;
        this.validFor = validFor;
        this.excluded = List.copyOf(excluded);
    }

    /** Begins with these items. */
    public static QuoteRequest of(QuoteItem... items) {
        return of(List.of(items));
    }

    /** Begins with these items. */
    public static QuoteRequest of(List<QuoteItem> items) {
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new IllegalArgumentException("A quote has 1 to " + MOST_ITEMS + " items, not " + items.size());
        }
        return new QuoteRequest(items, null, Duration.ofDays(1), List.of());
    }

    /** Only by prices known to be at most so old; the quote counts no longer than they are. */
    public QuoteRequest maxAge(Duration oldest) {
        return new QuoteRequest(items, positive(oldest), validFor, excluded);
    }

    /** A quote that counts for so long. */
    public QuoteRequest validFor(Duration time) {
        return new QuoteRequest(items, maxAge, positive(time), excluded);
    }

    /** Says in the quote that this is not included, besides what the offers themselves leave out. */
    public QuoteRequest excluding(String what) {
        List<String> more = new ArrayList<>(excluded);
        more.add(Objects.requireNonNull(what, "what"));
        return new QuoteRequest(items, maxAge, validFor, more);
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A time is above zero and at most 100 years, not " + time);
        }
        return time;
    }

    /**
     * Makes the quote.
     *
     * @param now the present time
     * @throws QuoteException when anything asked for has no price, or one that is too old, or cannot be had; it tells every
     *     fault
     */
    public Quote quote(Instant now) {
        List<QuoteFault> faults = new ArrayList<>();
        List<QuoteLine> lines = new ArrayList<>();
        for (QuoteItem asked : items) {
            QuoteItem item = inTheWayAsked(asked, faults);
            int before = faults.size();
            check(item, now, faults);
            if (faults.size() == before) {
                lines.add(line(item));
            }
        }
        if (!faults.isEmpty()) {
            throw new QuoteException(faults);
        }
        return new Quote(lines, now, until(lines, now), notIncluded(lines));
    }

    private static QuoteItem inTheWayAsked(QuoteItem item, List<QuoteFault> faults) {
        if (item.purchase().isEmpty()) {
            return item;
        }
        CatalogueOffer offer = item.offer();
        Purchase how = item.purchase().get();
        List<CatalogueOffer> ways = offer.otherWays();
        Optional<CatalogueOffer> found = ways.stream()
                .filter(way ->
                        way.purchase() == how && (item.termMonths() == 0 || way.termMonths() == item.termMonths()))
                .findFirst();
        if (found.isEmpty()) {
            List<String> sold = ways.stream()
                    .map(CatalogueOffer::purchaseInWords)
                    .distinct()
                    .toList();
            fault(
                    faults,
                    Why.NOT_SOLD,
                    offer,
                    "is not sold " + CatalogueOffer.words(how, item.termMonths()) + "; it is sold "
                            + String.join(", ", sold));
            return item;
        }
        return new QuoteItem(
                found.get(), item.quantity(), item.time(), item.months(), item.purchase(), item.termMonths());
    }

    private void check(QuoteItem item, Instant now, List<QuoteFault> faults) {
        CatalogueOffer offer = item.offer();
        if (offer.price().isEmpty()) {
            fault(
                    faults,
                    Why.PRICE_MISSING,
                    offer,
                    "its price is not known, which is not free; import a price file that"
                            + " has it, or set an agreed price");
        } else {
            extent(item, offer.price().get().per(), faults);
        }
        if (maxAge != null
                && offer.age(now).filter(age -> age.compareTo(maxAge) <= 0).isEmpty()) {
            fault(
                    faults,
                    Why.STALE,
                    offer,
                    "its price is "
                            + offer.asOf().map(then -> "as of " + then).orElse("of unknown age") + ", and may be "
                            + maxAge
                            + " old at most; refresh the catalogue, or allow an older price");
        }
        if (!offer.restriction().isEmpty()) {
            fault(faults, Why.RESTRICTED, offer, "this account may not buy it: " + offer.restriction());
        }
        if (offer.stock() == Stock.SOLD_OUT) {
            fault(faults, Why.SOLD_OUT, offer, "it is sold out; choose another zone or size, or ask again later");
        }
    }

    private static void extent(QuoteItem item, Per per, List<QuoteFault> faults) {
        CatalogueOffer offer = item.offer();
        boolean timed = per.isTime() || per == Per.GIB_MONTH;
        if (timed && item.seconds().isEmpty()) {
            fault(faults, Why.EXTENT, offer, "its price counts time; say for how long, by lasting(...) or months(...)");
        }
        int term = offer.termMonths();
        if (timed && term > 0 && (item.months() == 0 || item.months() % term != 0)) {
            fault(
                    faults,
                    Why.EXTENT,
                    offer,
                    "it is sold for terms of " + term + " months; ask by months(" + term + ") or a multiple of it");
        }
        boolean whole = item.quantity().stripTrailingZeros().scale() <= 0;
        if (offer.layer() == Layer.HOST && !whole) {
            fault(
                    faults,
                    Why.EXTENT,
                    offer,
                    "hosts are whole, not " + item.quantity().toPlainString());
        }
    }

    private static void fault(List<QuoteFault> faults, Why why, CatalogueOffer offer, String message) {
        faults.add(new QuoteFault(why, offer.thing(), message));
    }

    private static QuoteLine line(QuoteItem item) {
        CatalogueOffer offer = item.offer();
        Price price = offer.price().orElseThrow();
        BigDecimal product = price.money().amount().multiply(item.quantity());
        BigDecimal divisor = BigDecimal.ONE;
        if (price.per().isTime() || price.per() == Per.GIB_MONTH) {
            product = product.multiply(item.seconds().orElseThrow());
            divisor = BigDecimal.valueOf((price.per().isTime() ? price.per() : Per.MONTH).seconds());
        }
        BigDecimal amount = product.divide(divisor, Math.max(SCALE, product.scale()), RoundingMode.HALF_EVEN);
        return new QuoteLine(
                item,
                offer.listPrice().orElseThrow(),
                offer.adjustments(),
                price,
                new Money(amount, price.money().currency()),
                amount.multiply(divisor).compareTo(product) == 0,
                offer.asOf(),
                offer.source());
    }

    private Instant until(List<QuoteLine> lines, Instant now) {
        Instant until = now.plus(validFor);
        for (QuoteLine line : lines) {
            Optional<Instant> asOf = line.asOf();
            if (maxAge != null && asOf.isPresent() && asOf.get().plus(maxAge).isBefore(until)) {
                until = asOf.get().plus(maxAge);
            }
        }
        return until.isAfter(now) ? until : now.plusNanos(1);
    }

    private List<String> notIncluded(List<QuoteLine> lines) {
        Set<String> out = new LinkedHashSet<>(excluded);
        out.add("taxes");
        for (QuoteLine line : lines) {
            CatalogueOffer offer = line.offer();
            if (offer.layer() == Layer.HOST) {
                out.add("traffic, public addresses, licences, and disks beyond those of the size");
            }
            if (offer.purchase() == Purchase.SPOT) {
                out.add("changes of the spot price of " + offer.shape() + ", which the cloud may also take back");
            }
            if (offer.stock() == Stock.UNKNOWN) {
                out.add("a promise that " + offer.shape() + " is in stock, which is not known");
            }
        }
        return List.copyOf(out);
    }
}
