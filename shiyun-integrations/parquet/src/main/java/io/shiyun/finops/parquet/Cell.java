package io.shiyun.finops.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A field of a row as CSV has it (RFC 4180); one without a value is empty and not quoted. */
final class Cell {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void clear() {
        bytes.reset();
    }

    void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(bytes.toByteArray());
    }

    /** Sets a number or a time, which has nothing to quote. */
    void plain(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sets a text, byte by byte as the file has it, so that the reader sees what is no UTF-8. */
    void quoted(byte[] text) {
        bytes.write('"');
        for (byte b : text) {
            if (b == '"') {
                bytes.write('"');
            }
            bytes.write(b);
        }
        bytes.write('"');
    }
}
