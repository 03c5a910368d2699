package io.shiyun.finops.focus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A column of points in time; each distinct spelling is parsed once. */
final class TimeColumn extends ColumnReader {
    private final TimeCodes codes;
    final long[] seconds = new long[CsvBlock.MAX_ROWS];

    TimeColumn(String name, int field, FocusOptions options, Faults faults, TimeCodes codes) {
        super(name, field, options, faults);
        this.codes = codes;
    }

    @Override
    void read(CsvBlock block, RowBatch batch, int base) {
        byte[] bytes = block.bytes;
        int[] bounds = block.bounds;
        int at = first();
        for (int row = 0; row < block.rows; row++, at += block.stride) {
            int from = bounds[at] + 1;
            int length = bounds[at + 1] - from;
            int recent = length == RecentTimes.LENGTH ? codes.recent.find(bytes, from) : -1;
            seconds[row] = recent >= 0 ? codes.recent.seconds(recent) : look(block, row, from, length);
        }
    }

    private long look(CsvBlock block, int row, int from, int length) {
        int code = codes.dictionary.ofField(block.bytes, from, length);
        if (code <= 0) {
            return meet(block, row, from, from + length, code);
        }
        if (length == RecentTimes.LENGTH) {
            codes.recent.put(block.bytes, from, codes.seconds[code]);
        }
        return codes.seconds[code];
    }

    private long meet(CsvBlock block, int row, int from, int to, int known) {
        byte[] value = unquoted(block, row, from, to);
        if (value == BROKEN) {
            return 0;
        }
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.isEmpty() || text.equals("NULL")) {
            faults.error(block.lines[row], name, null, "is null; a date and time is needed");
            return 0;
        }
        try {
            long seconds = Times.seconds(text);
            codes.put(block.bytes, from, to - from, text, seconds);
            return seconds;
        } catch (BadValue e) {
            faults.error(block.lines[row], name, text, e.problem());
            if (known == ByteDictionary.UNKNOWN) {
                codes.dictionary.spell(block.bytes, from, to - from, ByteDictionary.BAD);
            }
            return 0;
        }
    }

    /** Spellings of points in time, shared by the time columns. */
    static final class TimeCodes {
        private final ByteDictionary dictionary = new ByteDictionary();
        private final RecentTimes recent = new RecentTimes();
        private long[] seconds = new long[64];

        private void put(byte[] bytes, int from, int length, String text, long value) {
            int code = dictionary.intern(text);
            if (code >= seconds.length) {
                seconds = Arrays.copyOf(seconds, code * 2);
            }
            seconds[code] = value;
            if (bytes[from] == '"') {
                dictionary.spell(bytes, from, length, code);
            }
        }
    }
}
