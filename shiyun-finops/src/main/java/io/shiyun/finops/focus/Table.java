package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The columns of one file, each with its reader, and what rows must keep across columns. */
final class Table {
    /** Without these no row can be added up. */
    static final Set<FocusColumn> NEEDED = EnumSet.of(
            FocusColumn.BILLED_COST,
            FocusColumn.EFFECTIVE_COST,
            FocusColumn.LIST_COST,
            FocusColumn.CONTRACTED_COST,
            FocusColumn.BILLING_CURRENCY,
            FocusColumn.BILLING_PERIOD_START,
            FocusColumn.BILLING_PERIOD_END,
            FocusColumn.CHARGE_PERIOD_START,
            FocusColumn.CHARGE_PERIOD_END,
            FocusColumn.CHARGE_CATEGORY,
            FocusColumn.PROVIDER_NAME);

    /** Null is an error in these; in others that FOCUS wants filled it is a notice. */
    private static final Set<FocusColumn> FILLED = EnumSet.of(
            FocusColumn.BILLED_COST,
            FocusColumn.BILLING_CURRENCY,
            FocusColumn.CHARGE_CATEGORY,
            FocusColumn.PROVIDER_NAME);

    private static final int DAY = 86_400;

    private final Faults faults;
    private final List<ColumnReader> readers = new ArrayList<>();
    private final Map<FocusColumn, TimeColumn> times = new EnumMap<>(FocusColumn.class);
    private final List<String> unknown = new ArrayList<>();
    private final FocusVersion version;

    private Table(FocusVersion version, Faults faults) {
        this.version = version;
        this.faults = faults;
    }

    static Table of(
            List<String> header,
            FocusCodes codes,
            TimeColumn.TimeCodes timeCodes,
            FocusOptions options,
            Faults faults) {
        Map<FocusColumn, Integer> fields = new EnumMap<>(FocusColumn.class);
        Map<String, Integer> others = new LinkedHashMap<>();
        place(header, fields, others, faults);
        FocusVersion version = FocusVersion.of(fields.keySet());
        Table table = new Table(version, faults);
        table.unknown.addAll(others.keySet());
        if (faults.stopped()) {
            return table;
        }
        Integer renamed = fields.get(FocusColumn.SERVICE_PROVIDER_NAME);
        if (renamed != null) {
            fields.putIfAbsent(FocusColumn.PROVIDER_NAME, renamed);
        }
        table.requireColumns(fields.keySet(), options);
        faults.stopIfAny();
        fields.forEach((column, field) -> table.add(column, field, codes, timeCodes, options));
        others.forEach((name, field) -> table.addOther(name, field, codes, options));
        return table;
    }

    FocusVersion version() {
        return version;
    }

    List<String> unknown() {
        return unknown;
    }

    void read(CsvBlock block, RowBatch batch, int base) {
        for (ColumnReader reader : readers) {
            reader.read(block, batch, base);
        }
    }

    /** Checks and hands on the periods of rows whose columns are read. */
    void periods(CsvBlock block, RowBatch batch, int base, Parts parts, Hours hours) {
        long[] billingStarts = seconds(FocusColumn.BILLING_PERIOD_START);
        long[] billingEnds = seconds(FocusColumn.BILLING_PERIOD_END);
        long[] starts = seconds(FocusColumn.CHARGE_PERIOD_START);
        long[] ends = seconds(FocusColumn.CHARGE_PERIOD_END);
        int[] partOf = batch.parts();
        int[] days = batch.days();
        int[] providerOf = batch.codes(FocusColumn.PROVIDER_NAME);
        for (int row = 0; row < block.rows; row++) {
            if (ends[row] <= starts[row]) {
                ordered(block.lines[row], FocusColumn.CHARGE_PERIOD_END, starts[row], ends[row]);
                continue;
            }
            if (billingEnds[row] <= billingStarts[row]) {
                ordered(block.lines[row], FocusColumn.BILLING_PERIOD_END, billingStarts[row], billingEnds[row]);
                continue;
            }
            int part = parts.of(providerOf[base + row], billingStarts[row]);
            int day = (int) Math.floorDiv(starts[row], (long) DAY);
            partOf[base + row] = part;
            days[base + row] = day;
            hours.add(part, day, starts[row], ends[row]);
        }
        System.arraycopy(starts, 0, batch.starts(), base, block.rows);
        System.arraycopy(ends, 0, batch.ends(), base, block.rows);
    }

    private long[] seconds(FocusColumn column) {
        TimeColumn reader = times.get(column);
        if (reader == null) {
            throw new IllegalStateException("No reader for " + column.header());
        }
        return reader.seconds;
    }

    private void ordered(long line, FocusColumn column, long start, long end) {
        faults.error(
                line,
                column.header(),
                java.time.Instant.ofEpochSecond(end).toString(),
                "is not after the start of its period, " + java.time.Instant.ofEpochSecond(start));
    }

    private static void place(
            List<String> header, Map<FocusColumn, Integer> fields, Map<String, Integer> others, Faults faults) {
        if (header.size() == 1 && (header.get(0).contains(";") || header.get(0).contains("\t"))) {
            faults.fatal(1, null, header.get(0), "has its columns apart by something else than commas");
        }
        Set<String> seen = new HashSet<>();
        for (int field = 0; field < header.size(); field++) {
            String name = header.get(field);
            FocusColumn column = FocusColumn.ofHeader(name);
            if (!seen.add(column == null ? name : column.header())) {
                faults.fatal(1, name, null, "comes twice in the header");
            } else if (column == null) {
                others.put(name, field);
            } else {
                fields.put(column, field);
            }
        }
    }

    private void requireColumns(Set<FocusColumn> present, FocusOptions options) {
        for (FocusColumn column : FocusColumn.values()) {
            if (present.contains(column)) {
                continue;
            }
            boolean mandatory = version.presence(column) == FocusVersion.Presence.MANDATORY;
            if (NEEDED.contains(column) || (mandatory && options.strictColumns())) {
                faults.error(1, column.header(), null, "is missing; FOCUS " + version.number() + " makes it mandatory");
            } else if (mandatory) {
                faults.notice(
                        1, column.header(), null, "is missing; FOCUS " + version.number() + " makes it mandatory");
            }
        }
    }

    private void add(
            FocusColumn column, int field, FocusCodes codes, TimeColumn.TimeCodes timeCodes, FocusOptions options) {
        String name = column.header();
        ColumnFacts facts = ColumnFacts.of(column);
        CodedColumn.Null onNull = FILLED.contains(column)
                ? CodedColumn.Null.REFUSED
                : facts.nullable() ? CodedColumn.Null.ALLOWED : CodedColumn.Null.NOTED;
        boolean kept = codes.columns().contains(column);
        switch (column.kind()) {
            case TIME -> {
                TimeColumn reader = new TimeColumn(name, field, options, faults, timeCodes);
                times.put(column, reader);
                readers.add(reader);
            }
            case DECIMAL ->
                readers.add(new DecimalColumn(
                        name, field, options, faults, onNull, kept ? batch -> batch.amounts(column) : null));
            case JSON -> readers.add(coded(column, field, codes, options, Meaning.JSON, onNull, kept));
            case TEXT -> {
                Meaning meaning = meaning(column, facts);
                if (kept || meaning != Meaning.ANY) {
                    readers.add(coded(column, field, codes, options, meaning, onNull, kept));
                } else {
                    readers.add(new TextColumn(name, field, options, faults, onNull));
                }
            }
        }
    }

    private CodedColumn coded(
            FocusColumn column,
            int field,
            FocusCodes codes,
            FocusOptions options,
            Meaning meaning,
            CodedColumn.Null onNull,
            boolean kept) {
        Function<RowBatch, int[]> target = kept ? batch -> batch.codes(column) : null;
        return new CodedColumn(column.header(), field, options, faults, codes.bytes(column), meaning, onNull, target);
    }

    private void addOther(String name, int field, FocusCodes codes, FocusOptions options) {
        if (codes.extraAmounts().contains(name)) {
            readers.add(new DecimalColumn(
                    name, field, options, faults, CodedColumn.Null.ALLOWED, batch -> batch.amounts(name)));
        } else if (codes.extras().contains(name)) {
            readers.add(new CodedColumn(
                    name,
                    field,
                    options,
                    faults,
                    codes.bytes(name),
                    Meaning.ANY,
                    CodedColumn.Null.ALLOWED,
                    batch -> batch.codes(name)));
        } else {
            readers.add(new TextColumn(name, field, options, faults, CodedColumn.Null.ALLOWED));
        }
    }

    static Meaning meaning(FocusColumn column, ColumnFacts facts) {
        if (column == FocusColumn.BILLING_CURRENCY) {
            return Meaning.CURRENCY;
        }
        if (facts.allowed().isEmpty()) {
            return Meaning.ANY;
        }
        return column == FocusColumn.CHARGE_CATEGORY || column == FocusColumn.CHARGE_CLASS
                ? Meaning.oneOf(facts.allowed())
                : Meaning.preferring(facts.allowed());
    }
}
