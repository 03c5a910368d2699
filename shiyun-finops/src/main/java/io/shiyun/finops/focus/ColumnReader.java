package io.shiyun.finops.focus;

/** Reads one column of a block, checks each value, and puts what is kept into a batch. */
abstract class ColumnReader {
    final String name;
    final Faults faults;
    private final int field;
    private final int maxField;

    ColumnReader(String name, int field, FocusOptions options, Faults faults) {
        this.name = name;
        this.field = field;
        this.maxField = options.maxFieldBytes();
        this.faults = faults;
    }

    /** Reads the column in all rows of a block into the rows of a batch from {@code base} on. */
    abstract void read(CsvBlock block, RowBatch batch, int base);

    final int first() {
        return field;
    }

    /** Returns the value of a field that has not been met before, without its quotes, or null if it is bad. */
    final byte[] unquoted(CsvBlock block, int row, int from, int to) {
        byte[] bytes = block.bytes;
        if (to - from > maxField) {
            faults.error(
                    block.lines[row],
                    name,
                    Faults.text(bytes, from, to),
                    "has " + (to - from) + " bytes; at most " + maxField + " are read");
            return BROKEN;
        }
        boolean quoted = from < to && bytes[from] == '"';
        int end = quoted ? to - 1 : to;
        int at = quoted ? from + 1 : from;
        boolean broken = quoted && (to - from < 2 || bytes[end] != '"');
        byte[] value = new byte[Math.max(0, end - at)];
        int length = 0;
        for (; at < end && !broken; at++) {
            if (bytes[at] == '"') {
                broken = !quoted || ++at >= end || bytes[at] != '"';
            }
            value[length++] = bytes[Math.min(at, end)];
        }
        if (broken) {
            faults.fatal(
                    block.lines[row],
                    name,
                    Faults.text(bytes, from, to),
                    "has a broken quote: a field with quotes starts and ends with one, and doubles those within");
            return BROKEN;
        }
        return length == value.length ? value : java.util.Arrays.copyOf(value, length);
    }

    /** Stands for a field whose fault is recorded. */
    static final byte[] BROKEN = new byte[0];
}
