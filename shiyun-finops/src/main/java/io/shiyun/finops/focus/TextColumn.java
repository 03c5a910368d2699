package io.shiyun.finops.focus;

/** A column of texts that nobody wants: only that its fields are whole, and null where they may be, is checked. */
final class TextColumn extends ColumnReader {
    private final CodedColumn.Null onNull;
    private final int maxField;

    TextColumn(String name, int field, FocusOptions options, Faults faults, CodedColumn.Null onNull) {
        super(name, field, options, faults);
        this.onNull = onNull;
        this.maxField = options.maxFieldBytes();
    }

    @Override
    void read(CsvBlock block, RowBatch batch, int base) {
        byte[] bytes = block.bytes;
        int[] bounds = block.bounds;
        int at = first();
        for (int row = 0; row < block.rows; row++, at += block.stride) {
            int from = bounds[at] + 1;
            int to = bounds[at + 1];
            int length = to - from;
            if (length > maxField) {
                unquoted(block, row, from, to);
            }
            if (length <= 4 && onNull == CodedColumn.Null.NOTED && isNull(bytes, from, length)) {
                faults.notice(block.lines[row], name, null, "is null, where FOCUS wants a value");
            }
        }
    }

    private static boolean isNull(byte[] bytes, int from, int length) {
        return length == 0
                || (length == 2 && bytes[from] == '"')
                || (length == 4 && bytes[from] == 'N' && bytes[from + 1] == 'U' && bytes[from + 2] == 'L');
    }
}
