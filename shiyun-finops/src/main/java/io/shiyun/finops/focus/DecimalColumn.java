package io.shiyun.finops.focus;

import io.shiyun.finops.money.Fixed;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of exact decimals. */
final class DecimalColumn extends ColumnReader {
    private final CodedColumn.Null onNull;
    private final @Nullable Function<RowBatch, long[]> target;
    private final long[] scratch = new long[CsvBlock.MAX_ROWS];

    DecimalColumn(
            String name,
            int field,
            FocusOptions options,
            Faults faults,
            CodedColumn.Null onNull,
            @Nullable Function<RowBatch, long[]> target) {
        super(name, field, options, faults);
        this.onNull = onNull;
        this.target = target;
    }

    @Override
    void read(CsvBlock block, RowBatch batch, int base) {
        long[] out = target == null ? scratch : target.apply(batch);
        int to = target == null ? 0 : base;
        byte[] bytes = block.bytes;
        int[] bounds = block.bounds;
        int at = first();
        boolean special = false;
        for (int row = 0; row < block.rows; row++, at += block.stride) {
            int from = bounds[at] + 1;
            int end = bounds[at + 1];
            if (end - from > 2 && bytes[from] == '"') {
                from++;
                end--;
            }
            long fixed = Decimals.fixed(bytes, from, end);
            special |= fixed <= Decimals.BAD;
            out[to + row] = fixed;
        }
        if (special) {
            special(block, target == null ? null : batch, out, to);
        }
    }

    private void special(CsvBlock block, @Nullable RowBatch batch, long[] out, int to) {
        for (int row = 0; row < block.rows; row++) {
            long fixed = out[to + row];
            if (fixed > Decimals.BAD) {
                continue;
            }
            int at = row * block.stride + first();
            int from = block.bounds[at] + 1;
            int end = block.bounds[at + 1];
            byte[] value = unquoted(block, row, from, end);
            if (value == BROKEN) {
                continue;
            }
            if (fixed == Fixed.WIDE) {
                if (batch != null) {
                    batch.wide(name, to + row, Decimals.exact(value, 0, value.length));
                }
            } else if (isNull(value)) {
                out[to + row] = Fixed.NULL;
                nullAt(block.lines[row]);
            } else {
                faults.error(
                        block.lines[row],
                        name,
                        Faults.text(value, 0, value.length),
                        "is not a number; digits with a point, a minus and an exponent such as E-7 are read, no"
                                + " thousands separators, no currency signs");
            }
        }
    }

    private void nullAt(long line) {
        if (onNull == CodedColumn.Null.REFUSED) {
            faults.error(line, name, null, "is null; an amount is needed");
        } else if (onNull == CodedColumn.Null.NOTED) {
            faults.notice(line, name, null, "is null, where FOCUS wants an amount");
        }
    }

    private static boolean isNull(byte[] value) {
        return value.length == 0
                || (value.length == 4 && value[0] == 'N' && value[1] == 'U' && value[2] == 'L' && value[3] == 'L');
    }
}
