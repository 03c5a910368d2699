package io.shiyun.finops.parquet;

import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.IngestReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Reads bills of FOCUS in Parquet files. The rows go through the given reader as lines of CSV, so a file goes in as a
 * whole or not at all, the same name replaces its former self, and an error in row n is said of line n + 1 (line breaks
 * within texts count, as in CSV). Nothing is rounded on the way: a decimal is written with the digits it has, a double
 * with the fewest digits that tell it from its neighbours ({@link Double#toString(double)}).
 *
 * <p>Read are booleans, integers, floats, doubles, decimals, texts (also ENUM and JSON), DATE, TIMESTAMP of all units,
 * INT96 and maps of texts, which become JSON as FOCUS has it for tags; a time without a zone is UTC. A column of another
 * type keeps the file out and is named. Pages may be packed with snappy, gzip, zstd or LZ4_RAW; encrypted files are not
 * read.
 *
 * <p>Bounds, besides those of {@link io.shiyun.finops.focus.FocusOptions} which hold for the lines: 2,000 columns; 64 MiB
 * for an unpacked page; 1,000 times its size for what a page past 1 MiB or a file past 1 GiB unpacks to. Memory is taken
 * for one packed row group, and one page of each column. Checksums of pages are compared where the file has them; its
 * footer has none in any file.
 */
public final class ParquetBills {
    private ParquetBills() {}

    /**
     * Reads a file under its own name, on the caller's thread. A file that is damaged, cut, no Parquet or of types that
     * are not read is refused by the report.
     *
     * @throws UncheckedIOException if there is no such file
     */
    public static IngestReport read(FocusReader reader, Path file) {
        Path name = file.getFileName();
        try (RowBytes rows = new RowBytes(file)) {
            return reader.read(name == null ? file.toString() : name.toString(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
