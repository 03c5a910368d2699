package io.shiyun.spi;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The three streams of a command. Whoever made them closes them.
 *
 * @param in what it reads
 * @param out where its standard output goes
 * @param err where its standard error goes
 */
public record Pipes(InputStream in, OutputStream out, OutputStream err) {
    public Pipes {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }

    /** Returns pipes with nothing to read and nowhere to write. */
    public static Pipes none() {
        return new Pipes(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    /** Returns pipes with nothing to read. */
    public static Pipes to(OutputStream out, OutputStream err) {
        return new Pipes(InputStream.nullInputStream(), out, err);
    }
}
