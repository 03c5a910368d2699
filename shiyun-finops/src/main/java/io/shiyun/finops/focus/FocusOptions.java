package io.shiyun.finops.focus;

import io.shiyun.file.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * How a file is read. Start from {@link #defaults()} and change what differs.
 *
 * @param strictColumns whether a column that the file's version makes mandatory keeps the file out when it is missing;
 *     otherwise it is a notice, and only the columns that amounts, periods, provider and currency stand in are needed
 * @param maxFaults how many errors of a file are kept; the rest is counted
 * @param maxRowBytes the longest row
 * @param maxFieldBytes the longest field
 * @param maxBytes the most bytes of a file, after unpacking
 * @param maxRatio how many times larger than packed a file may be, once it is past 64 MiB
 * @param charset what texts are written in; a file with the mark of UTF-8 ahead is UTF-8 whatever this is
 */
public record FocusOptions(
        boolean strictColumns,
        int maxFaults,
        int maxRowBytes,
        int maxFieldBytes,
        long maxBytes,
        int maxRatio,
        Charset charset) {
    private static final long HARMLESS = 1L << 26;

    /** Checks that all bounds are positive. */
    public FocusOptions {
        Objects.requireNonNull(charset, "charset");
        if (maxFaults < 1 || maxRowBytes < 1 || maxFieldBytes < 1 || maxBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("Bounds of FocusOptions must be positive");
        }
        if (maxRowBytes > 1 << 28) {
            throw new IllegalArgumentException("A row may have at most 256 MiB, not " + maxRowBytes + " bytes");
        }
    }

    /** Strict columns, 100 errors, rows of 1 MiB, fields of 256 KiB, files of 1 TiB, packed at most 300 to 1, UTF-8. */
    public static FocusOptions defaults() {
        return new FocusOptions(true, 100, 1 << 20, 1 << 18, 1L << 40, 300, StandardCharsets.UTF_8);
    }

    /** Returns these options, with missing mandatory columns as notices. */
    public FocusOptions lenientColumns() {
        return new FocusOptions(false, maxFaults, maxRowBytes, maxFieldBytes, maxBytes, maxRatio, charset);
    }

    /** Returns these options with another bound on errors. */
    public FocusOptions withMaxFaults(int max) {
        return new FocusOptions(strictColumns, max, maxRowBytes, maxFieldBytes, maxBytes, maxRatio, charset);
    }

    /** Returns these options with other bounds on a row and a field. */
    public FocusOptions withMaxRow(int rowBytes, int fieldBytes) {
        return new FocusOptions(strictColumns, maxFaults, rowBytes, fieldBytes, maxBytes, maxRatio, charset);
    }

    /** Returns these options with other bounds on a whole file. */
    public FocusOptions withMaxFile(long bytes, int ratio) {
        return new FocusOptions(strictColumns, maxFaults, maxRowBytes, maxFieldBytes, bytes, ratio, charset);
    }

    /**
     * Returns these options for files in another charset. Bills of Chinese clouds are often in GBK; GB18030 reads those
     * too, and has every character.
     */
    public FocusOptions withCharset(Charset other) {
        return new FocusOptions(strictColumns, maxFaults, maxRowBytes, maxFieldBytes, maxBytes, maxRatio, other);
    }

    /** Returns the bytes of a file, unpacked if they are gzip, within these bounds. */
    InputStream unpacked(InputStream in) throws IOException {
        return Unpacked.of(
                in,
                new Unpacked.Bounds(
                        maxBytes,
                        "the most that options allow",
                        HARMLESS,
                        maxRatio,
                        "which no bill does; raise the ratio in the options if this one should"));
    }
}
