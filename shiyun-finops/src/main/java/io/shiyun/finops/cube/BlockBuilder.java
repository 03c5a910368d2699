package io.shiyun.finops.cube;

import java.util.Arrays;

/** Rows on their way into a block. For one thread. */
final class BlockBuilder {
    /** Rows to a block. */
    static final int ROWS = 1 << 14;

    private static final int FIRST = 256;

    private long[] combos = new long[FIRST];
    private long[] hours = new long[FIRST];
    private final long[][] amounts;
    private int rows;

    BlockBuilder(int costs) {
        amounts = new long[costs][FIRST];
    }

    boolean full() {
        return rows == ROWS;
    }

    boolean empty() {
        return rows == 0;
    }

    /** Begins a row; its amounts follow. */
    int add(int combo, int hour) {
        if (rows == combos.length) {
            int more = Math.min(rows * 4, ROWS);
            combos = Arrays.copyOf(combos, more);
            hours = Arrays.copyOf(hours, more);
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] = Arrays.copyOf(amounts[i], more);
            }
        }
        combos[rows] = combo;
        hours[rows] = hour;
        return rows++;
    }

    void amount(int row, int cost, long amount) {
        amounts[cost][row] = amount;
    }

    /** Packs the rows and begins anew. */
    Block seal() {
        int offset = 0;
        Packed packedCombos = packed(combos, offset);
        offset += packedCombos.width() * rows;
        Packed packedHours = packed(hours, offset);
        offset += packedHours.width() * rows;
        Packed[] packedAmounts = new Packed[amounts.length];
        boolean[] written = new boolean[amounts.length];
        for (int i = 0; i < amounts.length; i++) {
            int same = same(i);
            if (same >= 0) {
                packedAmounts[i] = packedAmounts[same];
                continue;
            }
            packedAmounts[i] = packed(amounts[i], offset);
            offset += packedAmounts[i].width() * rows;
            written[i] = true;
        }
        byte[] data = new byte[offset + Packed.PADDING];
        packedCombos.write(combos, rows, data);
        packedHours.write(hours, rows, data);
        for (int i = 0; i < amounts.length; i++) {
            if (written[i]) {
                packedAmounts[i].write(amounts[i], rows, data);
            }
        }
        int first = (int) packedHours.base();
        int last = first;
        for (int i = 0; i < rows; i++) {
            last = (int) Math.max(last, hours[i]);
        }
        Block block = new Block(rows, packedCombos, packedHours, first, last, packedAmounts, data, 0, data.length);
        rows = 0;
        return block;
    }

    /** Returns a former cost that is this one in every row, or -1. */
    private int same(int cost) {
        for (int i = 0; i < cost; i++) {
            if (Arrays.equals(amounts[i], 0, rows, amounts[cost], 0, rows)) {
                return i;
            }
        }
        return -1;
    }

    private Packed packed(long[] numbers, int offset) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            least = Math.min(least, numbers[i]);
            most = Math.max(most, numbers[i]);
        }
        return new Packed(offset, Packed.width(most - least), least);
    }
}
