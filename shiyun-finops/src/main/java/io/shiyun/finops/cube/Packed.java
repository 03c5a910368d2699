package io.shiyun.finops.cube;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A column of numbers in a block: each as so many bytes above a base, one behind the other in the block's bytes.
 *
 * @param offset where it begins
 * @param width bytes to a number, 0 to 8; 0 when all are the base
 * @param base the least number
 */
record Packed(int offset, int width, long base) {
    /** Bytes that must follow the last number: they are read and masked away. */
    static final int PADDING = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Returns how many bytes a number up to this needs; it counts as unsigned. */
    static int width(long most) {
        return (Long.SIZE - Long.numberOfLeadingZeros(most) + 7) / 8;
    }

    /** Writes numbers into bytes that are zero there. */
    void write(long[] numbers, int count, byte[] data) {
        for (int i = 0; i < count; i++) {
            long number = numbers[i] - base;
            int at = offset + i * width;
            for (int b = 0; b < width; b++) {
                data[at + b] = (byte) (number >>> (8 * b));
            }
        }
    }

    private long mask() {
        return width == 8 ? -1 : (1L << (8 * width)) - 1;
    }

    /** Reads numbers from one on. */
    void read(byte[] data, int from, int count, long[] numbers) {
        long least = base;
        if (width == 0) {
            Arrays.fill(numbers, 0, count, least);
            return;
        }
        long mask = mask();
        int step = width;
        int at = offset + from * step;
        for (int i = 0; i < count; i++) {
            numbers[i] = ((long) LONG.get(data, at) & mask) + least;
            at += step;
        }
    }

    /** Reads numbers that fit into ints. */
    void read(byte[] data, int from, int count, int[] numbers) {
        int least = (int) base;
        if (width == 0) {
            Arrays.fill(numbers, 0, count, least);
            return;
        }
        long mask = mask();
        int step = width;
        int at = offset + from * step;
        for (int i = 0; i < count; i++) {
            numbers[i] = (int) ((long) LONG.get(data, at) & mask) + least;
            at += step;
        }
    }
}
