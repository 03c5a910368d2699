package io.shiyun.offer;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Purchase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which offers are looked for. It begins as all hosts sold on demand in one currency that are not known to be sold out or
 * restricted; each method answers a narrower, or a changed, copy. Immutable and safe for use by several threads.
 */
public final class OfferFilter {
    final Parts parts;

    private OfferFilter(Parts parts) {
        this.parts = parts;
    }

    /** What it is made of; not changed once it is in a filter. */
    static final class Parts implements Cloneable {
        String currency = "";
        Layer layer = Layer.HOST;

        @Nullable Purchase purchase = Purchase.ON_DEMAND;

        int term = -1;
        Per per = Per.HOUR;
        /** Below zero: also what has no known size. */
        int minCpu = -1;

        long minMemory = -1;
        long minDisk;
        int minGpus;
        int maxGpus = Integer.MAX_VALUE;
        String gpuModel = "";
        String shape = "";
        String os = "";

        @Nullable Architecture architecture;

        long ceiling = Long.MAX_VALUE;

        @Nullable BigDecimal maxPrice;

        long asOf = Long.MIN_VALUE;
        boolean soldOut;
        boolean restricted;
        List<OfferPlace> places = List.of();
        boolean patterns;

        Parts copy() {
            try {
                return (Parts) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("it says that it can be cloned", e);
            }
        }
    }

    private OfferFilter with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new OfferFilter(copy);
    }

    /** Begins with all hosts on demand that are priced in this currency. */
    public static OfferFilter in(Currency currency) {
        Parts parts = new Parts();
        parts.currency = currency.getCurrencyCode();
        return new OfferFilter(parts);
    }

    /** Begins with all hosts on demand that are priced in the currency of this ISO 4217 code. */
    public static OfferFilter in(String currency) {
        return in(Currency.getInstance(currency));
    }

    /** Another kind of thing than hosts. */
    public OfferFilter layer(Layer layer) {
        Objects.requireNonNull(layer, "layer");
        return with(copy -> copy.layer = layer);
    }

    /** Bought this way, for whatever term. */
    public OfferFilter bought(Purchase purchase) {
        Objects.requireNonNull(purchase, "purchase");
        return with(copy -> {
            copy.purchase = purchase;
            copy.term = -1;
        });
    }

    /** Bought this way for a term of so many months. */
    public OfferFilter bought(Purchase purchase, int months) {
        return bought(purchase).with(copy -> copy.term = months);
    }

    /**
     * Bought as this word of price files says: {@code on_demand}, {@code spot}, {@code reserved}, {@code prepaid},
     * {@code commit_1y} or {@code commit_3y}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    public OfferFilter bought(String option) {
        PriceWords.Bought bought = PriceWords.purchase(option);
        if (bought == null) {
            throw new IllegalArgumentException("Nothing is bought '" + option
                    + "'; say on_demand, spot, reserved, prepaid, commit_1y or commit_3y");
        }
        return bought(bought.purchase(), bought.months() == 0 ? -1 : bought.months());
    }

    /** Bought in any way: spot and committed prices beside those on demand. */
    public OfferFilter boughtAnyhow() {
        return with(copy -> {
            copy.purchase = null;
            copy.term = -1;
        });
    }

    /** Priced by this unit. All units of time are one, and are what is meant when nothing is said. */
    public OfferFilter per(Per per) {
        Objects.requireNonNull(per, "per");
        return with(copy -> copy.per = per);
    }

    /** Of at least this size. */
    public OfferFilter atLeast(Cpu cpu, Bytes memory) {
        int millis = (int) Math.min(cpu.millis(), Integer.MAX_VALUE);
        return with(copy -> {
            copy.minCpu = millis == 0 ? -1 : millis;
            copy.minMemory = memory.count() == 0 ? -1 : memory.count();
        });
    }

    /** With at least this disk of its own. */
    public OfferFilter disk(Bytes disk) {
        return with(copy -> copy.minDisk = disk.count());
    }

    /** With at least so many graphics processors; 0 also takes those without. */
    public OfferFilter gpus(int count) {
        return with(copy -> copy.minGpus = count);
    }

    /** With graphics processors whose name is as this says; {@code *} stands for any text. */
    public OfferFilter gpuModel(String pattern) {
        return with(copy -> {
            copy.gpuModel = pattern;
            copy.minGpus = Math.max(1, copy.minGpus);
        });
    }

    /** Without graphics processors. */
    public OfferFilter withoutGpus() {
        return with(copy -> copy.maxGpus = 0);
    }

    /** Of this instruction set. */
    public OfferFilter architecture(Architecture architecture) {
        Objects.requireNonNull(architecture, "architecture");
        return with(copy -> copy.architecture = architecture);
    }

    /** For this operating system, by the word of the catalogue, such as {@code linux}. */
    public OfferFilter os(String os) {
        return with(copy -> copy.os = os);
    }

    /** With a name as this says; {@code *} stands for any text. */
    public OfferFilter shape(String pattern) {
        return with(copy -> copy.shape = pattern);
    }

    /**
     * At this price or below: by the hour for what counts time, otherwise by the unit.
     *
     * @throws IllegalArgumentException when it is in another currency
     */
    public OfferFilter atMost(Money price) {
        if (!price.currency().getCurrencyCode().equals(parts.currency)) {
            throw new IllegalArgumentException("The ceiling of " + price + " is not in " + parts.currency
                    + ", in which offers are looked for; convert it with a dated rate first");
        }
        if (price.amount().signum() <= 0) {
            throw new IllegalArgumentException("No offer costs " + price + " or less: a price of nothing is no price");
        }
        return with(copy -> {
            copy.maxPrice = price.amount();
            copy.ceiling = Amounts.floor(price.amount());
        });
    }

    /** Only with a price known to have been true at this time or later. */
    public OfferFilter asOf(Instant earliest) {
        return with(copy -> copy.asOf = earliest.getEpochSecond());
    }

    /** Also in this place, besides those named before; without any, everywhere. Either may be a pattern with *. */
    public OfferFilter at(String seller, String region) {
        return at(List.of(new OfferPlace(seller, region)));
    }

    /** Also in these places, besides those named before. */
    public OfferFilter at(List<OfferPlace> places) {
        Set<OfferPlace> all = new LinkedHashSet<>(parts.places);
        all.addAll(places);
        return with(copy -> {
            copy.places = List.copyOf(new ArrayList<>(all));
            copy.patterns = all.stream().anyMatch(OfferPlace::isPattern);
        });
    }

    /** Also what is known to be sold out. */
    public OfferFilter evenSoldOut() {
        return with(copy -> copy.soldOut = true);
    }

    /** Also what this account may not buy. */
    public OfferFilter evenRestricted() {
        return with(copy -> copy.restricted = true);
    }
}
