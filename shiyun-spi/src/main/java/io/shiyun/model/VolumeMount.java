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
}
