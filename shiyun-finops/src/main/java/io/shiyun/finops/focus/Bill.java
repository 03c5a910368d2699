package io.shiyun.finops.focus;

/**
 * A kind of bill that is not FOCUS and is mapped to it.
 *
 * @param name the name by which it is asked for
 * @param title what it is
 * @param money the column whose sum is the bill's total; its texts pass through as {@code x_RawCost}
 */
public record Bill(String name, String title, String money) {}
