package io.shiyun.finops.cube;

import org.jspecify.annotations.Nullable;

/**
 * Some rows of one part, by columns. Immutable.
 *
 * @param rows how many
 * @param combos the combination of each
 * @param hours the hour of each, since 1970
 * @param firstHour the least of them
 * @param lastHour the greatest
 * @param amounts the costs of each, in the order of the cube; equal columns are one
 * @param data the bytes of all columns, or null when they are in the file
 * @param position where they are in the file
 * @param length how many bytes they are
 */
@SuppressWarnings("ArrayRecordComponent")
record Block(
        int rows,
        Packed combos,
        Packed hours,
        int firstHour,
        int lastHour,
        Packed[] amounts,
        byte @Nullable [] data,
        long position,
        int length) {
    /** What a block costs besides its bytes. */
    static final int OVERHEAD = 200;

    Block spilled(long to) {
        return new Block(rows, combos, hours, firstHour, lastHour, amounts, null, to, length);
    }

    /** Returns the bytes, read from the file if they are there. */
    byte[] bytes(@Nullable SpillFile file) {
        if (data != null) {
            return data;
        }
        if (file == null) {
            throw new IllegalStateException("A block is in a file that is not there");
        }
        return file.read(position, length);
    }
}
