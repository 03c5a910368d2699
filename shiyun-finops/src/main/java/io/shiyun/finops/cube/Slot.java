package io.shiyun.finops.cube;

import io.shiyun.finops.money.Fixed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of all groups at one time: of each group how many rows it has and, of each cost, the low 64 bits of its sum; the
 * high 64 bits stand apart, since few sums need them. A sum is low + high * 2^64, low being signed. For one thread while it
 * is written.
 */
final class Slot {
    private static final int SCALE = Fixed.SCALE;

    final int stride;
    /** Rows and low halves, group by group. */
    long[] sums;
    /** High halves, in the same places; null until a sum needs one. */
    long @Nullable [] high;
    /** What is finer or larger than fixed point, by the place of its sum. */
    @Nullable Map<Integer, BigDecimal> wide;

    Slot(int groups, int costs) {
        stride = costs + 1;
        sums = new long[Math.multiplyExact(groups, stride)];
    }

    private Slot(Slot other) {
        stride = other.stride;
        sums = other.sums.clone();
        high = other.high == null ? null : other.high.clone();
        wide = other.wide == null ? null : new HashMap<>(other.wide);
    }

    Slot copy() {
        return new Slot(this);
    }

    /** Makes room for so many groups. */
    void grow(int groups) {
        int needed = Math.multiplyExact(groups, stride);
        if (needed > sums.length) {
            int larger = Math.max(needed, (int) Math.min((long) sums.length * 3 / 2, Integer.MAX_VALUE - 8));
            sums = Arrays.copyOf(sums, larger);
            high = high == null ? null : Arrays.copyOf(high, larger);
        }
    }

    int groups() {
        return sums.length / stride;
    }

    long rows(int group) {
        return group < groups() ? sums[group * stride] : 0;
    }

    /** Adds to the sum at a place. */
    void add(int place, long amount) {
        long former = sums[place];
        long sum = former + amount;
        sums[place] = sum;
        if (((former ^ sum) & (amount ^ sum)) < 0) {
            carry(place, former);
        }
    }

    /** Sets right a sum whose low half has just overflowed: by its former sign it is known in which direction. */
    void carry(int place, long former) {
        upper(place, former < 0 ? -1L : 1L);
    }

    private void upper(int place, long upper) {
        long[] halves = high == null ? new long[sums.length] : high;
        halves[place] += upper;
        high = halves;
    }

    /** Adds a sum of 128 bits. */
    void add(int place, long low, long upper) {
        add(place, low);
        if (upper != 0) {
            upper(place, upper);
        }
    }

    /** Takes a sum of 128 bits away. */
    void subtract(int place, long low, long upper) {
        if (low == Long.MIN_VALUE) {
            add(place, Long.MAX_VALUE);
            add(place, 1);
        } else {
            add(place, -low);
        }
        if (upper != 0) {
            upper(place, -upper);
        }
    }

    /** Adds what has no fixed point. */
    void add(int place, BigDecimal amount) {
        Map<Integer, BigDecimal> aside = wide == null ? new HashMap<>() : wide;
        aside.merge(place, amount, BigDecimal::add);
        wide = aside;
    }

    /** Returns the exact sum of a cost of a group. */
    BigDecimal sum(int group, int cost) {
        int place = group * stride + 1 + cost;
        if (place >= sums.length) {
            return BigDecimal.ZERO;
        }
        long upper = high == null ? 0 : high[place];
        BigDecimal sum = upper == 0
                ? BigDecimal.valueOf(sums[place], SCALE)
                : new BigDecimal(
                        BigInteger.valueOf(upper).shiftLeft(Long.SIZE).add(BigInteger.valueOf(sums[place])), SCALE);
        BigDecimal aside = wide == null ? null : wide.get(place);
        return aside == null ? sum : sum.add(aside);
    }
}
