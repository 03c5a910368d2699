package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads files of FOCUS Cost and Usage, versions 1.0 to 1.4, as CSV, plain or gzip, into a {@link FocusSink}. A file goes
 * in as a whole or not at all; when the same name brings the same provider and billing period again, the new rows take
 * the place of the former.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FocusReader {
    private final FocusCodes codes;
    private final FocusSink sink;
    private final FocusOptions options;
    private final TimeColumn.TimeCodes times = new TimeColumn.TimeCodes();
    private final Coverage coverage = new Coverage();

    /** Makes a reader with default options. */
    public FocusReader(FocusCodes codes, FocusSink sink) {
        this(codes, sink, FocusOptions.defaults());
    }

    /** Makes a reader. */
    public FocusReader(FocusCodes codes, FocusSink sink, FocusOptions options) {
        this.codes = Objects.requireNonNull(codes, "codes");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.options = Objects.requireNonNull(options, "options");
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
        Faults faults = new Faults(name, options.maxFaults());
        try {
            InputStream unpacked = Unpacked.of(in, options);
            CsvTokenizer tokenizer = new CsvTokenizer(unpacked, options.maxRowBytes(), faults);
            Table table = Table.of(tokenizer.header(), codes, times, options, faults);
            try (FocusSink.Load load = sink.begin(name, codes)) {
                return new Ingest(name, tokenizer, table, load, faults).run();
            }
        } catch (IOException e) {
            // What was read before has gone to a load that is closed without commit.
            faults.fatal(0, null, null, "cannot be read to its end: " + e.getMessage());
            return new IngestReport(
                    name, false, null, 0, 0, faults.errors(), faults.count(), faults.notices(), List.of(), List.of());
        }
    }

    /** Returns for which days there are rows, over all files that are in. */
    public Coverage coverage() {
        return coverage;
    }

    /** One file on its way in. */
    private final class Ingest {
        private final String name;
        private final CsvTokenizer tokenizer;
        private final Table table;
        private final FocusSink.Load load;
        private final Faults faults;
        private final Parts parts;
        private final RowBatch batch = new RowBatch(codes);
        private final Hours hours = new Hours();
        private long rows;

        Ingest(String name, CsvTokenizer tokenizer, Table table, FocusSink.Load load, Faults faults) {
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
                take(block);
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
