package io.shiyun.spi;

import java.util.Objects;

/**
 * A part of a multipart upload.
 *
 * @param number 1 to 10,000, in the order of the content
 * @param etag the cloud's own mark of it
 */
public record Part(int number, String etag) {
    public Part {
        Objects.requireNonNull(etag, "etag");
    }
}
