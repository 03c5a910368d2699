package io.shiyun.offer;

import io.shiyun.csv.CsvRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The header of a price file: where each column stands, and what kind of column each field is. */
final class PriceHeader {
    /** The columns that every file has. */
    static final String LEAST = "provider, region, instance_type, price_per_hour and currency";

    private static final Set<PriceColumn> NUMBERS = EnumSet.of(
            PriceColumn.VCPU,
            PriceColumn.MEMORY_GIB,
            PriceColumn.DISK_GIB,
            PriceColumn.GPU_COUNT,
            PriceColumn.TERM_MONTHS,
            PriceColumn.PRICE,
            PriceColumn.PRICE_PER_HOUR);
    private static final long GIB = 1L << 30;

    /** Of a file without one. */
    static final PriceHeader NONE = new PriceHeader(List.of());

    private final List<String> names;
    /** Where each column stands, or -1. */
    private final int[] place = new int[PriceColumn.values().length];

    private final int[] texts;
    private final int[] attributes;
    private final List<Quantity> quantities;

    private PriceHeader(List<String> names) {
        this.names = List.copyOf(names);
        Arrays.fill(place, -1);
        List<Integer> further = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            PriceColumn known = PriceColumn.BY_NAME.get(names.get(i));
            if (known != null) {
                place[known.ordinal()] = i;
            } else {
                further.add(i);
            }
        }
        this.attributes = further.stream().mapToInt(Integer::intValue).toArray();
        this.texts = IntStream.range(0, names.size())
                .filter(field -> NUMBERS.stream().noneMatch(column -> at(column) == field))
                .toArray();
        this.quantities = List.copyOf(known());
    }

    /** A column of numbers that the file has: what one of them is multiplied by, and the most that it may come to. */
    record Quantity(PriceColumn column, int field, long factor, long most) {}

    /**
     * Reads a header.
     *
     * @param faults takes the column and what is wrong with it
     */
    static PriceHeader of(CsvRecords records, BiConsumer<String, String> faults) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < records.fields(); i++) {
            String column = name(records, i);
            if (names.contains(column)) {
                faults.accept(column, "the column stands there twice");
            } else if (!PriceColumn.BY_NAME.containsKey(column)
                    && !column.startsWith("x_")
                    && !column.equals("spec_source")) {
                faults.accept(column, "no column is called so; a column of your own begins with x_");
            }
            names.add(column);
        }
        PriceHeader header = new PriceHeader(names);
        boolean hourly = header.at(PriceColumn.PRICE_PER_HOUR) >= 0;
        if (hourly == (header.at(PriceColumn.PRICE) >= 0)) {
            faults.accept("price_per_hour", "the file needs either price_per_hour, or price with per");
        } else if (!hourly) {
            header.need(PriceColumn.PER, faults);
        }
        header.need(PriceColumn.PROVIDER, faults);
        header.need(PriceColumn.REGION, faults);
        header.need(PriceColumn.INSTANCE_TYPE, faults);
        header.need(PriceColumn.CURRENCY, faults);
        return header;
    }

    /** A mark of UTF-8 ahead of the first column is no part of its name. */
    private static String name(CsvRecords records, int field) {
        int start = records.start(field);
        int length = records.end(field) - start;
        boolean mark = field == 0
                && length >= 3
                && new String(records.bytes(), start, 3, StandardCharsets.ISO_8859_1).equals("\u00ef\u00bb\u00bf");
        int skipped = mark ? 3 : 0;
        return new String(records.bytes(), start + skipped, length - skipped, StandardCharsets.UTF_8).strip();
    }

    private void need(PriceColumn column, BiConsumer<String, String> faults) {
        if (at(column) < 0) {
            faults.accept(column.header(), "the column is missing; the header has at least " + LEAST);
        }
    }

    private List<Quantity> known() {
        List<Quantity> all = List.of(
                new Quantity(PriceColumn.VCPU, at(PriceColumn.VCPU), 1000, Integer.MAX_VALUE),
                new Quantity(PriceColumn.MEMORY_GIB, at(PriceColumn.MEMORY_GIB), GIB, Long.MAX_VALUE),
                new Quantity(PriceColumn.DISK_GIB, at(PriceColumn.DISK_GIB), GIB, Long.MAX_VALUE),
                new Quantity(PriceColumn.GPU_COUNT, at(PriceColumn.GPU_COUNT), 1, 1_000_000),
                new Quantity(PriceColumn.TERM_MONTHS, at(PriceColumn.TERM_MONTHS), 1, 1200));
        return all.stream().filter(quantity -> quantity.field >= 0).toList();
    }

    /** Returns how many fields a row has. */
    int size() {
        return names.size();
    }

    /** Returns where a column stands, or -1. */
    int at(PriceColumn column) {
        return place[column.ordinal()];
    }

    /** Returns what the file calls a field. */
    String name(int field) {
        return names.get(field);
    }

    /** Returns the fields that are texts; it is no copy. */
    int[] texts() {
        return texts;
    }

    /** Returns the fields that become attributes; it is no copy. */
    int[] attributes() {
        return attributes;
    }

    /** Returns the columns of numbers, besides the price. */
    List<Quantity> quantities() {
        return quantities;
    }
}
