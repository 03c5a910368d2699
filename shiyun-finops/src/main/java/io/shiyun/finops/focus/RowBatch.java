package io.shiyun.finops.focus;

import io.shiyun.finops.money.Fixed;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows by columns: a code for each text, a fixed-point number for each amount. Arrays are the batch's own and are longer
 * than {@link #rows()}; read them up to there, do not write. Columns that the file lacks are all null: code 0, amount
 * {@link Fixed#NULL}.
 */
public final class RowBatch {
    /** The most rows of a batch. */
    public static final int CAPACITY = 2048;

    private final FocusCodes codes;
    private final int[] parts = new int[CAPACITY];
    private final int[] days = new int[CAPACITY];
    private final long[] starts = new long[CAPACITY];
    private final long[] ends = new long[CAPACITY];
    private final int[] @Nullable [] coded = new int[FocusColumn.values().length][];
    private final long[] @Nullable [] amounts = new long[FocusColumn.values().length][];
    private final Map<String, int[]> extras = new HashMap<>();
    private final Map<String, long[]> extraAmounts = new HashMap<>();
    private final Map<String, BigDecimal> wide = new HashMap<>();
    private int rows;

    RowBatch(FocusCodes codes) {
        this.codes = codes;
        for (FocusColumn column : codes.columns()) {
            if (column.kind() == FocusColumn.Kind.DECIMAL) {
                long[] nulls = new long[CAPACITY];
                Arrays.fill(nulls, Fixed.NULL);
                amounts[column.ordinal()] = nulls;
            } else if (column.kind() != FocusColumn.Kind.TIME) {
                coded[column.ordinal()] = new int[CAPACITY];
            }
        }
        for (String extra : codes.extras()) {
            extras.put(extra, new int[CAPACITY]);
        }
        for (String extra : codes.extraAmounts()) {
            long[] nulls = new long[CAPACITY];
            Arrays.fill(nulls, Fixed.NULL);
            extraAmounts.put(extra, nulls);
        }
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the part of each row, as a position in the list of {@link FocusSink.Load#commit}. */
    public int[] parts() {
        return parts;
    }

    /** Returns the day, UTC, on which each row's charge period starts, as days since 1970-01-01. */
    public int[] days() {
        return days;
    }

    /** Returns when each row's charge period starts, in seconds since 1970-01-01T00:00Z. */
    public long[] starts() {
        return starts;
    }

    /** Returns when each row's charge period ends, itself no longer in it, in seconds since 1970-01-01T00:00Z. */
    public long[] ends() {
        return ends;
    }

    /**
     * Returns the codes of a text or JSON column by {@link FocusCodes#of(FocusColumn)}.
     *
     * @throws IllegalArgumentException if the reader was not told to code that column
     */
    public int[] codes(FocusColumn column) {
        int[] found = coded[column.ordinal()];
        if (found == null) {
            throw new IllegalArgumentException(column.header() + " is not coded: ask for it when making FocusCodes");
        }
        return found;
    }

    /**
     * Returns the codes of a column that FOCUS does not define, such as {@code x_Project}.
     *
     * @throws IllegalArgumentException if the reader was not told to code that column
     */
    public int[] codes(String extra) {
        int[] found = extras.get(extra);
        if (found == null) {
            throw new IllegalArgumentException(extra + " is not coded: ask for it when making FocusCodes");
        }
        return found;
    }

    /**
     * Returns the amounts of a decimal column as multiples of 1e-11, {@link Fixed#NULL} where there is none and {@link
     * Fixed#WIDE} where {@link #amount} has the exact value.
     *
     * @throws IllegalArgumentException if the reader was not told to keep that column
     */
    public long[] amounts(FocusColumn column) {
        long[] found = amounts[column.ordinal()];
        if (found == null) {
            throw new IllegalArgumentException(column.header() + " is not kept: ask for it when making FocusCodes");
        }
        return found;
    }

    /**
     * Returns the amounts of a column that FOCUS does not define, such as {@code x_VoucherAmount}, as {@link
     * #amounts(FocusColumn)} does.
     *
     * @throws IllegalArgumentException if the reader was not told to keep that column
     */
    public long[] amounts(String extra) {
        long[] found = extraAmounts.get(extra);
        if (found == null) {
            throw new IllegalArgumentException(extra + " is not kept: ask for it when making FocusCodes");
        }
        return found;
    }

    /** Returns an amount, exact, or null if there is none. */
    public @Nullable BigDecimal amount(FocusColumn column, int row) {
        return exact(amounts(column)[row], column.header(), row);
    }

    /** Returns an amount of a column that FOCUS does not define, exact, or null if there is none. */
    public @Nullable BigDecimal amount(String extra, int row) {
        return exact(amounts(extra)[row], extra, row);
    }

    private @Nullable BigDecimal exact(long fixed, String column, int row) {
        if (fixed == Fixed.NULL) {
            return null;
        }
        return fixed == Fixed.WIDE ? wide.get(key(column, row)) : Fixed.toBigDecimal(fixed);
    }

    /** Returns the meaning of the codes. */
    public FocusCodes codes() {
        return codes;
    }

    void wide(String column, int row, BigDecimal amount) {
        wide.put(key(column, row), amount);
    }

    void rows(int count) {
        rows = count;
    }

    void clear() {
        rows = 0;
        wide.clear();
    }

    private static String key(String column, int row) {
        return column + '\n' + row;
    }
}
