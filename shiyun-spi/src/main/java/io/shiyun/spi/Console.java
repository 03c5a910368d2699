package io.shiyun.spi;

import io.shiyun.model.HostId;
import java.util.Objects;

/**
 * What a host wrote to its console.
 *
 * @param host the host
 * @param text the last of it, at most 1 MiB
 */
public record Console(HostId host, String text) {
    public Console {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(text, "text");
    }
}
