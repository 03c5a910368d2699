package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Located;

/**
 * The exact request that a provider carries out: nothing in it is left to choose, so that its {@linkplain #fields() written
 * form} can be frozen, hashed and sent again. A wish in it that a provider does not know is answered INVALID, NOT_SENT.
 */
public interface Order extends Located {
    /** Writes every part. */
    void write(Fields.Writer fields);

    /**
     * Returns every part in a flat form. Orders that are written down before they are sent have a static {@code read} that
     * reads it back.
     */
    default Fields fields() {
        return Fields.of(this::write);
    }
}
