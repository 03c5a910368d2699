package io.shiyun.offer;

import io.shiyun.csv.CsvRecords;
import io.shiyun.model.Architecture;
import io.shiyun.model.Layer;
import io.shiyun.model.Per;
import io.shiyun.model.Stock;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of a price file: its rows become an {@link OfferTable}, its faults a list. */
final class PriceRows {
    private static final int MOST_FAULTS = 100;

    private final String name;
    private final Map<String, String> renamed;
    private final OfferTable table = new OfferTable();
    private final Texts texts = table.texts;
    private final List<PriceFault> faults = new ArrayList<>();
    private final Map<Integer, Long> moments = new HashMap<>();
    /** The date of the row before, and what it means. */
    private int lastWhen;

    private @Nullable Long lastMoment;
    /** The currency of the row before, which is one of ISO 4217. */
    private int goodCurrency;

    private final Map<Integer, Integer> sellers = new HashMap<>();
    private final Meanings<Architecture> architectures = new Meanings<>(texts, PriceWords::architecture);

    private final Meanings<Layer> layers = new Meanings<>(texts, PriceWords::layer);
    private final Meanings<Stock> stocks = new Meanings<>(texts, PriceWords::stock);
    private final Meanings<PriceWords.Bought> purchases = new Meanings<>(texts, PriceWords::purchase);
    /** The number of the text that each field had in the row before: most repeat. */
    private int[] last = new int[0];

    private PriceHeader header = PriceHeader.NONE;
    private PriceAttributes attributes;
    private @Nullable CsvRecords csv;

    PriceRows(String name, Map<String, String> renamed) {
        this.name = name;
        this.renamed = renamed;
        this.attributes = new PriceAttributes(table, header);
    }

    long line() {
        return csv == null ? 0 : csv.line();
    }

    PriceList read(InputStream in) throws IOException {
        CsvRecords records = new CsvRecords(in);
        csv = records;
        try {
            if (!records.next()) {
                fault(0, "", "", "the file is empty; it begins with a header that has at least " + PriceHeader.LEAST);
            } else if (begin(records)) {
                while (faults.size() < MOST_FAULTS && records.next()) {
                    row(records);
                }
            }
        } catch (CsvRecords.Broken e) {
            fault(records.line(), "", "", String.valueOf(e.getMessage()));
        }
        int repeats = faults.isEmpty() ? new Repeats(table).drop(this::twice) : 0;
        if (!faults.isEmpty()) {
            throw new PriceFileException(faults);
        }
        return new PriceList(name, table, repeats);
    }

    private boolean begin(CsvRecords records) {
        header = PriceHeader.of(records, (column, message) -> fault(1, column, "", message));
        last = new int[header.size()];
        attributes = new PriceAttributes(table, header);
        return faults.isEmpty();
    }

    private int at(PriceColumn column) {
        return header.at(column);
    }

    private void fault(long line, String column, String value, String message) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new PriceFault(name, line, column, value, message));
        }
    }

    private void twice(int first, int second) {
        String what = texts.get(table.shape[first]) + " of " + texts.get(table.seller[first]) + " in "
                + texts.get(table.region[first]);
        fault(
                lines[second],
                "",
                "",
                "two prices for one offer, " + what + ": " + price(first) + " in line " + lines[first] + " and "
                        + price(second) + " here; keep one, or tell them apart by zone, os, purchase_option or term");
    }

    private String price(int row) {
        return table.price[row] == Amounts.NONE
                ? "none"
                : table.amountWritten(row).stripTrailingZeros().toPlainString();
    }

    /** The line of each row, to name both of two that disagree. */
    private long[] lines = new long[1024];

    private void row(CsvRecords records) {
        if (records.fields() != header.size()) {
            fault(records.line(), "", "", "the row has " + records.fields() + " fields, the header " + header.size());
            return;
        }
        int row = table.begin();
        if (row == lines.length) {
            lines = Arrays.copyOf(lines, row * 2);
        }
        lines[row] = records.line();
        texts(records);
        table.seller[row] = seller(must(records, PriceColumn.PROVIDER));
        table.region[row] = must(records, PriceColumn.REGION);
        table.shape[row] = must(records, PriceColumn.INSTANCE_TYPE);
        table.zone[row] = text(PriceColumn.ZONE);
        table.os[row] = text(PriceColumn.OS);
        table.gpuModel[row] = text(PriceColumn.GPU_MODEL);
        table.source[row] = text(PriceColumn.SOURCE);
        table.restriction[row] = text(PriceColumn.RESTRICTION);
        table.currency[row] = currency(records);
        words(records, row);
        numbers(records, row);
        price(records, row);
        table.attribute[row] = attributes.of(last);
        if (at(PriceColumn.SOURCE) < 0) {
            table.source[row] = texts.id(name);
        }
    }

    private int seller(int id) {
        return renamed.isEmpty()
                ? id
                : sellers.computeIfAbsent(
                        id, known -> texts.id(renamed.getOrDefault(texts.get(known), texts.get(known))));
    }

    /** Returns the number of the text in this column, once {@link #texts(CsvRecords)} has been there. */
    private int text(PriceColumn column) {
        int field = at(column);
        return field < 0 ? 0 : last[field];
    }

    /** Finds the texts of a row, in one loop, so that the compiler has it once to translate and not for each column. */
    private void texts(CsvRecords records) {
        byte[] bytes = records.bytes();
        for (int field : header.texts()) {
            int start = records.start(field);
            int end = records.end(field);
            if (!texts.same(last[field], bytes, start, end)) {
                last[field] = text(records, field, start, end);
            }
        }
    }

    private int text(CsvRecords records, int field, int start, int end) {
        int before = texts.size();
        int id = texts.id(records.bytes(), start, end);
        if (id == before && texts.get(id).indexOf('\ufffd') >= 0) {
            fault(records.line(), header.name(field), texts.get(id), "not UTF-8");
        }
        return id;
    }

    private int must(CsvRecords records, PriceColumn column) {
        int id = text(column);
        if (id == 0) {
            fault(records.line(), column.header(), "", "nothing stands here");
        }
        return id;
    }

    private int currency(CsvRecords records) {
        int id = must(records, PriceColumn.CURRENCY);
        if (id != 0 && id != goodCurrency) {
            if (known(texts.get(id))) {
                goodCurrency = id;
            } else {
                fault(records.line(), "currency", texts.get(id), "no currency of ISO 4217, such as USD or CNY");
            }
        }
        return id;
    }

    private static boolean known(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode().equals(code);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Columns that the file lacks are what {@link OfferTable#begin} made them. */
    private void words(CsvRecords records, int row) {
        if (at(PriceColumn.ARCH) >= 0) {
            architecture(records, row);
        }
        if (at(PriceColumn.LAYER) >= 0) {
            layer(records, row);
        }
        if (at(PriceColumn.STOCK) >= 0) {
            stock(records, row);
        }
        if (at(PriceColumn.PURCHASE_OPTION) >= 0) {
            purchase(records, row);
        }
        moment(records, row);
    }

    private void architecture(CsvRecords records, int row) {
        Architecture architecture = architectures.of(text(PriceColumn.ARCH));
        if (architecture == null) {
            unknown(records, PriceColumn.ARCH, "no architecture; one of " + Arrays.toString(Architecture.values()));
        } else {
            table.architecture[row] = (byte) architecture.ordinal();
        }
    }

    private void layer(CsvRecords records, int row) {
        Layer layer = layers.of(text(PriceColumn.LAYER));
        if (layer == null) {
            unknown(records, PriceColumn.LAYER, "no layer; one of " + Arrays.toString(Layer.values()));
        } else {
            table.layer[row] = (byte) layer.ordinal();
        }
    }

    private void stock(CsvRecords records, int row) {
        Stock stock = stocks.of(text(PriceColumn.STOCK));
        if (stock == null) {
            unknown(records, PriceColumn.STOCK, "available, sold_out or unknown");
        } else {
            table.stock[row] = (byte) stock.ordinal();
        }
    }

    private void purchase(CsvRecords records, int row) {
        PriceWords.Bought bought = purchases.of(text(PriceColumn.PURCHASE_OPTION));
        if (bought == null) {
            unknown(
                    records,
                    PriceColumn.PURCHASE_OPTION,
                    "on_demand, spot, reserved, prepaid, commit_1y, commit_3y, reserved_1y or reserved_3y");
        } else {
            table.purchase[row] = (byte) bought.purchase().ordinal();
            table.term[row] = bought.months();
        }
    }

    private void unknown(CsvRecords records, PriceColumn column, String message) {
        fault(records.line(), column.header(), value(records, at(column)), message);
    }

    private void moment(CsvRecords records, int row) {
        int when = text(PriceColumn.AS_OF);
        if (when == 0) {
            return;
        }
        Long second = when == lastWhen ? lastMoment : moment(when);
        if (second == null) {
            fault(records.line(), "as_of", texts.get(when), "no date; 2026-07-30 or 2026-07-30T00:00:00Z is one");
        } else {
            table.asOf[row] = second;
        }
    }

    private @Nullable Long moment(int when) {
        lastWhen = when;
        lastMoment = moments.computeIfAbsent(when, id -> PriceWords.second(texts.get(id)));
        return lastMoment;
    }

    private void numbers(CsvRecords records, int row) {
        for (PriceHeader.Quantity quantity : header.quantities()) {
            long number = number(records, quantity.field(), quantity.factor(), quantity.most());
            if (number >= 0) {
                switch (quantity.column()) {
                    case VCPU -> table.cpu[row] = (int) number;
                    case MEMORY_GIB -> table.memory[row] = number;
                    case DISK_GIB -> table.disk[row] = number;
                    case GPU_COUNT -> table.gpus[row] = (int) number;
                    default -> table.term[row] = (int) number;
                }
            }
        }
    }

    /** Returns the number in this field times a factor, rounded down, or -1 when nothing stands there. */
    private long number(CsvRecords records, int field, long factor, long most) {
        if (records.start(field) == records.end(field)) {
            return OfferTable.UNKNOWN;
        }
        long amount = Amounts.times(records.bytes(), records.start(field), records.end(field), factor);
        if (amount == Amounts.NONE) {
            return exact(records, field, factor, most);
        }
        return amount > most ? refused(records, field) : amount;
    }

    private long exact(CsvRecords records, int field, long factor, long most) {
        BigDecimal wide = Amounts.parse(records.bytes(), records.start(field), records.end(field));
        if (wide == null || wide.signum() < 0) {
            return refused(records, field);
        }
        BigDecimal product = wide.multiply(BigDecimal.valueOf(factor));
        return product.compareTo(BigDecimal.valueOf(most)) > 0 ? refused(records, field) : product.longValue();
    }

    private long refused(CsvRecords records, int field) {
        fault(records.line(), header.name(field), value(records, field), "not a number in the bounds of this column");
        return OfferTable.UNKNOWN;
    }

    private static String value(CsvRecords records, int field) {
        int start = records.start(field);
        return new String(records.bytes(), start, records.end(field) - start, StandardCharsets.UTF_8);
    }

    private void price(CsvRecords records, int row) {
        boolean hourly = at(PriceColumn.PRICE_PER_HOUR) >= 0;
        int field = at(hourly ? PriceColumn.PRICE_PER_HOUR : PriceColumn.PRICE);
        Per unit = Per.HOUR;
        if (!hourly) {
            String word = texts.get(text(PriceColumn.PER));
            Per known = PriceWords.unit(word);
            if (known == null) {
                fault(records.line(), "per", word, "no unit; one of " + Arrays.toString(Per.values()));
                return;
            }
            unit = known;
            table.per[row] = (byte) unit.ordinal();
        }
        int start = records.start(field);
        int end = records.end(field);
        if (start == end) {
            return;
        }
        boolean plain = unit == Per.HOUR || !unit.isTime();
        long amount = plain ? Amounts.quick(records.bytes(), start, end) : Amounts.NONE;
        if (amount != Amounts.NONE) {
            table.price[row] = amount;
            table.decimals[row] = (byte) Amounts.decimals(records.bytes(), start, end);
            return;
        }
        BigDecimal wide = Amounts.parse(records.bytes(), start, end);
        if (wide == null || wide.signum() < 0) {
            fault(records.line(), header.name(field), value(records, field), "not an amount of zero or more");
        } else {
            table.price(row, wide, unit);
        }
    }
}
