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

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String path, Secret content) {
        return new Builder(path, content);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(path, content);
        builder.executable = executable;
        return builder;
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

    /** Builds a {@link ConfigFile}; not safe for use by several threads. */
    public static final class Builder {
        private String path;
        private Secret content;
        private boolean executable = false;

        private Builder(String path, Secret content) {
            this.path = path;
            this.content = content;
        }

        /** Sets {@link ConfigFile#path}. */
        public Builder path(String path) {
            this.path = path;
            return this;
        }

        /** Sets {@link ConfigFile#content}. */
        public Builder content(Secret content) {
            this.content = content;
            return this;
        }

        /** Sets {@link ConfigFile#executable}. */
        public Builder executable(boolean executable) {
            this.executable = executable;
            return this;
        }

        /** Returns the finished value. */
        public ConfigFile build() {
            return new ConfigFile(path, content, executable);
        }
    }
}
