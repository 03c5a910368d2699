package io.shiyun.spi;

import io.shiyun.model.CloudId;
import java.util.Objects;

/**
 * Something a provider did by itself that an operator wants to know.
 *
 * @param cloud where
 * @param kind what kind
 * @param message in words; holds no secret
 */
public record CloudEvent(CloudId cloud, CloudEventKind kind, String message) {
    public CloudEvent {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
