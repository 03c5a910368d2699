package io.shiyun.finops.focus;

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
 */
public record FocusOptions(
        boolean strictColumns, int maxFaults, int maxRowBytes, int maxFieldBytes, long maxBytes, int maxRatio) {
    /** Checks that all bounds are positive. */
    public FocusOptions {
        if (maxFaults < 1 || maxRowBytes < 1 || maxFieldBytes < 1 || maxBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("Bounds of FocusOptions must be positive");
        }
        if (maxRowBytes > 1 << 28) {
            throw new IllegalArgumentException("A row may have at most 256 MiB, not " + maxRowBytes + " bytes");
        }
    }

    /** Strict columns, 100 errors, rows of 1 MiB, fields of 256 KiB, files of 1 TiB, packed at most 300 to 1. */
    public static FocusOptions defaults() {
        return new FocusOptions(true, 100, 1 << 20, 1 << 18, 1L << 40, 300);
    }

    /** Returns these options, with missing mandatory columns as notices. */
    public FocusOptions lenientColumns() {
        return new FocusOptions(false, maxFaults, maxRowBytes, maxFieldBytes, maxBytes, maxRatio);
    }

    /** Returns these options with another bound on errors. */
    public FocusOptions withMaxFaults(int max) {
        return new FocusOptions(strictColumns, max, maxRowBytes, maxFieldBytes, maxBytes, maxRatio);
    }

    /** Returns these options with other bounds on a row and a field. */
    public FocusOptions withMaxRow(int rowBytes, int fieldBytes) {
        return new FocusOptions(strictColumns, maxFaults, rowBytes, fieldBytes, maxBytes, maxRatio);
    }

    /** Returns these options with other bounds on a whole file. */
    public FocusOptions withMaxFile(long bytes, int ratio) {
        return new FocusOptions(strictColumns, maxFaults, maxRowBytes, maxFieldBytes, bytes, ratio);
    }
}
