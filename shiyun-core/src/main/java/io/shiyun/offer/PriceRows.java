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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of a price file: its rows become an {@link OfferTable}, its faults a list. */
final class PriceRows {
    private static final int MOST_FAULTS = 100;
    private static final long GIB = 1L << 30;
    private static final String HEADER = "provider, region, instance_type, price_per_hour and currency";

    private final String name;
    private final Map<String, String> renamed;
    private final OfferTable table = new OfferTable();
    private final Texts texts = table.texts;
    private final List<PriceFault> faults = new ArrayList<>();
    private final Map<Integer, Long> moments = new HashMap<>();
    /** The currency of the row before, which is one of ISO 4217. */
    private int goodCurrency;

    private final Map<Integer, Integer> sellers = new HashMap<>();
    private final Meanings<Architecture> architectures = new Meanings<>(texts, PriceWords::architecture);

    private final Meanings<Layer> layers = new Meanings<>(texts, PriceWords::layer);
    private final Meanings<Stock> stocks = new Meanings<>(texts, PriceWords::stock);
    private final Meanings<PriceWords.Bought> purchases = new Meanings<>(texts, PriceWords::purchase);
    /** Where each column stands, or -1. */
    private final int[] place = new int[PriceColumn.values().length];
    /** The number of the text that each field had in the row before: most repeat. */
    private int[] last = new int[0];

    private List<String> header = List.of();
    /** Fields that become attributes, and their numbers in the row before. */
    private int[] extras = new int[0];

    private int[] extraIds = new int[0];
    private int extraAttribute;
    private @Nullable CsvRecords csv;

    PriceRows(String name, Map<String, String> renamed) {
        this.name = name;
        this.renamed = renamed;
    }

    long line() {
        return csv == null ? 0 : csv.line();
    }

    PriceList read(InputStream in) throws IOException {
        CsvRecords records = new CsvRecords(in);
        csv = records;
        try {
            if (!records.next()) {
                fault(0, "", "", "the file is empty; it begins with a header that has at least " + HEADER);
            } else if (header(records)) {
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

    private boolean header(CsvRecords records) {
        Arrays.fill(place, -1);
        List<String> names = new ArrayList<>();
        List<Integer> attributes = new ArrayList<>();
        for (int i = 0; i < records.fields(); i++) {
            int start = records.start(i);
            boolean mark =
                    i == 0 && new String(records.bytes(), start, 1, StandardCharsets.ISO_8859_1).equals("\u00ef");
            String column = new String(
                            records.bytes(),
                            mark ? start + 3 : start,
                            records.end(i) - start - (mark ? 3 : 0),
                            StandardCharsets.UTF_8)
                    .strip();
            PriceColumn known = PriceColumn.BY_NAME.get(column);
            if (names.contains(column)) {
                fault(1, column, "", "the column stands there twice");
            } else if (known != null) {
                place[known.ordinal()] = i;
            } else if (column.startsWith("x_") || column.equals("spec_source")) {
                attributes.add(i);
            } else {
                fault(1, column, "", "no column is called so; a column of your own begins with x_");
            }
            names.add(column);
        }
        header = names;
        last = new int[names.size()];
        extras = attributes.stream().mapToInt(Integer::intValue).toArray();
        extraIds = new int[extras.length];
        boolean hourly = at(PriceColumn.PRICE_PER_HOUR) >= 0;
        if (hourly == (at(PriceColumn.PRICE) >= 0)) {
            fault(1, "price_per_hour", "", "the file needs either price_per_hour, or price with per");
        } else if (!hourly) {
            need(PriceColumn.PER);
        }
        need(PriceColumn.PROVIDER);
        need(PriceColumn.REGION);
        need(PriceColumn.INSTANCE_TYPE);
        need(PriceColumn.CURRENCY);
        return faults.isEmpty();
    }

    private int at(PriceColumn column) {
        return place[column.ordinal()];
    }

    private void need(PriceColumn column) {
        if (at(column) < 0) {
            fault(1, column.header(), "", "the column is missing; the header has at least " + HEADER);
        }
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
        table.seller[row] = seller(must(records, PriceColumn.PROVIDER));
        table.region[row] = must(records, PriceColumn.REGION);
        table.shape[row] = must(records, PriceColumn.INSTANCE_TYPE);
        table.zone[row] = text(records, PriceColumn.ZONE);
        table.os[row] = text(records, PriceColumn.OS);
        table.gpuModel[row] = text(records, PriceColumn.GPU_MODEL);
        table.source[row] = text(records, PriceColumn.SOURCE);
        table.restriction[row] = text(records, PriceColumn.RESTRICTION);
        table.currency[row] = currency(records);
        words(records, row);
        numbers(records, row);
        price(records, row);
        attributes(records, row);
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

    private int text(CsvRecords records, PriceColumn column) {
        int field = at(column);
        return field < 0 ? 0 : text(records, field);
    }

    private int text(CsvRecords records, int field) {
        int start = records.start(field);
        int end = records.end(field);
        if (texts.same(last[field], records.bytes(), start, end)) {
            return last[field];
        }
        int before = texts.size();
        int id = texts.id(records.bytes(), start, end);
        if (id == before && texts.get(id).indexOf('\ufffd') >= 0) {
            fault(records.line(), header.get(field), texts.get(id), "not UTF-8");
        }
        last[field] = id;
        return id;
    }

    private int must(CsvRecords records, PriceColumn column) {
        int id = text(records, column);
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

    private void words(CsvRecords records, int row) {
        Architecture architecture = architectures.of(text(records, PriceColumn.ARCH));
        Layer layer = layers.of(text(records, PriceColumn.LAYER));
        Stock stock = stocks.of(text(records, PriceColumn.STOCK));
        PriceWords.Bought bought = purchases.of(text(records, PriceColumn.PURCHASE_OPTION));
        if (architecture == null) {
            unknown(records, PriceColumn.ARCH, "no architecture; one of " + Arrays.toString(Architecture.values()));
        } else {
            table.architecture[row] = (byte) architecture.ordinal();
        }
        if (layer == null) {
            unknown(records, PriceColumn.LAYER, "no layer; one of " + Arrays.toString(Layer.values()));
        } else {
            table.layer[row] = (byte) layer.ordinal();
        }
        if (stock == null) {
            unknown(records, PriceColumn.STOCK, "available, sold_out or unknown");
        } else {
            table.stock[row] = (byte) stock.ordinal();
        }
        if (bought == null) {
            unknown(
                    records,
                    PriceColumn.PURCHASE_OPTION,
                    "on_demand, spot, reserved, prepaid, commit_1y, commit_3y, reserved_1y or reserved_3y");
        } else {
            table.purchase[row] = (byte) bought.purchase().ordinal();
            table.term[row] = bought.months();
        }
        moment(records, row);
    }

    private void unknown(CsvRecords records, PriceColumn column, String message) {
        fault(records.line(), column.header(), value(records, at(column)), message);
    }

    private void moment(CsvRecords records, int row) {
        int when = text(records, PriceColumn.AS_OF);
        if (when == 0) {
            return;
        }
        Long second = moments.computeIfAbsent(when, id -> PriceWords.second(texts.get(id)));
        if (second == null) {
            fault(records.line(), "as_of", texts.get(when), "no date; 2026-07-30 or 2026-07-30T00:00:00Z is one");
        } else {
            table.asOf[row] = second;
        }
    }

    private void numbers(CsvRecords records, int row) {
        table.cpu[row] = (int) number(records, PriceColumn.VCPU, 1000, Integer.MAX_VALUE);
        table.memory[row] = number(records, PriceColumn.MEMORY_GIB, GIB, Long.MAX_VALUE);
        table.disk[row] = number(records, PriceColumn.DISK_GIB, GIB, Long.MAX_VALUE);
        table.gpus[row] = (int) Math.max(0, number(records, PriceColumn.GPU_COUNT, 1, 1_000_000));
        long months = number(records, PriceColumn.TERM_MONTHS, 1, 1200);
        if (months >= 0) {
            table.term[row] = (int) months;
        }
    }

    /** Returns the number in this column times a factor, rounded down, or -1 when nothing stands there. */
    private long number(CsvRecords records, PriceColumn column, long factor, long most) {
        int field = at(column);
        if (field < 0 || records.start(field) == records.end(field)) {
            return OfferTable.UNKNOWN;
        }
        long amount = Amounts.quick(records.bytes(), records.start(field), records.end(field));
        if (amount == Amounts.NONE) {
            BigDecimal wide = Amounts.parse(records.bytes(), records.start(field), records.end(field));
            if (wide == null
                    || wide.signum() < 0
                    || wide.multiply(BigDecimal.valueOf(factor)).compareTo(BigDecimal.valueOf(most)) > 0) {
                return refused(records, field);
            }
            return wide.multiply(BigDecimal.valueOf(factor)).longValue();
        }
        long whole = amount / 10_000_000_000_000_000L;
        long scaled = whole * 10_000_000_000_000_000L == amount && whole < (1L << 31)
                ? whole * factor
                : Amounts.scaled(amount, factor);
        return scaled < 0 || scaled > most ? refused(records, field) : scaled;
    }

    private long refused(CsvRecords records, int field) {
        fault(records.line(), header.get(field), value(records, field), "not a number in the bounds of this column");
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
            String word = texts.get(text(records, PriceColumn.PER));
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
            table.decimals[row] = decimals(records, start, end);
            return;
        }
        BigDecimal wide = Amounts.parse(records.bytes(), start, end);
        if (wide == null || wide.signum() < 0) {
            fault(records.line(), header.get(field), value(records, field), "not an amount of zero or more");
        } else {
            table.price(row, wide, unit);
        }
    }

    private static byte decimals(CsvRecords records, int start, int end) {
        int at = start;
        while (at < end && records.bytes()[at] != '.') {
            at++;
        }
        return (byte) Math.max(0, end - at - 1);
    }

    private void attributes(CsvRecords records, int row) {
        boolean same = true;
        for (int i = 0; i < extras.length; i++) {
            int id = text(records, extras[i]);
            same &= id == extraIds[i];
            extraIds[i] = id;
        }
        if (!same) {
            Map<String, String> some = new LinkedHashMap<>();
            for (int i = 0; i < extras.length; i++) {
                if (extraIds[i] != 0) {
                    some.put(header.get(extras[i]), texts.get(extraIds[i]));
                }
            }
            extraAttribute = table.attributes(some);
        }
        table.attribute[row] = extraAttribute;
    }
}
