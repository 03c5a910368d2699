package io.shiyun.offer;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One offer of a catalogue: a view of it that is read when asked. Immutable and safe for use by several threads. */
public final class CatalogueOffer {
    private static final int UNIT_SCALE = 18;

    private final OfferTable table;
    private final int row;

    CatalogueOffer(OfferTable table, int row) {
        this.table = table;
        this.row = row;
    }

    /** Returns who sells it: the provider as its price file has it, or the name of a connected cloud. */
    public String seller() {
        return table.texts.get(table.seller[row]);
    }

    /** Returns where, by the seller's own name. */
    public String region() {
        return table.texts.get(table.region[row]);
    }

    /** Returns the zone, or empty. */
    public String zone() {
        return table.texts.get(table.zone[row]);
    }

    /** Returns the seller's own name of the size or product. */
    public String shape() {
        return table.texts.get(table.shape[row]);
    }

    /** Returns what kind of thing it is. */
    public Layer layer() {
        return OfferWords.LAYERS[table.layer[row]];
    }

    /** Returns how it is bought. */
    public Purchase purchase() {
        return OfferWords.PURCHASES[table.purchase[row]];
    }

    /** Returns for how many months it is bought; 0 when for none. */
    public int termMonths() {
        return table.term[row];
    }

    /** Returns its processors, where they are known. */
    public Optional<Cpu> cpu() {
        return table.cpu[row] < 0 ? Optional.empty() : Optional.of(Cpu.millis(table.cpu[row]));
    }

    /** Returns its memory, where it is known. */
    public Optional<Bytes> memory() {
        return table.memory[row] < 0 ? Optional.empty() : Optional.of(Bytes.of(table.memory[row]));
    }

    /** Returns the disk that comes with it, where it is known. */
    public Optional<Bytes> disk() {
        return table.disk[row] < 0 ? Optional.empty() : Optional.of(Bytes.of(table.disk[row]));
    }

    /** Returns its instruction set. */
    public Architecture architecture() {
        return OfferWords.ARCHITECTURES[table.architecture[row]];
    }

    /** Returns how many graphics processors it has. */
    public int gpus() {
        return table.gpus[row];
    }

    /** Returns which graphics processors, or empty. */
    public String gpuModel() {
        return table.texts.get(table.gpuModel[row]);
    }

    /** Returns the operating system, or empty. */
    public String os() {
        return table.texts.get(table.os[row]);
    }

    /** Returns whether it can be had. */
    public Stock stock() {
        return OfferWords.STOCKS[table.stock[row]];
    }

    /** Returns why this account may not buy it, or empty. */
    public String restriction() {
        return table.texts.get(table.restriction[row]);
    }

    /** Returns when its price was true, where that is known. */
    public Optional<Instant> asOf() {
        return table.asOf[row] == OfferTable.NEVER
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(table.asOf[row]));
    }

    /** Returns how long ago its price was true, where that is known. */
    public Optional<Duration> age(Instant now) {
        return asOf().map(then -> Duration.between(then, now));
    }

    /** Returns who said so. */
    public String source() {
        return table.texts.get(table.source[row]);
    }

    /** Returns whatever else is said of it, by name. */
    public Map<String, String> attributes() {
        return table.attributes.get(table.attribute[row]);
    }

    /**
     * Returns what it costs after the agreed adjustments; empty when that is not known or nothing, which is not free. A
     * price that an adjustment changed is by the hour if it counts time.
     */
    public Optional<Price> price() {
        if (!table.priced(row)) {
            return Optional.empty();
        }
        return table.adjusted[row] == 0
                ? listPrice()
                : Optional.of(new Price(money(table.amount(row)), unit().isTime() ? Per.HOUR : unit()));
    }

    /** Returns what the list says that it costs, which may be nothing; empty when it does not say. */
    public Optional<Price> listPrice() {
        return table.price[row] == Amounts.NONE
                ? Optional.empty()
                : Optional.of(new Price(money(table.amountWritten(row)), unit()));
    }

    /** Returns the amount of the list price with the decimals that were written, 0.50 and not 0.5. */
    public Optional<BigDecimal> amountAsWritten() {
        if (table.price[row] == Amounts.NONE) {
            return Optional.empty();
        }
        BigDecimal amount = table.amountWritten(row);
        int decimals = Math.max(table.decimals[row], amount.stripTrailingZeros().scale());
        return Optional.of(amount.setScale(decimals, RoundingMode.UNNECESSARY));
    }

    /**
     * Returns the price of one virtual processor, rounded half-even to 18 decimals where the division is not even; empty
     * when price or processors are not known.
     */
    public Optional<Price> pricePerVcpu() {
        if (table.cpu[row] <= 0 || !table.priced(row)) {
            return Optional.empty();
        }
        BigDecimal each = table.amount(row)
                .multiply(BigDecimal.valueOf(1000))
                .divide(BigDecimal.valueOf(table.cpu[row]), UNIT_SCALE, RoundingMode.HALF_EVEN);
        return Optional.of(new Price(money(each), unit().isTime() ? Per.HOUR : unit()));
    }

    /** Returns what the agreed adjustments made of the list price, in their order; each names what it changed. */
    public List<PriceStep> adjustments() {
        return table.adjusted[row] == 0 ? List.of() : PriceAdjustment.steps(table, row, this);
    }

    /** Returns the ways in which this very thing is sold here, in this currency; this one among them. */
    List<CatalogueOffer> otherWays() {
        List<CatalogueOffer> ways = new ArrayList<>();
        for (int other = 0; other < table.rows; other++) {
            if (table.shape[other] == table.shape[row]
                    && table.seller[other] == table.seller[row]
                    && table.region[other] == table.region[row]
                    && table.zone[other] == table.zone[row]
                    && table.layer[other] == table.layer[row]
                    && table.os[other] == table.os[row]
                    && table.currency[other] == table.currency[row]) {
                ways.add(new CatalogueOffer(table, other));
            }
        }
        return ways;
    }

    /** Returns how it is bought, such as {@code reserved for 12 months}. */
    String purchaseInWords() {
        return words(purchase(), termMonths());
    }

    static String words(Purchase how, int months) {
        return how.name().toLowerCase(Locale.ROOT) + (months > 0 ? " for " + months + " months" : "");
    }

    /** Returns what it is and where, without its price. */
    String thing() {
        return seller() + "/" + region() + (zone().isEmpty() ? "" : "/" + zone()) + " " + shape() + " "
                + purchaseInWords();
    }

    private Per unit() {
        return OfferWords.UNITS[table.per[row]];
    }

    Money money(BigDecimal amount) {
        return new Money(amount, Currency.getInstance(table.texts.get(table.currency[row])));
    }

    /**
     * Returns this in the words of the model, as what an account at a cloud sells: with what it takes to order it there.
     *
     * @param cloud the connected cloud at which it would be bought
     */
    public Offer at(CloudId cloud) {
        Region place = new Region(cloud, region());
        Offer.Builder offer = Offer.builder(place, new Shape(shape()))
                .layer(layer())
                .purchase(purchase())
                .architecture(architecture())
                .gpus(gpus())
                .gpuModel(gpuModel())
                .stock(stock())
                .source(source())
                .attributes(attributes());
        price().ifPresent(offer::price);
        cpu().ifPresent(offer::cpu);
        memory().ifPresent(offer::memory);
        disk().ifPresent(offer::disk);
        asOf().ifPresent(offer::asOf);
        if (!zone().isEmpty()) {
            offer.zone(new Zone(place, zone()));
        }
        return offer.build();
    }

    @Override
    public String toString() {
        return thing()
                + price().map(price -> " at " + price).orElse(" without a price")
                + asOf().map(then -> ", as of " + then).orElse(", of unknown age")
                + (source().isEmpty() ? "" : ", by " + source());
    }
}
