package io.shiyun.model;

import java.util.Objects;

/**
 * A folder of a replica that outlives it.
 *
 * @param name the name of the volume
 * @param path where the replica finds it
 * @param readOnly whether it may only read
 */
public record VolumeMount(String name, String path, boolean readOnly) {
    public VolumeMount {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String name, String path) {
        return new Builder(name, path);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(name, path);
        builder.readOnly = readOnly;
        return builder;
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("name", name);
        fields.put("path", path);
        fields.put("readOnly", readOnly);
    }

    /** Reads back what {@link #write} wrote. */
    public static VolumeMount read(Fields.Reader fields) {
        return new VolumeMount(fields.text("name"), fields.text("path"), fields.flag("readOnly"));
    }

    /** Builds a {@link VolumeMount}; not safe for use by several threads. */
    public static final class Builder {
        private String name;
        private String path;
        private boolean readOnly = false;

        private Builder(String name, String path) {
            this.name = name;
            this.path = path;
        }

        /** Sets {@link VolumeMount#name}. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Sets {@link VolumeMount#path}. */
        public Builder path(String path) {
            this.path = path;
            return this;
        }

        /** Sets {@link VolumeMount#readOnly}. */
        public Builder readOnly(boolean readOnly) {
            this.readOnly = readOnly;
            return this;
        }

        /** Returns the finished value. */
        public VolumeMount build() {
            return new VolumeMount(name, path, readOnly);
        }
    }
}
