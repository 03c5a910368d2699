package io.shiyun.finops.focus;

import io.shiyun.finops.money.Fixed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One column as rules see it: the facts of each field, and codes, amounts or times for what is compared with others. */
final class RuleColumn {
    /** The width of a row of facts: a place for each column. */
    static final int WIDTH = FocusColumn.values().length;

    /** Stands for an empty text in quotes, which is a null badly written. */
    private static final String EMPTY = "\0";

    final FocusColumn column;
    final int field;
    final int[] codes = new int[CsvBlock.MAX_ROWS];
    final double[] amounts = new double[CsvBlock.MAX_ROWS];
    final ByteDictionary dictionary = new ByteDictionary();
    private final List<String> named;
    private final Map<String, String> spellings = new HashMap<>();
    private long[] facts = new long[64];
    private long[] seconds = new long[64];
    private boolean[] respelled = new boolean[64];

    RuleColumn(FocusColumn column, int field) {
        this.column = column;
        this.field = field;
        this.named = Rule.NAMED.getOrDefault(column, List.of());
        facts[0] = Fact.NULL.bit();
    }

    void read(CsvBlock block, long[] out) {
        int at = field;
        int to = column.ordinal();
        boolean decimal = column.kind() == FocusColumn.Kind.DECIMAL;
        for (int row = 0; row < block.rows; row++, at += block.stride, to += WIDTH) {
            int from = block.bounds[at] + 1;
            int end = block.bounds[at + 1];
            out[to] = decimal ? decimal(block.bytes, from, end, row) : coded(block.bytes, from, end, row);
        }
    }

    /** Returns seconds since 1970 of a row's time, or {@link Long#MIN_VALUE}. */
    long second(int row) {
        return seconds[codes[row]];
    }

    /** Returns whether a row's text has been met before with other upper and lower case. */
    boolean respelled(int row) {
        return respelled[codes[row]];
    }

    private long coded(byte[] bytes, int from, int end, int row) {
        int code = dictionary.ofField(bytes, from, end - from);
        if (code < 0) {
            code = meet(bytes, from, end);
        }
        codes[row] = code;
        return facts[code];
    }

    private int meet(byte[] bytes, int from, int end) {
        boolean quoted = bytes[from] == '"';
        String text = new String(
                bytes, quoted ? from + 1 : from, Math.max(0, end - from - (quoted ? 2 : 0)), StandardCharsets.UTF_8);
        if (quoted) {
            text = text.replace("\"\"", "\"");
        }
        int before = dictionary.size();
        int code = dictionary.intern(text.isEmpty() ? EMPTY : text);
        if (quoted) {
            dictionary.spell(bytes, from, end - from, code);
        }
        if (code == before) {
            if (code >= facts.length) {
                facts = Arrays.copyOf(facts, code * 2);
                seconds = Arrays.copyOf(seconds, code * 2);
                respelled = Arrays.copyOf(respelled, code * 2);
            }
            facts[code] = FieldFacts.of(column, text, named);
            seconds[code] = column.kind() == FocusColumn.Kind.TIME ? seconds(text) : 0;
            String former = column.header().endsWith("Type") || column == FocusColumn.REGION_ID
                    ? spellings.putIfAbsent(text.toLowerCase(Locale.ROOT), text)
                    : null;
            respelled[code] = former != null;
        }
        return code;
    }

    private static long seconds(String text) {
        try {
            return Times.seconds(text);
        } catch (BadValue e) {
            return Long.MIN_VALUE;
        }
    }

    private long decimal(byte[] bytes, int start, int stop, int row) {
        boolean quoted = stop - start >= 2 && bytes[start] == '"';
        int from = quoted ? start + 1 : start;
        int end = quoted ? stop - 1 : stop;
        amounts[row] = Double.NaN;
        if (from == end) {
            return quoted ? Fact.NULL.bit() | Fact.BLANK.bit() : Fact.NULL.bit();
        }
        if (plain(bytes, from, end)) {
            long fixed = Decimals.fixed(bytes, from, end);
            if (fixed > Decimals.BAD) {
                amounts[row] = fixed * 1e-11;
                return fixed == 0 ? Fact.ZERO.bit() : fixed < 0 ? Fact.NEGATIVE.bit() : 0;
            }
        }
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        if (text.equals("NULL")) {
            return Fact.NULL.bit();
        }
        long fixed = Decimals.fixed(bytes, from, end);
        if (fixed != Decimals.BAD) {
            amounts[row] =
                    fixed == Fixed.WIDE ? Decimals.exact(bytes, from, end).doubleValue() : fixed * 1e-11;
        }
        return FieldFacts.of(column, text, named);
    }

    /** Digits, at most a minus before and a point within: a number in the form of FOCUS, nothing to find fault with. */
    private static boolean plain(byte[] bytes, int start, int end) {
        int at = bytes[start] == '-' ? start + 1 : start;
        int point = -1;
        for (int i = at; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                if (bytes[i] != '.' || point >= 0) {
                    return false;
                }
                point = i;
            }
        }
        return point != at && point != end - 1 && at < end;
    }
}
