package io.shiyun.offer;

import io.shiyun.model.Architecture;
import io.shiyun.model.Layer;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Stock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Offers as columns. Texts are numbers of {@link Texts}. A price that counts time is kept by the hour, as what lists are
 * sorted by; what was written is in {@code written} where it is not the same. Filled by one thread, then only read.
 */
final class OfferTable {
    static final long UNKNOWN = -1;
    static final long NEVER = Long.MIN_VALUE;

    final Texts texts;
    /** Attributes by number; 0 is none. */
    final List<Map<String, String>> attributes;

    private final Map<Map<String, String>, Integer> numbers = new HashMap<>();

    int rows;
    int[] seller = new int[0];
    int[] region = new int[0];
    int[] zone = new int[0];
    int[] shape = new int[0];
    int[] os = new int[0];
    int[] gpuModel = new int[0];
    int[] source = new int[0];
    int[] restriction = new int[0];
    int[] currency = new int[0];
    int[] attribute = new int[0];
    int[] gpus = new int[0];
    int[] cpu = new int[0];
    int[] term = new int[0];
    long[] memory = new long[0];
    long[] disk = new long[0];
    long[] asOf = new long[0];
    long[] price = new long[0];
    byte[] architecture = new byte[0];
    byte[] layer = new byte[0];
    byte[] purchase = new byte[0];
    byte[] stock = new byte[0];
    byte[] per = new byte[0];
    /** Decimals of the price as written. */
    byte[] decimals = new byte[0];
    /** 1 where an adjustment changed the price. */
    byte[] adjusted = new byte[0];
    /** The agreed adjustments, in their order. */
    List<PriceAdjustment> agreed = List.of();

    /** Exact amounts by the hour of rows whose {@code price} is only a floor. */
    @Nullable BigDecimal @Nullable [] wide;
    /** Amounts as written of rows whose price is not what was written. */
    @Nullable BigDecimal @Nullable [] written;

    OfferTable() {
        this(new Texts(), new ArrayList<>(List.of(Map.of())));
    }

    private OfferTable(Texts texts, List<Map<String, String>> attributes) {
        this.texts = texts;
        this.attributes = attributes;
    }

    /** Begins a row of unknowns and returns its number. */
    int begin() {
        if (rows == seller.length) {
            resize(Math.max(1024, rows + (rows >> 1)));
        }
        wide = wide == null ? null : put(wide, rows, null);
        written = written == null ? null : put(written, rows, null);
        currency[rows] = 0;
        adjusted[rows] = 0;
        decimals[rows] = 0;
        cpu[rows] = (int) UNKNOWN;
        memory[rows] = UNKNOWN;
        disk[rows] = UNKNOWN;
        asOf[rows] = NEVER;
        price[rows] = Amounts.NONE;
        architecture[rows] = (byte) Architecture.UNKNOWN.ordinal();
        stock[rows] = (byte) Stock.UNKNOWN.ordinal();
        per[rows] = (byte) Per.HOUR.ordinal();
        layer[rows] = (byte) Layer.HOST.ordinal();
        purchase[rows] = (byte) Purchase.ON_DEMAND.ordinal();
        return rows++;
    }

    /** Sets a price as written; one that counts time is kept by the hour beside it. */
    void price(int row, BigDecimal amount, Per unit) {
        per[row] = (byte) unit.ordinal();
        decimals[row] = (byte) Math.max(0, Math.min(amount.scale(), Byte.MAX_VALUE));
        BigDecimal comparable = amount;
        if (unit.isTime() && unit != Per.HOUR) {
            Currency any = Currency.getInstance("XXX");
            comparable = new Price(new io.shiyun.model.Money(amount, any), unit)
                    .perHour()
                    .money()
                    .amount();
            written = put(written, row, amount);
        }
        comparable(row, comparable);
    }

    /** Sets what the row is sorted by. */
    void comparable(int row, BigDecimal amount) {
        price[row] = Amounts.floor(amount);
        BigDecimal exact = Amounts.wide(amount, price[row]);
        if (exact != null || wide != null) {
            wide = put(wide, row, exact);
        }
    }

    private @Nullable BigDecimal[] put(@Nullable BigDecimal @Nullable [] column, int row, @Nullable BigDecimal value) {
        @Nullable BigDecimal[] grown = column == null ? new BigDecimal[seller.length] : column;
        grown[row] = value;
        return grown;
    }

    /** Sets the price that was agreed on, and keeps the list price as what was written. */
    void adjust(int row, BigDecimal agreed) {
        written = put(written, row, amountWritten(row));
        adjusted[row] = 1;
        comparable(row, agreed);
    }

    /** Returns whether the row has a price above zero. */
    boolean priced(int row) {
        return price[row] > 0 || (price[row] == 0 && wide(row) != null);
    }

    @Nullable BigDecimal wide(int row) {
        return wide == null ? null : wide[row];
    }

    /** Returns the exact amount that the row is sorted by; it must have a price. */
    BigDecimal amount(int row) {
        BigDecimal exact = wide(row);
        return exact == null ? BigDecimal.valueOf(price[row], Amounts.SCALE) : exact;
    }

    /** Returns the exact amount as written; the row must have a price. */
    BigDecimal amountWritten(int row) {
        BigDecimal own = written == null ? null : written[row];
        return own == null ? amount(row) : own;
    }

    int comparePrices(int a, int b) {
        int order = Long.compare(price[a], price[b]);
        return order != 0 || wide == null ? order : amount(a).compareTo(amount(b));
    }

    /** Adds what a connected cloud says it sells. */
    int add(Offer offer) {
        int row = begin();
        seller[row] = texts.id(offer.cloud().name());
        region[row] = texts.id(offer.region().name());
        zone[row] = texts.id(offer.zone().map(z -> z.name()).orElse(""));
        shape[row] = texts.id(offer.shape().name());
        gpuModel[row] = texts.id(offer.gpuModel());
        source[row] = texts.id(offer.source());
        Map<String, String> rest = new HashMap<>(offer.attributes());
        os[row] = texts.id(orEmpty(rest.remove("os")));
        restriction[row] = texts.id(orEmpty(rest.remove("restriction")));
        term[row] = months(rest);
        attribute[row] = attributes(rest);
        gpus[row] = offer.gpus();
        cpu[row] = (int) Math.min(offer.cpu().map(c -> c.millis()).orElse(UNKNOWN), Integer.MAX_VALUE);
        memory[row] = offer.memory().map(m -> m.count()).orElse(UNKNOWN);
        disk[row] = offer.disk().map(d -> d.count()).orElse(UNKNOWN);
        asOf[row] = offer.asOf().map(Instant::getEpochSecond).orElse(NEVER);
        architecture[row] = (byte) offer.architecture().ordinal();
        layer[row] = (byte) offer.layer().ordinal();
        purchase[row] = (byte) offer.purchase().ordinal();
        stock[row] = (byte) offer.stock().ordinal();
        offer.price().ifPresent(known -> {
            currency[row] = texts.id(known.money().currency().getCurrencyCode());
            price(row, known.money().amount(), known.per());
        });
        return row;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int months(Map<String, String> attributes) {
        String months = attributes.get("term_months");
        if (months == null || !months.matches("\\d{1,3}")) {
            return 0;
        }
        attributes.remove("term_months");
        return Integer.parseInt(months);
    }

    int attributes(Map<String, String> some) {
        if (some.isEmpty()) {
            return 0;
        }
        return numbers.computeIfAbsent(Map.copyOf(some), known -> {
            attributes.add(known);
            return attributes.size() - 1;
        });
    }

    /** Makes a row what a row of another table is, whose texts have these numbers here; or of this one, without. */
    void copy(int row, OfferTable other, int from, int @Nullable [] ids) {
        seller[row] = own(ids, other.seller[from]);
        region[row] = own(ids, other.region[from]);
        zone[row] = own(ids, other.zone[from]);
        shape[row] = own(ids, other.shape[from]);
        os[row] = own(ids, other.os[from]);
        gpuModel[row] = own(ids, other.gpuModel[from]);
        restriction[row] = own(ids, other.restriction[from]);
        attribute[row] = attributes(other.attributes.get(other.attribute[from]));
        gpus[row] = other.gpus[from];
        cpu[row] = other.cpu[from];
        term[row] = other.term[from];
        memory[row] = other.memory[from];
        disk[row] = other.disk[from];
        architecture[row] = other.architecture[from];
        layer[row] = other.layer[from];
        purchase[row] = other.purchase[from];
        stock[row] = other.stock[from];
        priceFrom(row, other, from, ids);
    }

    private static int own(int @Nullable [] ids, int text) {
        return ids == null ? text : ids[text];
    }

    /** Takes price, currency, age and source from a row of another table, or of this one. */
    void priceFrom(int row, OfferTable other, int from, int @Nullable [] ids) {
        currency[row] = own(ids, other.currency[from]);
        source[row] = own(ids, other.source[from]);
        asOf[row] = other.asOf[from];
        price[row] = other.price[from];
        per[row] = other.per[from];
        decimals[row] = other.decimals[from];
        if (other.wide(from) != null || wide != null) {
            wide = put(wide, row, other.wide(from));
        }
        BigDecimal text = other.written == null ? null : other.written[from];
        if (text != null || written != null) {
            written = put(written, row, text);
        }
    }

    /** Returns for each text of another table its number here. */
    int[] ids(Texts other) {
        int[] ids = new int[other.size()];
        Arrays.setAll(ids, id -> texts.id(other.get(id)));
        return ids;
    }

    /** Returns the rows in this order, over the same texts. */
    OfferTable ordered(int[] order) {
        OfferTable sorted = new OfferTable(texts, attributes);
        sorted.resize(order.length);
        sorted.rows = order.length;
        Gather gather = new Gather(order);
        sorted.seller = gather.of(seller);
        sorted.region = gather.of(region);
        sorted.zone = gather.of(zone);
        sorted.shape = gather.of(shape);
        sorted.os = gather.of(os);
        sorted.gpuModel = gather.of(gpuModel);
        sorted.source = gather.of(source);
        sorted.restriction = gather.of(restriction);
        sorted.currency = gather.of(currency);
        sorted.attribute = gather.of(attribute);
        sorted.gpus = gather.of(gpus);
        sorted.cpu = gather.of(cpu);
        sorted.term = gather.of(term);
        sorted.memory = gather.of(memory);
        sorted.disk = gather.of(disk);
        sorted.asOf = gather.of(asOf);
        sorted.price = gather.of(price);
        sorted.architecture = gather.of(architecture);
        sorted.layer = gather.of(layer);
        sorted.purchase = gather.of(purchase);
        sorted.stock = gather.of(stock);
        sorted.per = gather.of(per);
        sorted.decimals = gather.of(decimals);
        sorted.adjusted = gather.of(adjusted);
        sorted.agreed = agreed;
        sorted.wide = gather.of(wide);
        sorted.written = gather.of(written);
        return sorted;
    }

    private record Gather(int[] order) {
        int[] of(int[] column) {
            int[] ordered = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                ordered[i] = column[order[i]];
            }
            return ordered;
        }

        long[] of(long[] column) {
            long[] ordered = new long[order.length];
            for (int i = 0; i < order.length; i++) {
                ordered[i] = column[order[i]];
            }
            return ordered;
        }

        byte[] of(byte[] column) {
            byte[] ordered = new byte[order.length];
            for (int i = 0; i < order.length; i++) {
                ordered[i] = column[order[i]];
            }
            return ordered;
        }

        @Nullable BigDecimal @Nullable [] of(@Nullable BigDecimal @Nullable [] column) {
            if (column == null) {
                return null;
            }
            @Nullable BigDecimal[] ordered = new BigDecimal[order.length];
            for (int i = 0; i < order.length; i++) {
                ordered[i] = column[order[i]];
            }
            return ordered;
        }
    }

    private void resize(int size) {
        seller = Arrays.copyOf(seller, size);
        region = Arrays.copyOf(region, size);
        zone = Arrays.copyOf(zone, size);
        shape = Arrays.copyOf(shape, size);
        os = Arrays.copyOf(os, size);
        gpuModel = Arrays.copyOf(gpuModel, size);
        source = Arrays.copyOf(source, size);
        restriction = Arrays.copyOf(restriction, size);
        currency = Arrays.copyOf(currency, size);
        attribute = Arrays.copyOf(attribute, size);
        gpus = Arrays.copyOf(gpus, size);
        cpu = Arrays.copyOf(cpu, size);
        term = Arrays.copyOf(term, size);
        memory = Arrays.copyOf(memory, size);
        disk = Arrays.copyOf(disk, size);
        asOf = Arrays.copyOf(asOf, size);
        price = Arrays.copyOf(price, size);
        architecture = Arrays.copyOf(architecture, size);
        layer = Arrays.copyOf(layer, size);
        purchase = Arrays.copyOf(purchase, size);
        stock = Arrays.copyOf(stock, size);
        per = Arrays.copyOf(per, size);
        decimals = Arrays.copyOf(decimals, size);
        adjusted = Arrays.copyOf(adjusted, size);
        wide = wide == null ? null : Arrays.copyOf(wide, size);
        written = written == null ? null : Arrays.copyOf(written, size);
    }
}
