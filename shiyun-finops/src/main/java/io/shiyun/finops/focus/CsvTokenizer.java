package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts CSV (RFC 4180, lines ended by LF or CRLF) into fields, 64 bytes at a time, each byte one bit of a mask. A quote flips
 * between inside and outside, a doubled one flips twice, so commas and line breaks that count are those after an even
 * number of quotes, which a prefix sum of bits tells. Most steps meet neither a quote nor a line break and only put down
 * where commas are. A quote where none may stand is found on the way; who reads a field checks its quotes again.
 */
final class CsvTokenizer {
    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = '"' * ONES;
    private static final long COMMAS = ',' * ONES;
    private static final long BREAKS = '\n' * ONES;
    private static final long RETURNS = '\r' * ONES;
    private static final int PAD = 2 * ByteMasks.WIDTH;
    private static final int FIRST = 1 << 17;

    private final InputStream in;
    private final Faults faults;
    private final int maxRow;
    private byte[] buffer;
    private int position;
    private int limit;
    private long line = 1;
    private long total;
    private boolean end;
    private int stride;
    private boolean cut;
    private List<String> names = List.of();

    CsvTokenizer(InputStream in, int maxRow, Faults faults) {
        this.in = in;
        this.maxRow = maxRow;
        this.faults = faults;
        this.buffer = new byte[FIRST + PAD];
    }

    /** Returns the bytes read. */
    long total() {
        return total;
    }

    /** Reads the first row; none if the file is empty or its first row cannot be read, which is then a fault. */
    List<String> header() throws IOException {
        refill();
        if (limit - position >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
        } else if (limit >= 2 && (buffer[0] & 0xFE) == 0xFE && (buffer[1] & 0xFE) == 0xFE) {
            faults.fatal(1, null, null, "is UTF-16; say so by FocusOptions.withCharset, or save it as UTF-8");
            return List.of();
        }
        if (position == limit) {
            faults.fatal(0, null, null, "is empty; a header row is needed");
            return List.of();
        }
        names = new ArrayList<>();
        boolean more = true;
        while (more) {
            int from = position;
            boolean quoted = false;
            int at = from;
            while (at < limit && (quoted || (buffer[at] != ',' && buffer[at] != '\n'))) {
                quoted ^= buffer[at] == '"';
                line += buffer[at] == '\n' ? 1 : 0;
                at++;
            }
            if (at == limit && !end) {
                faults.fatal(1, null, null, "The header row does not end within " + limit + " bytes");
                return List.of();
            }
            if (quoted) {
                faults.fatal(1, null, null, "A quote in the header row is not closed");
                return List.of();
            }
            more = at < limit && buffer[at] == ',';
            String name = new String(buffer, from, at - from, StandardCharsets.UTF_8).strip();
            names.add(
                    name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                            ? name.substring(1, name.length() - 1)
                                    .replace("\"\"", "\"")
                                    .strip()
                            : name);
            position = Math.min(at + 1, limit);
        }
        int bad = Utf8.firstBad(buffer, 0, position);
        if (bad >= 0) {
            notUtf8(1, bad);
            return List.of();
        }
        line++;
        stride = names.size() + 1;
        return names;
    }

    /** Reads as many whole rows as fit; false when there are no more. Rows of other length than the header are faults. */
    boolean read(CsvBlock block) throws IOException {
        block.rows = 0;
        block.stride = stride;
        while (block.rows == 0) {
            if (faults.stopped()) {
                return false;
            }
            int before = position;
            scan(block);
            if (block.rows == 0) {
                if (position == before && end) {
                    if (position < limit) {
                        faults.fatal(
                                line,
                                null,
                                Faults.text(buffer, position, limit),
                                "has a quote that is not closed before the file ends; the quote is broken or the file"
                                        + " cut");
                    }
                    return false;
                }
                if (position == before && limit - position > maxRow) {
                    faults.fatal(
                            line, null, null, "The row is longer than " + maxRow + " bytes; a quote may not be closed");
                    return false;
                }
                refill();
            }
        }
        return true;
    }

    private void scan(CsvBlock block) {
        if (block.bounds.length < buffer.length + PAD + CsvBlock.MAX_ROWS) {
            block.bounds = new int[buffer.length + PAD + CsvBlock.MAX_ROWS];
        }
        byte[] bytes = buffer;
        block.bytes = bytes;
        int[] bounds = block.bounds;
        int stop = limit;
        int base = 0;
        int next = 1;
        bounds[0] = position - 1;
        int first = position;
        long rowLine = line;
        boolean ascii = true;
        // What the last byte of the 64 before was: all ones if within quotes, and one if a mark, or a closing quote.
        long inside = 0;
        long before = 1;
        long closed = 0;
        for (int at = position; at < stop; at += ByteMasks.WIDTH) {
            long commas = ByteMasks.of(bytes, at, COMMAS);
            if (closed == 0 && ByteMasks.plain(bytes, at)) {
                before = commas >>> 63;
                next = put(bounds, next, at, commas & ~inside);
                continue;
            }
            ascii &= ByteMasks.ascii(bytes, at);
            long quotes = ByteMasks.of(bytes, at, QUOTES);
            long breaks = ByteMasks.of(bytes, at, BREAKS);
            long within = ByteMasks.odd(quotes) ^ inside;
            long marks = commas | breaks | quotes;
            // An opening quote follows a mark, a closing one is followed by a mark or by the CR of a line break.
            long stray = quotes & within & ~(marks << 1 | before);
            stray |= ((quotes & ~within) << 1 | closed) & ~marks;
            stray = stray == 0 ? 0 : stray & ~ByteMasks.of(bytes, at, RETURNS);
            if (stray != 0 && at + Long.numberOfTrailingZeros(stray) < stop) {
                line = rowLine;
                broken(position, stop);
                return;
            }
            inside = within >> 63;
            closed = (quotes & ~within) >>> 63;
            before = marks >>> 63;
            commas &= ~within;
            for (long left = breaks; left != 0; left &= left - 1) {
                long bit = left & -left;
                if ((within & bit) != 0) {
                    line++;
                    continue;
                }
                int mark = at + Long.numberOfTrailingZeros(bit);
                long ahead = commas & (bit - 1);
                next = put(bounds, next, at, ahead);
                commas ^= ahead;
                int close = mark > position && bytes[mark - 1] == '\r' ? mark - 1 : mark;
                bounds[next++] = close;
                if (next - base == stride) {
                    block.lines[block.rows++] = rowLine;
                    base = next;
                } else {
                    otherLength(rowLine, next - base - 1, position, close);
                    next = base;
                }
                line++;
                rowLine = line;
                position = mark + 1;
                bounds[next++] = mark;
                if (block.rows == CsvBlock.MAX_ROWS) {
                    check(ascii, first);
                    return;
                }
            }
            next = put(bounds, next, at, commas);
        }
        line = rowLine;
        check(ascii, first);
    }

    /** Puts where the marks are and returns what comes next; six are written at once, there or not, to spare a guess. */
    private static int put(int[] bounds, int next, int at, long marks) {
        int end = next + Long.bitCount(marks);
        long left = marks;
        for (int to = next; to < end || to == next; to += 6) {
            bounds[to] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            bounds[to + 1] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            bounds[to + 2] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            bounds[to + 3] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            bounds[to + 4] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
            bounds[to + 5] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
        }
        return end;
    }

    private void check(boolean ascii, int first) {
        if (!ascii) {
            int bad = Utf8.firstBad(buffer, first, position);
            if (bad >= 0) {
                notUtf8(lineOf(first, bad), bad);
            }
        }
    }

    private void notUtf8(long at, int bad) {
        faults.fatal(
                at,
                null,
                null,
                "is not UTF-8 at byte " + (total - limit + bad + 1)
                        + "; name its charset by FocusOptions.withCharset, GB18030 for most Chinese bills");
    }

    /** Counts lines backwards from where the scan stands. */
    private long lineOf(int first, int at) {
        long found = line;
        for (int i = Math.max(first, at); i < position; i++) {
            found -= buffer[i] == '\n' ? 1 : 0;
        }
        return found;
    }

    private void otherLength(long rowLine, int fields, int from, int to) {
        if (from == to) {
            return;
        }
        faults.error(
                rowLine,
                null,
                Faults.text(buffer, from, to),
                "has " + fields + " fields, the header has " + names.size()
                        + (cut ? "; the file ends here, it may be cut" : ""));
    }

    private void broken(int from, int to) {
        int field = brokenQuote(from, to);
        faults.fatal(
                line,
                field >= 0 && field < names.size() ? names.get(field) : null,
                Faults.text(buffer, from, to),
                "has a broken quote: a field with quotes starts and ends with one, and doubles those within");
    }

    /** Returns the number of the first field whose quotes are not as they must be, or -1. */
    private int brokenQuote(int from, int to) {
        int field = 0;
        int at = from;
        while (at <= to) {
            boolean quoted = at < to && buffer[at] == '"';
            at += quoted ? 1 : 0;
            while (at < to && (quoted || (buffer[at] != ',' && buffer[at] != '\n'))) {
                if (buffer[at] == '"') {
                    if (!quoted) {
                        return field;
                    }
                    if (at + 1 < to && buffer[at + 1] == '"') {
                        at++;
                    } else {
                        quoted = false;
                        if (at + 1 < to && ",\n\r".indexOf(buffer[at + 1]) < 0) {
                            return field;
                        }
                    }
                }
                at++;
            }
            if (quoted || (at < to && buffer[at] == '\n')) {
                return quoted ? field : -1;
            }
            at++;
            field++;
        }
        return -1;
    }

    private void refill() throws IOException {
        int rest = limit - position;
        if (rest > buffer.length / 2) {
            buffer = Arrays.copyOfRange(buffer, position, position + buffer.length * 2);
        } else {
            System.arraycopy(buffer, position, buffer, 0, rest);
        }
        position = 0;
        limit = rest;
        while (!end && limit < buffer.length - PAD) {
            int read = in.read(buffer, limit, buffer.length - PAD - limit);
            if (read < 0) {
                end = true;
                if (limit > 0 && buffer[limit - 1] != '\n') {
                    cut = true;
                    buffer[limit++] = '\n';
                }
            } else {
                limit += read;
                total += read;
            }
        }
        Arrays.fill(buffer, limit, Math.min(limit + PAD, buffer.length), (byte) 0);
    }
}
