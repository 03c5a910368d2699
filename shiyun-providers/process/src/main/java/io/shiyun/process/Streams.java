package io.shiyun.process;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where a foreground command reads from and writes to. None of them is closed by the command's end.
 *
 * @param in read in a thread of its own until its end or the command's; a read that blocks for ever keeps that thread
 */
public record Streams(InputStream in, OutputStream out, OutputStream err) {

    /** Empty input, output thrown away. */
    public static Streams discarded() {
        return new Streams(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }
}
