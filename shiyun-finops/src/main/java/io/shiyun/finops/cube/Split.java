package io.shiyun.finops.cube;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A cost divided so that the parts are the whole, to the last unit.
 *
 * <p>Each part gets its exact share rounded down to the finest unit; the units left over go one each to the parts that lost
 * most by the rounding, the earlier of equals first (the largest remainder method, or Hamilton's). Negative amounts, such as
 * credits, are divided as their opposites are.
 *
 * @param total what was divided
 * @param method in words, how
 * @param unit the finest unit: parts are multiples of it, except that what of the total is finer goes to the first part that
 *     has any
 * @param parts what each got, in the order given
 */
public record Split(BigDecimal total, String method, BigDecimal unit, List<Part> parts) {
    /** Decimals of the finest unit, at which bills are exact. */
    public static final int SCALE = 11;

    public Split {
        parts = List.copyOf(parts);
    }

    /**
     * One part, and how it came to be.
     *
     * @param name whose it is
     * @param weight its weight
     * @param weights the sum of all weights
     * @param floor its exact share, rounded toward zero to the unit
     * @param extra what it got beside that: a unit that was left over, or nothing
     * @param amount what it got in all
     */
    public record Part(
            String name, BigDecimal weight, BigDecimal weights, BigDecimal floor, BigDecimal extra, BigDecimal amount) {
        @Override
        public String toString() {
            return name + ": " + weight.toPlainString() + "/" + weights.toPlainString() + " = " + floor.toPlainString()
                    + (extra.signum() == 0 ? "" : " and " + extra.toPlainString() + " left over") + " = "
                    + amount.toPlainString();
        }
    }

    /** Divides evenly between these names, in multiples of 1e-11. */
    public static Split even(BigDecimal total, List<String> names) {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        names.forEach(name -> {
            if (weights.put(name, BigDecimal.ONE) != null) {
                throw new IllegalArgumentException("'" + name + "' is named twice");
            }
        });
        return of(total, weights, SCALE, "evenly between " + names.size());
    }

    /** Divides by fixed weights, such as agreed percentages, in multiples of 1e-11. */
    public static Split weighted(BigDecimal total, Map<String, BigDecimal> weights) {
        return of(total, weights, SCALE, "by weight");
    }

    /**
     * Divides by what each used, in multiples of 1e-11. When nobody used anything it is divided evenly, and the method says
     * so: the cost is there all the same.
     */
    public static Split byUse(BigDecimal total, Map<String, BigDecimal> use) {
        if (!use.isEmpty() && use.values().stream().allMatch(one -> one.signum() == 0)) {
            Map<String, BigDecimal> same = new LinkedHashMap<>();
            use.keySet().forEach(name -> same.put(name, BigDecimal.ONE));
            return of(total, same, SCALE, "evenly, since there was no use");
        }
        return of(total, use, SCALE, "by use");
    }

    /**
     * Divides by weights.
     *
     * @param total what to divide
     * @param weights the weight of each, in an order that decides between equals; none negative, not all zero
     * @param scale the decimals of the finest unit, 2 for cents
     * @param method how, in words
     * @throws IllegalArgumentException when there is nobody to divide between
     */
    public static Split of(BigDecimal total, Map<String, BigDecimal> weights, int scale, String method) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("There is nobody to divide " + total.toPlainString() + " between");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> weight : weights.entrySet()) {
            if (weight.getValue().signum() < 0) {
                throw new IllegalArgumentException("The weight of '" + weight.getKey() + "' is "
                        + weight.getValue().toPlainString() + "; it cannot be negative");
            }
            sum = sum.add(weight.getValue());
        }
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("All weights are zero, and so there is no share; divide evenly instead");
        }
        return divide(total, weights, sum, scale, method);
    }

    private static Split divide(
            BigDecimal total, Map<String, BigDecimal> weights, BigDecimal sum, int scale, String method) {
        BigDecimal size = total.abs();
        BigInteger units = size.movePointRight(scale).toBigInteger();
        BigDecimal finer = size.subtract(new BigDecimal(units, scale));
        int weightScale = Math.max(
                0, weights.values().stream().mapToInt(BigDecimal::scale).max().orElse(0));
        BigInteger whole = sum.setScale(weightScale).unscaledValue();
        String[] names = weights.keySet().toArray(new String[0]);
        BigDecimal[] each = weights.values().toArray(new BigDecimal[0]);
        BigInteger[] floors = new BigInteger[names.length];
        BigInteger[] lost = new BigInteger[names.length];
        BigInteger left = units;
        for (int i = 0; i < names.length; i++) {
            BigInteger weight = each[i].setScale(weightScale).unscaledValue();
            BigInteger[] share = units.multiply(weight).divideAndRemainder(whole);
            floors[i] = share[0];
            lost[i] = share[1];
            left = left.subtract(share[0]);
        }
        boolean[] extra = largest(lost, left.intValueExact());
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        List<Part> parts = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            BigDecimal weight = each[i];
            BigDecimal more = extra[i] ? unit : BigDecimal.ZERO;
            if (finer.signum() > 0 && weight.signum() > 0) {
                more = more.add(finer);
                finer = BigDecimal.ZERO;
            }
            BigDecimal floor = signed(new BigDecimal(floors[i], scale), total);
            more = signed(more, total);
            parts.add(new Part(names[i], weight, sum, floor, more, floor.add(more)));
        }
        return new Split(total, method, unit, parts);
    }

    private static BigDecimal signed(BigDecimal amount, BigDecimal like) {
        return like.signum() < 0 ? amount.negate() : amount;
    }

    /** Returns which parts lost most by rounding, so many of them, the earlier of equals first. */
    private static boolean[] largest(BigInteger[] lost, int count) {
        boolean[] chosen = new boolean[lost.length];
        if (count > 0) {
            Integer[] order = new Integer[lost.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparing((Integer i) -> lost[i]).reversed());
            for (int i = 0; i < count; i++) {
                chosen[order[i]] = true;
            }
        }
        return chosen;
    }

    /** Returns what each got, by name, in the order given. */
    public Map<String, BigDecimal> amounts() {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        parts.forEach(part -> amounts.put(part.name, part.amount));
        return amounts;
    }

    /** Tells how the total was divided, a line for each part. */
    @Override
    public String toString() {
        return total.toPlainString() + " divided " + method + ", to units of " + unit.toPlainString() + ":\n"
                + parts.stream().map(part -> "  " + part).collect(Collectors.joining("\n"));
    }
}
