package io.shiyun.offer;

/**
 * One thing that is wrong with a price file.
 *
 * @param file the file
 * @param line the line, the first being 1; 0 when the fault is of the whole file
 * @param column the column by its name in the header, or empty
 * @param value what stands there, shortened; or empty
 * @param message what is wrong with it and what would be right
 */
public record PriceFault(String file, long line, String column, String value, String message) {
    private static final int LONGEST_VALUE = 80;

    public PriceFault {
        value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ", line " + line : "") + (column.isEmpty() ? "" : ", column " + column)
                + (value.isEmpty() ? "" : ", '" + value + "'") + ": " + message;
    }
}
