package io.shiyun.offer;

import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A negotiated price: what it speaks of, and what becomes of the price. Adjustments are applied in their order, each to
 * what the one before it left, exactly and without rounding; list prices stay known. Immutable; each method answers a
 * narrower copy.
 */
public final class PriceAdjustment {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Parts parts;

    private PriceAdjustment(Parts parts) {
        this.parts = parts;
    }

    private static final class Parts implements Cloneable {
        final String name;
        final BigDecimal factor;

        @Nullable Money off;

        @Nullable Money fixed;

        OfferPlace place = new OfferPlace("*", "*");
        String shape = "*";

        @Nullable Layer layer;

        @Nullable Purchase purchase;

        Parts(String name, BigDecimal factor) {
            this.name = name;
            this.factor = factor;
        }

        Parts copy() {
            try {
                return (Parts) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("it says that it can be cloned", e);
            }
        }
    }

    private PriceAdjustment with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new PriceAdjustment(copy);
    }

    /**
     * So many percent off; a negative number puts them on.
     *
     * @param name what errors call it, such as the number of the contract
     * @param percent below 100
     */
    public static PriceAdjustment percentOff(String name, BigDecimal percent) {
        if (percent.compareTo(HUNDRED) >= 0) {
            throw new IllegalArgumentException("Adjustment '" + name + "' takes " + percent
                    + " percent off; it must leave something, since a price of nothing is no price");
        }
        return new PriceAdjustment(new Parts(name, HUNDRED.subtract(percent).movePointLeft(2)));
    }

    /** This amount off the hour, or off the unit of what does not count time; only prices in its currency change. */
    public static PriceAdjustment amountOff(String name, Money amount) {
        return new PriceAdjustment(new Parts(name, BigDecimal.ONE)).with(copy -> copy.off = amount);
    }

    /** This price instead, by the hour or by the unit of what does not count time; only prices in its currency change. */
    public static PriceAdjustment fixed(String name, Money price) {
        if (price.amount().signum() <= 0) {
            throw new IllegalArgumentException(
                    "Adjustment '" + name + "' sets a price of " + price + "; a price of nothing is no price");
        }
        return new PriceAdjustment(new Parts(name, BigDecimal.ONE)).with(copy -> copy.fixed = price);
    }

    /** Only of this seller in this region; either may be a pattern with {@code *}. */
    public PriceAdjustment at(String seller, String region) {
        OfferPlace place = new OfferPlace(seller, region);
        return with(copy -> copy.place = place);
    }

    /** Only what is named so; {@code *} stands for any text. */
    public PriceAdjustment shape(String pattern) {
        return with(copy -> copy.shape = pattern);
    }

    /** Only this kind of thing. */
    public PriceAdjustment layer(Layer layer) {
        return with(copy -> copy.layer = layer);
    }

    /** Only what is bought this way. */
    public PriceAdjustment bought(Purchase purchase) {
        return with(copy -> copy.purchase = purchase);
    }

    /** Returns the price that this makes of a price, or empty when it does not speak of the row. */
    Optional<BigDecimal> apply(OfferTable table, int row, BigDecimal price) {
        if (!speaksOf(table, row)) {
            return Optional.empty();
        }
        Money set = parts.fixed;
        Money off = parts.off;
        BigDecimal agreed = set != null ? set.amount() : price.multiply(parts.factor);
        agreed = off == null ? agreed : agreed.subtract(off.amount());
        if (agreed.signum() <= 0) {
            throw new IllegalArgumentException(
                    "Adjustment '" + parts.name + "' leaves nothing of the price of " + new CatalogueOffer(table, row));
        }
        return Optional.of(agreed);
    }

    private boolean speaksOf(OfferTable table, int row) {
        Money set = parts.fixed == null ? parts.off : parts.fixed;
        String currency = table.texts.get(table.currency[row]);
        return (parts.layer == null || table.layer[row] == parts.layer.ordinal())
                && (parts.purchase == null || table.purchase[row] == parts.purchase.ordinal())
                && (set == null || set.currency().getCurrencyCode().equals(currency))
                && Wildcard.matches(parts.place.seller(), table.texts.get(table.seller[row]))
                && Wildcard.matches(parts.place.region(), table.texts.get(table.region[row]))
                && Wildcard.matches(parts.shape, table.texts.get(table.shape[row]));
    }

    /** Returns what each adjustment of the table made of the price of a row that they changed. */
    static List<PriceStep> steps(OfferTable table, int row, CatalogueOffer offer) {
        Price listed = offer.listPrice().orElseThrow();
        Price price = listed.per().isTime() ? listed.perHour() : listed;
        List<PriceStep> steps = new ArrayList<>();
        for (PriceAdjustment adjustment : table.agreed) {
            Optional<BigDecimal> agreed =
                    adjustment.apply(table, row, price.money().amount());
            if (agreed.isPresent() && agreed.get().compareTo(price.money().amount()) != 0) {
                Price after = new Price(offer.money(agreed.get()), price.per());
                steps.add(new PriceStep(adjustment.parts.name, price, after));
                price = after;
            }
        }
        return List.copyOf(steps);
    }

    static void applyAll(List<PriceAdjustment> adjustments, OfferTable table) {
        table.agreed = List.copyOf(adjustments);
        for (int row = 0; row < table.rows; row++) {
            if (table.seller[row] == Repeats.GONE || !table.priced(row)) {
                continue;
            }
            BigDecimal listed = table.amount(row);
            BigDecimal price = listed;
            for (PriceAdjustment adjustment : adjustments) {
                price = adjustment.apply(table, row, price).orElse(price);
            }
            if (price.compareTo(listed) != 0) {
                table.adjust(row, price);
            }
        }
    }
}
