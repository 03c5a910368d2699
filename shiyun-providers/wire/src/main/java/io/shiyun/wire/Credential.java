package io.shiyun.wire;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A secret, where it comes from, and when it ends. The text form shows the source only.
 *
 * @param value what signs or goes along with requests; its secret parts are of type {@link io.shiyun.model.Secret}
 * @param source which link supplied it, in words; never the secret
 * @param expires when it is no longer valid, if it ends
 * @param <C> what the provider signs with
 */
public record Credential<C>(C value, String source, Optional<Instant> expires) {
    public Credential {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(expires, "expires");
    }

    /** Returns one that does not end. */
    public static <C> Credential<C> lasting(C value, String source) {
        return new Credential<>(value, source, Optional.empty());
    }

    /** Returns one that is valid until {@code expires}. */
    public static <C> Credential<C> until(C value, String source, Instant expires) {
        return new Credential<>(value, source, Optional.of(expires));
    }

    @Override
    public String toString() {
        return "Credential[" + source + "]";
    }
}
