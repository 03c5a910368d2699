package io.shiyun.offer;

import io.shiyun.model.Per;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Finds rows of a table that speak of one offer, by a hash of what tells offers apart. */
final class Repeats {
    private static final int[] UNITS = Arrays.stream(Per.values())
            .mapToInt(per -> per.isTime() ? 0 : per.ordinal())
            .toArray();

    private final OfferTable table;
    private final int[] slots;

    Repeats(OfferTable table) {
        this(table, table.rows);
    }

    /** For a table that will have at most this many rows. */
    Repeats(OfferTable table, int rows) {
        this.table = table;
        slots = new int[Integer.highestOneBit(Math.max(rows, 8)) * 4];
    }

    /** Told of two rows that have different prices for one offer. */
    @FunctionalInterface
    interface Conflict {
        void between(int first, int second);
    }

    /** Takes the price from rows that repeat a former one, so that they are passed over, and returns how many. */
    int drop(Conflict conflict) {
        int repeats = 0;
        for (int row = 0; row < table.rows; row++) {
            int first = put(row);
            if (first < 0) {
                continue;
            }
            if (table.price[first] == table.price[row] && samePrice(first, row)) {
                table.seller[row] = GONE;
                repeats++;
            } else {
                conflict.between(first, row);
            }
        }
        return repeats;
    }

    /** The seller of a row that is to be passed over. */
    static final int GONE = -1;

    private boolean samePrice(int a, int b) {
        return table.per[a] == table.per[b]
                && (table.price[a] == Amounts.NONE || table.amountWritten(a).compareTo(table.amountWritten(b)) == 0);
    }

    /** Returns the former row of the same offer, or -1 when this is the first. */
    int put(int row) {
        int mask = slots.length - 1;
        int slot = hash(row) & mask;
        while (slots[slot] != 0) {
            int former = slots[slot] - 1;
            if (same(former, row)) {
                return former;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = row + 1;
        return -1;
    }

    private int hash(int row) {
        int hash = table.seller[row];
        hash = hash * 0x9E3779B1 + table.region[row];
        hash = hash * 0x9E3779B1 + table.shape[row];
        hash = hash * 0x9E3779B1 + table.purchase[row] * 4096 + table.term[row];
        hash = hash * 0x9E3779B1 + table.os[row];
        hash = hash * 0x9E3779B1 + table.zone[row] * 16 + table.layer[row];
        hash *= 0x9E3779B1;
        return hash ^ (hash >>> 15);
    }

    /** Tells all former rows of the same offer, in whatever currency. */
    void each(int row, IntConsumer former) {
        int mask = slots.length - 1;
        for (int slot = hash(row) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            if (sameThing(slots[slot] - 1, row)) {
                former.accept(slots[slot] - 1);
            }
        }
    }

    private boolean same(int a, int b) {
        return sameThing(a, b) && table.currency[a] == table.currency[b] && unit(table.per[a]) == unit(table.per[b]);
    }

    /** What a price counts, all that counts time being one. */
    static int unit(byte per) {
        return UNITS[per];
    }

    private boolean sameThing(int a, int b) {
        return table.seller[a] == table.seller[b]
                && table.region[a] == table.region[b]
                && table.shape[a] == table.shape[b]
                && table.purchase[a] == table.purchase[b]
                && table.term[a] == table.term[b]
                && table.os[a] == table.os[b]
                && table.zone[a] == table.zone[b]
                && table.layer[a] == table.layer[b];
    }
}
