package io.shiyun.finops.focus;

/** Whole rows of a file and where their fields are. The bytes may be read up to 8 past the last field. */
final class CsvBlock {
    /** The most rows of a block. */
    static final int MAX_ROWS = 128;

    /** The bytes of the rows. */
    byte[] bytes = new byte[0];

    /**
     * For each row the position before its first byte, then the position behind each field: field {@code f} of row
     * {@code r} is from {@code bounds[r * stride + f] + 1} to {@code bounds[r * stride + f + 1]}.
     */
    int[] bounds = new int[0];

    /** The entries of {@link #bounds} for a row: its fields plus one. */
    int stride;

    /** The line on which each row starts. */
    final long[] lines = new long[MAX_ROWS];

    int rows;
}
