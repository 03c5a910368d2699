package io.shiyun.finops.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A field of a row as CSV has it (RFC 4180); one without a value is empty and not quoted. */
final class Cell {
    private byte[] bytes = new byte[64];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, 0, length);
    }

    /** Sets a number or a time, which has nothing to quote. */
    void plain(String text) {
        raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sets a field that is written as CSV has it already. */
    void raw(byte[] field) {
        room(field.length);
        System.arraycopy(field, 0, bytes, length, field.length);
        length += field.length;
    }

    /** Sets a text, byte by byte as the file has it, so that the reader sees what is no UTF-8. */
    void quoted(byte[] text) {
        room(2 * text.length + 2);
        bytes[length++] = '"';
        for (byte b : text) {
            if (b == '"') {
                bytes[length++] = '"';
            }
            bytes[length++] = b;
        }
        bytes[length++] = '"';
    }

    /** Returns what the field is now. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
