package io.shiyun.model;

import java.util.Objects;

/**
 * A file that each replica finds in its sandbox.
 *
 * @param path relative to the root of the sandbox; no {@code ..}
 * @param content what is in it, UTF-8; kept like a secret, since config often holds one
 * @param executable whether it can be run
 */
public record ConfigFile(String path, Secret content, boolean executable) {
    public ConfigFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(content, "content");
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("path", path);
        fields.putSecret("content", content);
        fields.put("executable", executable);
    }

    /** Reads back what {@link #write} wrote. */
    public static ConfigFile read(Fields.Reader fields) {
        return new ConfigFile(fields.text("path"), fields.secret("content"), fields.flag("executable"));
    }
}
