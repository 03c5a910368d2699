package io.shiyun.prometheus;

import io.shiyun.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The header Authorization (RFC 7617, RFC 6750), itself a secret. */
final class Authorization {
    private Authorization() {}

    static Secret basic(String user, Secret password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user: must not be empty nor hold a colon");
        }
        String both = user + ':' + password.reveal();
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }

    static Secret bearer(Secret token) {
        if (token.reveal().isEmpty() || token.reveal().chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new IllegalArgumentException("token: must not be empty nor hold anything but visible ASCII");
        }
        return Secret.of("Bearer " + token.reveal());
    }
}
