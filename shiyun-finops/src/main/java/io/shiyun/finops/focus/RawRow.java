package io.shiyun.finops.focus;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of a bill that is not FOCUS, its fields as texts by column name. */
final class RawRow {
    private final List<String> header;
    private final Map<String, Integer> fields = new HashMap<>();
    private final Map<String, Integer> anyCase = new HashMap<>();
    private CsvBlock block = new CsvBlock();
    private int row;

    RawRow(List<String> header) {
        this.header = header;
        for (int field = 0; field < header.size(); field++) {
            fields.putIfAbsent(plain(header.get(field)), field);
        }
        for (int field = 0; field < header.size(); field++) {
            anyCase.putIfAbsent(folded(header.get(field)), field);
        }
    }

    /** Chinese bills write the unit of money behind the name, some in wide brackets: 应付金额（元）. */
    static String plain(String name) {
        int bracket = Math.max(name.indexOf('('), name.indexOf('（'));
        return (bracket > 0 && name.endsWith(name.charAt(bracket) == '(' ? ")" : "）")
                        ? name.substring(0, bracket)
                        : name)
                .strip();
    }

    /** Azure writes the same names with large and small first letters, by kind of account. */
    static String folded(String name) {
        return plain(name).toLowerCase(Locale.ROOT);
    }

    void at(CsvBlock in, int at) {
        block = in;
        row = at;
    }

    long line() {
        return block.lines[row];
    }

    List<String> header() {
        return header;
    }

    /** Returns the number of a column, or -1. */
    int find(String column) {
        Integer exact = fields.get(column);
        return exact != null ? exact : anyCase.getOrDefault(column.toLowerCase(Locale.ROOT), -1);
    }

    /** Returns a field, or null if it is empty or the word NULL. */
    @Nullable String field(int field) {
        int at = row * block.stride + field;
        int from = block.bounds[at] + 1;
        int to = block.bounds[at + 1];
        if (to - from >= 2 && block.bytes[from] == '"') {
            from++;
            to--;
        }
        if (from >= to) {
            return null;
        }
        String text = new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('"') >= 0) {
            text = text.replace("\"\"", "\"");
        }
        return text.equals("NULL") ? null : text;
    }
}
