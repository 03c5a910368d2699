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

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Bytes size) {
        return new Builder(size);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(size);
        builder.kind = kind;
        return builder;
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

    /** Builds a {@link DiskOrder}; not safe for use by several threads. */
    public static final class Builder {
        private Bytes size;
        private String kind = "";

        private Builder(Bytes size) {
            this.size = size;
        }

        /** Sets {@link DiskOrder#size}. */
        public Builder size(Bytes size) {
            this.size = size;
            return this;
        }

        /** Sets {@link DiskOrder#kind}. */
        public Builder kind(String kind) {
            this.kind = kind;
            return this;
        }

        /** Returns the finished value. */
        public DiskOrder build() {
            return new DiskOrder(size, kind);
        }
    }
}
