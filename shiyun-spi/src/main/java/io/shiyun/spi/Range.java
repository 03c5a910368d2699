package io.shiyun.spi;

/**
 * A part of an object.
 *
 * @param from first byte, from 0
 * @param length how many bytes at most; Long.MAX_VALUE for all that follow
 */
public record Range(long from, long length) {
    public Range {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "a range from " + from + " of " + length + " bytes; neither can be negative");
        }
    }

    /** The whole object. */
    public static final Range ALL = new Range(0, Long.MAX_VALUE);
}
