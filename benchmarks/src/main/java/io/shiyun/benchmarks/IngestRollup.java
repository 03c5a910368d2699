package io.shiyun.benchmarks;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusSink;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.focus.RowBatch;
import io.shiyun.finops.focus.TagSets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The plainest rollup: billed and effective cost by day, provider, service, sub-account and the tag application, in 128
 * bits, staged until its commit. Each combination of keys but the day has a number and an array of its days.
 */
final class IngestRollup implements FocusSink {
    private final BigInteger[] totals = {BigInteger.ZERO, BigInteger.ZERO};
    private int groups;

    @Override
    public Load begin(String file, FocusCodes codes) {
        return new Cells(codes);
    }

    /** Returns how many groups there are and what they come to. */
    @Override
    public String toString() {
        return groups + " groups, billed " + new BigDecimal(totals[0], 11).toPlainString() + ", effective "
                + new BigDecimal(totals[1], 11).toPlainString();
    }

    private final class Cells implements Load {
        private static final int DAYS = 128;
        private static final int BEFORE = 16;

        /** Two words of sum for each of two amounts. */
        private static final int WIDTH = 4;

        /** Ahead of its days an array has a bit for each day that has rows. */
        private static final int HEAD = 2;

        private final TagSets.Key application;
        private long[] keys = new long[1 << 14];
        private long[][] cells = new long[1 << 14][];
        private int used;
        private int firstDay = Integer.MIN_VALUE;

        Cells(FocusCodes codes) {
            application = codes.tags().key("application");
        }

        @Override
        public void accept(RowBatch batch) {
            int[] providers = batch.codes(FocusColumn.PROVIDER_NAME);
            int[] services = batch.codes(FocusColumn.SERVICE_NAME);
            int[] accounts = batch.codes(FocusColumn.SUB_ACCOUNT_ID);
            int[] tags = batch.codes(FocusColumn.TAGS);
            long[] billed = batch.amounts(FocusColumn.BILLED_COST);
            long[] effective = batch.amounts(FocusColumn.EFFECTIVE_COST);
            int[] days = batch.days();
            if (firstDay == Integer.MIN_VALUE) {
                firstDay = Arrays.stream(days, 0, batch.rows()).min().orElse(0) - BEFORE;
            }
            for (int row = 0; row < batch.rows(); row++) {
                long key = (((((long) providers[row] << 12 | services[row]) << 12) | accounts[row]) << 12)
                        | application.code(tags[row]);
                int day = days[row] - firstDay;
                if (day < 0 || day >= DAYS) {
                    throw new IllegalStateException("A day more than " + DAYS + " from the others");
                }
                long[] mine = of(key);
                mine[day >>> 6] |= 1L << day;
                add(mine, HEAD + day * WIDTH, billed[row]);
                add(mine, HEAD + day * WIDTH + 2, effective[row]);
            }
        }

        private long[] of(long key) {
            int mask = keys.length - 1;
            for (int i = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask; ; i = (i + 1) & mask) {
                long[] found = cells[i];
                if (found == null) {
                    return meet(key, i);
                }
                if (keys[i] == key) {
                    return found;
                }
            }
        }

        private long[] meet(long key, int free) {
            if (++used * 2 > keys.length) {
                throw new IllegalStateException("More than " + used + " combinations of keys");
            }
            keys[free] = key;
            cells[free] = new long[HEAD + DAYS * WIDTH];
            return cells[free];
        }

        private static void add(long[] sums, int at, long amount) {
            add(sums, at, amount, amount >> 63);
        }

        private static void add(long[] sums, int at, long amount, long high) {
            long low = sums[at] + amount;
            sums[at + 1] += high + (Long.compareUnsigned(low, amount) < 0 ? 1 : 0);
            sums[at] = low;
        }

        @Override
        public void commit(List<Part> parts) {
            long[] all = new long[2 * totals.length];
            for (long[] mine : cells) {
                if (mine == null) {
                    continue;
                }
                groups += Long.bitCount(mine[0]) + Long.bitCount(mine[1]);
                for (int at = HEAD; at < mine.length; at += 2) {
                    add(all, (at - HEAD) % WIDTH, mine[at], mine[at + 1]);
                }
            }
            for (int total = 0; total < totals.length; total++) {
                totals[total] = totals[total]
                        .add(BigInteger.valueOf(all[total * 2 + 1]).shiftLeft(64))
                        .add(new BigInteger(Long.toUnsignedString(all[total * 2])));
            }
        }

        @Override
        public void close() {
            cells = new long[0][];
        }
    }
}
