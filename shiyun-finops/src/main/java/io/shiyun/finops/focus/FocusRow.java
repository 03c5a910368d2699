package io.shiyun.finops.focus;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of FOCUS to be written. Columns that are not set are null; so are the empty text and the word {@code NULL},
 * since files use both for it. Not safe for use by several threads.
 */
public final class FocusRow {
    private final @Nullable Object[] values = new Object[FocusColumn.values().length];
    private final Map<String, String> extras = new LinkedHashMap<>();

    /**
     * Sets a text, or a JSON object as its text.
     *
     * @throws IllegalArgumentException if the column has no texts, or not this one
     */
    public FocusRow put(FocusColumn column, @Nullable String text) {
        boolean json = column.kind() == FocusColumn.Kind.JSON;
        require(json || column.kind() == FocusColumn.Kind.TEXT, column, "a text");
        if (text == null || isNull(text)) {
            values[column.ordinal()] = null;
            return this;
        }
        try {
            Meaning meaning = json ? Meaning.JSON : Table.meaning(column, ColumnFacts.of(column));
            values[column.ordinal()] = whole(column.header(), meaning.canonical(text));
        } catch (BadValue e) {
            throw new IllegalArgumentException(column.header() + " \"" + text + "\" " + e.problem(), e);
        }
        return this;
    }

    /**
     * Sets a map of texts as a JSON object, such as {@link FocusColumn#TAGS}.
     *
     * @throws IllegalArgumentException if the column is not JSON
     */
    public FocusRow put(FocusColumn column, Map<String, String> texts) {
        require(column.kind() == FocusColumn.Kind.JSON, column, "a map");
        return put(column, texts.isEmpty() ? null : BillFunctions.json(texts));
    }

    /**
     * Sets an amount.
     *
     * @throws IllegalArgumentException if the column has no amounts, or the amount has more than 256 digits
     */
    public FocusRow put(FocusColumn column, @Nullable BigDecimal amount) {
        require(column.kind() == FocusColumn.Kind.DECIMAL, column, "an amount");
        if (amount != null
                && (Math.abs((long) amount.scale()) + amount.precision() > 2L * Decimals.MAX_PLAIN
                        || amount.toPlainString().length() > Decimals.MAX_PLAIN)) {
            throw new IllegalArgumentException(column.header() + " is longer than " + Decimals.MAX_PLAIN + " digits");
        }
        values[column.ordinal()] = amount;
        return this;
    }

    /**
     * Sets a time.
     *
     * @throws IllegalArgumentException if the column has no times, or the time has a fraction of a second
     */
    public FocusRow put(FocusColumn column, @Nullable Instant time) {
        require(column.kind() == FocusColumn.Kind.TIME, column, "a time");
        if (time != null && !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(column.header() + " " + time + " has a fraction of a second");
        }
        values[column.ordinal()] = time;
        return this;
    }

    /**
     * Sets a column that FOCUS does not define.
     *
     * @throws IllegalArgumentException if the name does not begin with {@code x_}
     */
    public FocusRow extra(String name, @Nullable String text) {
        if (!name.startsWith("x_") || name.length() < 3) {
            throw new IllegalArgumentException(name + " is no column of FOCUS; name further columns x_...");
        }
        if (text == null || isNull(text)) {
            extras.remove(name);
        } else {
            extras.put(name, whole(name, text));
        }
        return this;
    }

    /** Returns a text, an amount or a time, by the kind of the column, or null. */
    public @Nullable Object value(FocusColumn column) {
        return values[column.ordinal()];
    }

    /** Returns the text of a further column, or null. */
    public @Nullable String extra(String name) {
        return extras.get(name);
    }

    /** Returns the names of the further columns that are set. */
    public Set<String> extras() {
        return Collections.unmodifiableSet(extras.keySet());
    }

    /** Returns the columns that are set. */
    Set<FocusColumn> columns() {
        EnumSet<FocusColumn> set = EnumSet.noneOf(FocusColumn.class);
        for (FocusColumn column : FocusColumn.values()) {
            if (values[column.ordinal()] != null) {
                set.add(column);
            }
        }
        return set;
    }

    /** Returns a value as a file writes it. */
    static String text(Object value) {
        return value instanceof BigDecimal amount ? amount.toPlainString() : value.toString();
    }

    /** Sets what a file has been read and checked for. */
    void checked(FocusColumn column, @Nullable Object value) {
        values[column.ordinal()] = value;
    }

    void checked(String extra, String text) {
        extras.put(extra, text);
    }

    void clear() {
        Arrays.fill(values, null);
        extras.clear();
    }

    private static boolean isNull(String text) {
        return text.isEmpty() || text.equals("NULL");
    }

    private static String whole(String name, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(name + " has half of a character");
        }
        return text;
    }

    private static void require(boolean kind, FocusColumn column, String what) {
        if (!kind) {
            throw new IllegalArgumentException(column.header() + " is not " + what + " but " + column.kind());
        }
    }
}
