package io.shiyun.finops.focus;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of texts, each distinct one understood once and then known by its bytes. */
final class CodedColumn extends ColumnReader {
    /** What a null means: nothing, a notice, or an error. */
    enum Null {
        ALLOWED,
        NOTED,
        REFUSED
    }

    private final ByteDictionary dictionary;
    private final Meaning meaning;
    private final Null onNull;
    private final @Nullable Function<RowBatch, int[]> target;
    private final int[] scratch = new int[CsvBlock.MAX_ROWS];

    CodedColumn(
            String name,
            int field,
            FocusOptions options,
            Faults faults,
            ByteDictionary dictionary,
            Meaning meaning,
            Null onNull,
            @Nullable Function<RowBatch, int[]> target) {
        super(name, field, options, faults);
        this.dictionary = dictionary;
        this.meaning = meaning;
        this.onNull = onNull;
        this.target = target;
    }

    @Override
    void read(CsvBlock block, RowBatch batch, int base) {
        int[] out = target == null ? scratch : target.apply(batch);
        int to = target == null ? 0 : base;
        byte[] bytes = block.bytes;
        int[] bounds = block.bounds;
        int at = first();
        int nulls = 0;
        for (int row = 0; row < block.rows; row++, at += block.stride) {
            int from = bounds[at] + 1;
            int code = dictionary.ofField(bytes, from, bounds[at + 1] - from);
            if (code < 0) {
                code = meet(block, row, from, bounds[at + 1], code);
            }
            nulls += code == 0 ? 1 : 0;
            out[to + row] = code;
        }
        if (nulls > 0 && onNull != Null.ALLOWED) {
            reportNulls(block, out, to);
        }
    }

    private int meet(CsvBlock block, int row, int from, int to, int known) {
        byte[] value = unquoted(block, row, from, to);
        if (value == BROKEN) {
            return BAD_ROW;
        }
        if (meaning == Meaning.ANY) {
            int code = value.length == 0 ? 0 : dictionary.intern(value, 0, value.length);
            if (block.bytes[from] == '"') {
                dictionary.spell(block.bytes, from, to - from, code);
            }
            return code;
        }
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.isEmpty() || text.equals("NULL")) {
            dictionary.spell(block.bytes, from, to - from, 0);
            return 0;
        }
        try {
            String canonical = meaning.canonical(text);
            int code = dictionary.intern(canonical);
            if (block.bytes[from] == '"' || !canonical.equals(text)) {
                dictionary.spell(block.bytes, from, to - from, code);
            }
            return code;
        } catch (BadValue e) {
            faults.error(block.lines[row], name, text, e.problem());
            if (known == ByteDictionary.UNKNOWN) {
                dictionary.spell(block.bytes, from, to - from, ByteDictionary.BAD);
            }
            return BAD_ROW;
        }
    }

    private void reportNulls(CsvBlock block, int[] out, int to) {
        for (int row = 0; row < block.rows; row++) {
            if (out[to + row] == 0) {
                if (onNull == Null.REFUSED) {
                    faults.error(block.lines[row], name, null, "is null; a value is needed");
                } else {
                    faults.notice(block.lines[row], name, null, "is null, where FOCUS wants a value");
                }
            }
        }
    }

    /** A row whose fault is recorded; no file with such a row is committed. */
    private static final int BAD_ROW = -1;
}
