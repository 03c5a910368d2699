package io.shiyun.metrics;

/**
 * What a season adds at one of its times and how often that was seen, in one cell of four bytes: the upper 24 bits of a
 * {@code float}, which is four decimals and a half, and a count up to {@value #MOST}.
 */
final class Slot {
    static final int SIZE = 4;
    static final int MOST = 255;

    private Slot() {}

    static double value(int cell) {
        return Float.intBitsToFloat(cell & ~MOST);
    }

    static int count(int cell) {
        return cell & MOST;
    }

    /** Returns the cell of a finite value, rounded to the nearest, of two as near to the even one. */
    static int of(double value, int count) {
        int bits = Float.floatToRawIntBits((float) value);
        return ((bits + 0x7f + ((bits >>> 8) & 1)) & ~MOST) | count;
    }
}
