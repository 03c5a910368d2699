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
            BillFile file = new BillFile(name, in, bill, options, lookups, codes, times, faults);
            try (FocusSink.Load load = sink.begin(name, codes)) {
                return load(file, load);
            }
        } catch (IOException e) {
            // What was read before has gone to a load that is closed without commit.
            return BillFile.unreadable(name, faults, e);
        }
    }

    private IngestReport load(BillFile file, FocusSink.Load load) throws IOException {
        RowBatch batch = new RowBatch(codes);
        while (file.next(batch) != null) {
            if (batch.rows() + CsvBlock.MAX_ROWS > RowBatch.CAPACITY) {
                flush(batch, load);
            }
        }
        if (file.good()) {
            flush(batch, load);
            List<Part> parts = file.parts();
            load.commit(parts);
            for (int part = 0; part < parts.size(); part++) {
                coverage.replace(parts.get(part), file.hours().of(part));
            }
        }
        return file.report();
    }

    private static void flush(RowBatch batch, FocusSink.Load load) {
        if (batch.rows() > 0) {
            load.accept(batch);
            batch.clear();
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
}
