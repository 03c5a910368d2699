package io.shiyun.finops.parquet;

import io.shiyun.finops.focus.FocusFormat;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.IngestReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads bills in Parquet files, FOCUS and the clouds' own, and writes FOCUS. The rows go through the given reader as lines of CSV, so a file goes in as a
 * whole or not at all, the same name replaces its former self, and an error in row n is said of line n + 1 (line breaks
 * within texts count, as in CSV). Nothing is rounded on the way: a decimal is written with the digits it has, less zeros at its end, a double
 * with the fewest digits that tell it from its neighbours ({@link Double#toString(double)}).
 *
 * <p>Read are booleans, integers, floats, doubles, decimals, texts (also ENUM and JSON), DATE, TIMESTAMP of all units,
 * INT96 and maps of texts or doubles, which become JSON as FOCUS has it for tags; a time without a zone is UTC. A column of another
 * type keeps the file out and is named. Pages may be packed with snappy, gzip, zstd or LZ4_RAW; encrypted files are not
 * read.
 *
 * <p>Bounds, besides those of {@link io.shiyun.finops.focus.FocusOptions} which hold for the lines: 2,000 columns; 64 MiB
 * for an unpacked page; 1,000 times its size for what a page past 1 MiB or a file past 1 GiB unpacks to. Memory is taken
 * for one packed row group, and one page of each column. Checksums of pages are compared where the file has them; its
 * footer has none in any file.
 */
public final class ParquetBills {
    /**
     * Parquet, for a {@link io.shiyun.finops.focus.FocusExport}: amounts as DECIMAL, times as TIMESTAMP of microseconds in
     * UTC, texts as STRING and JSON, tags among them, as JSON, which FOCUS says they are; packed with zstd. Nothing is
     * rounded: decimals have 38 digits, 18 of them behind the point, unless a column needs more behind it, or more than 38,
     * which not every engine reads; past 100 digits they are texts. Rows wait in a temporary file until their digits are
     * known, so that the file is written as the export closes it.
     */
    public static final FocusFormat FORMAT = ParquetRows::new;

    private ParquetBills() {}

    /**
     * Reads a file under its own name, on the caller's thread. A file that is damaged, cut, no Parquet or of types that
     * are not read is refused by the report.
     *
     * @throws UncheckedIOException if there is no such file
     */
    public static IngestReport read(FocusReader reader, Path file) {
        return read(reader, file, null);
    }

    /**
     * Reads a file under its own name, on the caller's thread, as a bill of a known kind.
     *
     * @param bill the kind of bill by {@link FocusReader#bills()}; null to tell it by the names of columns and file
     * @throws UncheckedIOException if there is no such file
     */
    public static IngestReport read(FocusReader reader, Path file, @Nullable String bill) {
        Path name = file.getFileName();
        try (InputStream rows = open(file)) {
            return reader.read(name == null ? file.toString() : name.toString(), rows, bill);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the rows of a file as the bytes of the CSV file that says the same, for a {@link
     * io.shiyun.finops.focus.FocusExport} to convert. What is wrong with the file is said as it is read.
     *
     * @throws IOException if there is no such file
     */
    public static InputStream open(Path file) throws IOException {
        return new RowBytes(file);
    }
}
