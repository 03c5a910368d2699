package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of FOCUS Cost and Usage, versions 1.0 to 1.4, as CSV, plain or gzip, into a {@link FocusSink}. A file goes
 * in as a whole or not at all; when the same name brings the same provider and billing period again, the new rows take
 * the place of the former. Bills of clouds that are not FOCUS are known by their headers and mapped to it ({@link
 * #bills()}).
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FocusReader {
    private final FocusCodes codes;
    private final FocusSink sink;
    private final FocusOptions options;
    private final Lookups lookups;
    private final TimeColumn.TimeCodes times = new TimeColumn.TimeCodes();
    private final Coverage coverage = new Coverage();

    /** Makes a reader with default options. */
    public FocusReader(FocusCodes codes, FocusSink sink) {
        this(codes, sink, FocusOptions.defaults());
    }

    /** Makes a reader. */
    public FocusReader(FocusCodes codes, FocusSink sink, FocusOptions options) {
        this(codes, sink, options, Lookups.standard());
    }

    /** Makes a reader with own tables for the bills that are not FOCUS. */
    public FocusReader(FocusCodes codes, FocusSink sink, FocusOptions options, Lookups lookups) {
        this.codes = Objects.requireNonNull(codes, "codes");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.options = Objects.requireNonNull(options, "options");
        this.lookups = Objects.requireNonNull(lookups, "lookups");
    }

    /**
     * Reads a file under its own name.
     *
     * @throws UncheckedIOException if the file cannot be opened
     */
    public IngestReport read(Path file) {
        Path name = file.getFileName();
        try (InputStream in = Files.newInputStream(file)) {
            return read(name == null ? file.toString() : name.toString(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file that is open already and stays so.
     *
     * @param name the name by which the file replaces its former self
     */
    public IngestReport read(String name, InputStream in) {
        return read(name, in, null);
    }

    /**
     * Reads a file that is open already and stays so, as a bill of a known kind.
     *
     * @param name the name by which the file replaces its former self
     * @param bill the kind of bill by {@link #bills()}; null to tell FOCUS and other bills by the header, and Azure's
     *     amortised cost from its actual cost by the word in the name
     */
    public IngestReport read(String name, InputStream in, @Nullable String bill) {
        Faults faults = new Faults(name, options.maxFaults());
        try {
            InputStream unpacked = Unpacked.of(in, options);
            CsvTokenizer tokenizer = new CsvTokenizer(unpacked, options.maxRowBytes(), faults);
            List<String> header = tokenizer.header();
            BillMapping mapping = bill != null ? BillMapping.named(bill) : BillMapping.of(header, name);
            MappedRows mapped = mapping == null ? null : new MappedRows(mapping, header, lookups, faults);
            if (mapped != null) {
                faults.shown(mapped.shown());
            }
            FocusOptions needed = mapped == null ? options : options.lenientColumns();
            Table table = Table.of(mapped == null ? header : mapped.header(), codes, times, needed, faults);
            try (FocusSink.Load load = sink.begin(name, codes)) {
                return new Ingest(name, tokenizer, mapping, mapped, table, load, faults).run();
            }
        } catch (IOException e) {
            // What was read before has gone to a load that is closed without commit.
            faults.fatal(0, null, null, "cannot be read to its end: " + e.getMessage());
            return new IngestReport(
                    name,
                    false,
                    null,
                    null,
                    0,
                    0,
                    faults.errors(),
                    faults.count(),
                    faults.notices(),
                    List.of(),
                    List.of());
        }
    }

    /** Returns the kinds of bills other than FOCUS that are read. */
    public static List<Bill> bills() {
        return BillMapping.all().stream()
                .map(mapping -> new Bill(mapping.name(), mapping.title(), mapping.money()))
                .toList();
    }

    /** Returns for which days there are rows, over all files that are in. */
    public Coverage coverage() {
        return coverage;
    }

    /** One file on its way in. */
    private final class Ingest {
        private final String name;
        private final CsvTokenizer tokenizer;
        private final @Nullable String bill;
        private final @Nullable MappedRows mapped;
        private final Table table;
        private final FocusSink.Load load;
        private final Faults faults;
        private final Parts parts;
        private final RowBatch batch = new RowBatch(codes);
        private final Hours hours = new Hours();
        private long rows;

        Ingest(
                String name,
                CsvTokenizer tokenizer,
                @Nullable BillMapping mapping,
                @Nullable MappedRows mapped,
                Table table,
                FocusSink.Load load,
                Faults faults) {
            this.bill = mapping == null ? null : mapping.name();
            this.mapped = mapped;
            this.name = name;
            this.tokenizer = tokenizer;
            this.table = table;
            this.load = load;
            this.faults = faults;
            this.parts = new Parts(name, codes);
        }

        IngestReport run() throws IOException {
            CsvBlock block = new CsvBlock();
            while (!faults.stopped() && tokenizer.read(block)) {
                take(mapped == null ? block : mapped.map(block));
            }
            if (faults.count() == 0) {
                flush();
                if (rows == 0) {
                    faults.notice(0, null, null, "has a header and no rows");
                }
                List<Part> all = parts.all();
                load.commit(all);
                for (int part = 0; part < all.size(); part++) {
                    coverage.replace(all.get(part), hours.of(part));
                }
            }
            boolean in = faults.count() == 0;
            return new IngestReport(
                    name,
                    in,
                    table.version(),
                    bill,
                    rows,
                    tokenizer.total(),
                    faults.errors(),
                    faults.count(),
                    faults.notices(),
                    in ? parts.all() : List.of(),
                    table.unknown());
        }

        private void take(CsvBlock block) {
            if (batch.rows() + block.rows > RowBatch.CAPACITY) {
                flush();
            }
            int base = batch.rows();
            table.read(block, batch, base);
            rows += block.rows;
            if (faults.count() > 0) {
                batch.clear();
                return;
            }
            table.periods(block, batch, base, parts, hours);
            batch.rows(base + block.rows);
        }

        private void flush() {
            if (batch.rows() > 0) {
                load.accept(batch);
                batch.clear();
            }
        }
    }
}
