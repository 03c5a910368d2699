package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file on its way in: its rows as FOCUS, block by block, each checked as it is read. */
final class BillFile {
    final List<String> header;
    final Table table;
    final Faults faults;
    private final String name;
    private final CsvTokenizer tokenizer;
    private final @Nullable BillMapping mapping;
    private final @Nullable MappedRows mapped;
    private final Parts parts;
    private final Hours hours = new Hours();
    private final CsvBlock block = new CsvBlock();
    private long rows;

    /** Reads the header. What is wrong with it is among the faults. */
    BillFile(
            String name,
            InputStream in,
            @Nullable String bill,
            FocusOptions options,
            Lookups lookups,
            FocusCodes codes,
            TimeColumn.TimeCodes times,
            Faults faults)
            throws IOException {
        this.name = name;
        this.faults = faults;
        this.parts = new Parts(name, codes);
        this.tokenizer =
                new CsvTokenizer(Transcoded.of(options.unpacked(in), options.charset()), options.maxRowBytes(), faults);
        List<String> raw = tokenizer.header();
        this.mapping = bill != null ? BillMapping.named(bill) : BillMapping.of(raw, name);
        this.mapped = mapping == null ? null : new MappedRows(mapping, raw, lookups, faults);
        if (mapped != null) {
            faults.shown(mapped.shown());
        }
        this.header = mapped == null ? raw : mapped.header();
        FocusOptions needed = mapped == null ? options : options.lenientColumns();
        this.table = Table.of(header, codes, times, needed, faults);
    }

    /**
     * Reads and checks a block into a batch, behind the rows that it has; null at the end. Once there are errors batches
     * stay empty and only further errors are looked for.
     */
    @Nullable CsvBlock next(RowBatch batch) throws IOException {
        if (faults.stopped() || !tokenizer.read(block)) {
            return null;
        }
        CsvBlock found = mapped == null ? block : mapped.map(block);
        int base = batch.rows();
        table.read(found, batch, base);
        rows += found.rows;
        if (faults.count() > 0) {
            batch.clear();
        } else {
            table.periods(found, batch, base, parts, hours);
            batch.rows(base + found.rows);
        }
        return found;
    }

    /** Returns whether all that was read so far is good. */
    boolean good() {
        return faults.count() == 0;
    }

    long rows() {
        return rows;
    }

    List<Part> parts() {
        return parts.all();
    }

    Hours hours() {
        return hours;
    }

    IngestReport report() {
        boolean in = good();
        if (in && rows == 0) {
            faults.notice(0, null, null, "has a header and no rows");
        }
        return new IngestReport(
                name,
                in,
                table.version(),
                mapping == null ? null : mapping.name(),
                rows,
                tokenizer.total(),
                faults.errors(),
                faults.count(),
                faults.notices(),
                in ? parts.all() : List.of(),
                table.unknown());
    }

    /** What becomes of a file that cannot be read to its end. */
    static IngestReport unreadable(String name, Faults faults, IOException cause) {
        if (cause instanceof Transcoded.Malformed malformed) {
            faults.fatal(malformed.line(), null, null, String.valueOf(malformed.getMessage()));
        } else {
            faults.fatal(0, null, null, "cannot be read to its end: " + cause.getMessage());
        }
        return new IngestReport(
                name, false, null, null, 0, 0, faults.errors(), faults.count(), faults.notices(), List.of(), List.of());
    }
}
