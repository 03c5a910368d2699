package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.Fields;
import java.util.Objects;

/**
 * A data disk that is made and deleted with its host.
 *
 * @param size how much it holds
 * @param kind the cloud's own name of its kind; empty for its usual one
 */
public record DiskOrder(Bytes size, String kind) {
    public DiskOrder {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(kind, "kind");
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("size", size.count());
        fields.put("kind", kind);
    }

    /** Reads back what {@link #write} wrote. */
    public static DiskOrder read(Fields.Reader fields) {
        return new DiskOrder(new Bytes(fields.number("size")), fields.text("kind"));
    }
}
