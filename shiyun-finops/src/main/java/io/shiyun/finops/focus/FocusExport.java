package io.shiyun.finops.focus;

import io.shiyun.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes FOCUS: bills of any kind that {@link FocusReader} reads, FOCUS of another version among them, and rows of one's
 * own. Nothing is rounded. A file is there as a whole or not at all, and the former one stays until then.
 *
 * <p>A file has the columns that its version makes mandatory, and those others that the bill has. What the version does
 * not know is kept under its name with {@code x_} before it, and so is a further column that lacks it. The provider is
 * written as {@code ProviderName} up to 1.3 and as {@code ServiceProviderName} from 1.3 on. What a bill does not say is
 * null: nothing is made up to please a rule.
 *
 * <p>Immutable; each call stands alone, so several threads may use one.
 */
public final class FocusExport {
    private final FocusVersion version;
    private final FocusFormat format;
    private final FocusOptions options;
    private final Lookups lookups;

    private FocusExport(FocusVersion version, FocusFormat format, FocusOptions options, Lookups lookups) {
        this.version = Objects.requireNonNull(version, "version");
        this.format = Objects.requireNonNull(format, "format");
        this.options = Objects.requireNonNull(options, "options");
        this.lookups = Objects.requireNonNull(lookups, "lookups");
    }

    /** Returns an export to a version, as {@link FocusFormat#CSV}. */
    public static FocusExport to(FocusVersion version) {
        return new FocusExport(version, FocusFormat.CSV, FocusOptions.defaults(), Lookups.standard());
    }

    /** Returns this in another form. */
    public FocusExport as(FocusFormat other) {
        return new FocusExport(version, other, options, lookups);
    }

    /** Returns this, reading bills with other options. */
    public FocusExport reading(FocusOptions other) {
        return new FocusExport(version, format, other, lookups);
    }

    /** Returns this with other tables for the bills that are not FOCUS. */
    public FocusExport lookups(Lookups other) {
        return new FocusExport(version, format, options, other);
    }

    /**
     * Converts a bill, whose kind is told by its header and name.
     *
     * @return what became of the bill; unless it is in, nothing was written
     * @throws UncheckedIOException if the bill cannot be opened or the file not be written
     */
    public IngestReport convert(Path bill, Path file) {
        Path name = bill.getFileName();
        try (InputStream in = Files.newInputStream(bill)) {
            return convert(name == null ? bill.toString() : name.toString(), in, null, file);
        } catch (IOException e) {
            throw new UncheckedIOException(bill + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Converts a bill that is open already and stays so.
     *
     * @param kind the kind of bill by {@link FocusReader#bills()}; null to tell it by the header and the name
     * @return what became of the bill; unless it is in, nothing was written
     * @throws UncheckedIOException if the file cannot be written
     */
    public IngestReport convert(String name, InputStream bill, @Nullable String kind, Path file) {
        IngestReport[] report = new IngestReport[1];
        WholeFile.write(file, out -> {
            report[0] = convert(name, bill, kind, out);
            return report[0].in();
        });
        return report[0];
    }

    /**
     * Converts a bill to a stream. Of a bill that proves bad on the way a part may have been written: it is for the caller
     * to throw it away unless the report says that the bill is in.
     *
     * @param kind the kind of bill by {@link FocusReader#bills()}; null to tell it by the header and the name
     * @throws UncheckedIOException if the stream cannot be written
     */
    public IngestReport convert(String name, InputStream bill, @Nullable String kind, OutputStream out) {
        FocusCodes codes = new FocusCodes(Set.of(), List.of(), List.of());
        Faults faults = new Faults(name, options.maxFaults());
        try {
            BillFile file = new BillFile(name, bill, kind, options, lookups, codes, new TimeColumn.TimeCodes(), faults);
            if (file.good()) {
                write(file, new RowBatch(codes), new Conversion(file.header, version), out);
            }
            return file.report();
        } catch (IOException e) {
            return BillFile.unreadable(name, faults, e);
        }
    }

    private void write(BillFile file, RowBatch batch, Conversion conversion, OutputStream out) throws IOException {
        FocusRow row = new FocusRow();
        try (Guarded rows = new Guarded(() -> format.open(new Unclosed(out), conversion.layout()))) {
            for (CsvBlock block = file.next(batch); block != null; block = file.next(batch)) {
                for (int i = 0; i < block.rows && file.good(); i++) {
                    conversion.read(block, i, row);
                    rows.write(row);
                }
                batch.clear();
            }
            if (file.good()) {
                rows.keep();
            }
        }
    }

    /**
     * Writes rows of one's own.
     *
     * @throws IllegalArgumentException if a row lacks what the version wants in each row, or a period ends before it
     *     begins; nothing is written then
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(List<FocusRow> rows, Path file) {
        FocusLayout layout = OwnRows.layout(rows, version);
        WholeFile.write(file, out -> {
            put(rows, layout, out);
            return true;
        });
    }

    /**
     * Writes rows of one's own to a stream, which stays open.
     *
     * @throws IllegalArgumentException as of the other
     * @throws UncheckedIOException if the stream cannot be written
     */
    public void write(List<FocusRow> rows, OutputStream out) {
        put(rows, OwnRows.layout(rows, version), out);
    }

    private void put(List<FocusRow> rows, FocusLayout layout, OutputStream out) {
        try (Guarded to = new Guarded(() -> format.open(new Unclosed(out), layout))) {
            for (FocusRow row : rows) {
                to.write(row);
            }
            to.keep();
        }
    }
}
