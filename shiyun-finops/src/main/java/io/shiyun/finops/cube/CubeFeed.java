package io.shiyun.finops.cube;

import io.shiyun.finops.focus.Part;
import io.shiyun.finops.money.Fixed;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows that come from no file, such as a library's own metering, on their way into a cube. They count when they are
 * committed, all at once, in the place of what they replace. For one thread; one at a time for a cube.
 */
public final class CubeFeed implements AutoCloseable {
    private final Cube cube;
    private final Predicate<Part> replaced;
    private final Map<Part, Integer> parts = new LinkedHashMap<>();
    private final Incoming incoming;
    private final int[] tuple;
    private final long[] units;

    private @Nullable Part only;

    CubeFeed(Cube cube, String name, Predicate<Part> replaced) {
        this.cube = cube;
        this.replaced = replaced;
        this.incoming = new Incoming(cube, name);
        this.tuple = new int[cube.spec().dimensions().size() + 1];
        this.units = new long[cube.spec().costs().size()];
    }

    /** Names the part of all rows that name none themselves. */
    void only(Part part) {
        only = part;
    }

    private Part only() {
        Part part = only;
        if (part == null) {
            throw new IllegalStateException("The rows are of several parts; name the part of each");
        }
        return part;
    }

    private int code(Part part) {
        return parts.computeIfAbsent(part, key -> parts.size());
    }

    /**
     * Takes a row of the part that the feed was opened for.
     *
     * @param start when the charge begins, in seconds since 1970
     * @param currency its currency
     * @param values its values, in the order of {@link CubeSpec#dimensions}; the empty text is no value
     * @param amounts its costs, in the order of {@link CubeSpec#costs}
     */
    public void add(long start, String currency, List<String> values, List<BigDecimal> amounts) {
        add(only(), start, currency, values, amounts);
    }

    /** Takes a row of a part, as {@link #add(long, String, List, List)} does. */
    public void add(Part part, long start, String currency, List<String> values, List<BigDecimal> amounts) {
        check("values", values.size(), tuple.length - 1);
        check("amounts", amounts.size(), units.length);
        int at = code(part);
        int combo = combo(currency, values);
        boolean wide = false;
        for (int k = 0; k < units.length; k++) {
            units[k] = Fixed.of(amounts.get(k));
            if (units[k] == Fixed.WIDE) {
                wide = true;
                units[k] = 0;
            }
        }
        int hour = hour(start);
        incoming.add(at, combo, hour, units);
        for (int k = 0; wide && k < units.length; k++) {
            if (Fixed.of(amounts.get(k)) == Fixed.WIDE) {
                incoming.wide(at, combo, hour, k, amounts.get(k));
            }
        }
    }

    /** Takes a row whose amounts are multiples of 1e-11; the others as in {@link #add(long, String, List, List)}. */
    public void addFixed(long start, String currency, List<String> values, long... amounts) {
        check("values", values.size(), tuple.length - 1);
        check("amounts", amounts.length, units.length);
        for (long amount : amounts) {
            if (amount <= Fixed.WIDE) {
                throw new IllegalArgumentException("The amount " + amount + " is a marker and no amount");
            }
        }
        incoming.add(code(only()), combo(currency, values), hour(start), amounts);
    }

    private static int hour(long start) {
        return Math.toIntExact(Math.floorDiv(start, 3600L));
    }

    private static void check(String what, int given, int wanted) {
        if (given != wanted) {
            throw new IllegalArgumentException("The row has " + given + " " + what + ", the cube keeps " + wanted);
        }
    }

    private int combo(String currency, List<String> values) {
        tuple[0] = cube.labels(0).code(currency);
        for (int d = 1; d < tuple.length; d++) {
            tuple[d] = cube.labels(d).code(values.get(d - 1));
        }
        return cube.combos().id(tuple);
    }

    /** Makes the rows count. */
    public void commit() {
        cube.commit(incoming.finish(List.copyOf(parts.keySet())), this, replaced);
    }

    /** Forgets the rows unless they were committed. */
    @Override
    public void close() {
        incoming.end();
        cube.ended(this);
    }
}
