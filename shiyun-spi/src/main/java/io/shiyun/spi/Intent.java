package io.shiyun.spi;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What makes a write single: the token a cloud remembers, and the tags that tell whose it is. Computed once per
 * intent, never inside a retry.
 *
 * @param token 16 to 63 characters of a to z and 0 to 9
 * @param tags goes into the same request as the create
 */
public record Intent(String token, Map<String, String> tags) {
    public Intent {
        Objects.requireNonNull(token, "token");
        tags = Map.copyOf(tags);
        if (!token.matches("[a-z0-9]{16,63}")) {
            throw new IllegalArgumentException("an intent's token is 16 to 63 characters of a to z and 0 to 9");
        }
    }

    /** Returns the token as a UUID of version 5 in a namespace of this library, for clouds that want one. */
    public UUID uuid() {
        return IntentUuid.of(token);
    }
}
