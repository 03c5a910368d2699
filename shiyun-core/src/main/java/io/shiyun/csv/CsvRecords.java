package io.shiyun.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The records of a CSV file (RFC 4180), field by field as bytes: LF or CRLF, quotes doubled inside quotes. Fields are
 * valid until the next record. Not safe for use by several threads.
 */
public final class CsvRecords {
    /** A record longer than this is no record: a quote was left open. */
    private static final int LONGEST_RECORD = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    /** Where the record begins, and where what was read ends. */
    private int base;

    private int limit;
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int fields;
    private long line;
    private long nextLine = 1;

    /** The records of this stream, which is not closed. */
    public CsvRecords(InputStream in) {
        this.in = in;
    }

    /** What is wrong with a file that cannot be read on. */
    public static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }

    /** Returns the array that the fields lie in; another one after each {@link #next()}. */
    public byte[] bytes() {
        return buffer;
    }

    /** Returns the number of fields of the record. */
    public int fields() {
        return fields;
    }

    /** Returns where a field begins in {@link #bytes()}. */
    public int start(int field) {
        return starts[field];
    }

    /** Returns where a field ends, exclusive. */
    public int end(int field) {
        return ends[field];
    }

    /** Returns a field as text. */
    public String text(int field) {
        return new String(buffer, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    }

    /** Returns the line where the record begins, the first being 1. */
    public long line() {
        return line;
    }

    /** Goes to the next record that is not an empty line, and returns whether there is one. */
    public boolean next() throws IOException, Broken {
        do {
            line = nextLine;
            if (!read()) {
                return false;
            }
        } while (fields == 1 && starts[0] == ends[0]);
        return true;
    }

    /** Reads one record; positions are relative to its base until it is whole, since filling moves it. */
    private boolean read() throws IOException, Broken {
        fields = 0;
        int from = 0;
        int at = 0;
        while (true) {
            if (base + at == limit && !fill()) {
                if (at == 0) {
                    return false;
                }
                field(from, at);
                return whole(at);
            }
            byte next = buffer[base + at];
            if (next == ',') {
                field(from, at);
                from = ++at;
            } else if (next == '\n') {
                nextLine++;
                boolean carriage = at > from && buffer[base + at - 1] == '\r';
                field(from, carriage ? at - 1 : at);
                return whole(at + 1);
            } else if (next == '"') {
                if (at != from) {
                    throw new Broken("a quote inside a field that is not quoted");
                }
                at = quoted(at + 1);
                if (base + at == limit || buffer[base + at] == '\n') {
                    nextLine += base + at == limit ? 0 : 1;
                    return whole(Math.min(at + 1, limit - base));
                }
                from = ++at;
            } else {
                at++;
            }
        }
    }

    /** Reads a quoted field, closing its gaps in place, and returns where its comma, line end or the end of file is. */
    private int quoted(int from) throws IOException, Broken {
        int to = from;
        int at = from;
        while (true) {
            if (base + at == limit && !fill()) {
                throw new Broken("a quote that is never closed");
            }
            byte next = buffer[base + at++];
            if (next == '"') {
                boolean more = base + at < limit || fill();
                if (!more || buffer[base + at] != '"') {
                    break;
                }
                at++;
            } else if (next == '\n') {
                nextLine++;
            }
            buffer[base + to++] = next;
        }
        field(from, to);
        if ((base + at < limit || fill()) && buffer[base + at] == '\r') {
            at++;
        }
        if ((base + at < limit || fill()) && buffer[base + at] != ',' && buffer[base + at] != '\n') {
            throw new Broken("text behind a closing quote");
        }
        return at;
    }

    private void field(int from, int to) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
        }
        starts[fields] = from;
        ends[fields++] = to;
    }

    private boolean whole(int length) {
        for (int i = 0; i < fields; i++) {
            starts[i] += base;
            ends[i] += base;
        }
        base += length;
        return true;
    }

    private boolean fill() throws IOException, Broken {
        if (base > 0) {
            System.arraycopy(buffer, base, buffer, 0, limit - base);
            limit -= base;
            base = 0;
        }
        if (limit == buffer.length) {
            if (limit >= LONGEST_RECORD) {
                throw new Broken("a record longer than " + LONGEST_RECORD + " bytes; is a quote left open?");
            }
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count > 0;
    }
}
