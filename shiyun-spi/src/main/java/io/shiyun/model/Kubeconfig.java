package io.shiyun.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that opens a cluster.
 *
 * @param yaml the file; it holds keys
 * @param expires when its keys end
 */
public record Kubeconfig(Secret yaml, Optional<Instant> expires) {
    public Kubeconfig {
        Objects.requireNonNull(yaml, "yaml");
        Objects.requireNonNull(expires, "expires");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Secret yaml) {
        return new Builder(yaml);
    }

    /** Builds a {@link Kubeconfig}; not safe for use by several threads. */
    public static final class Builder {
        private final Secret yaml;
        private @Nullable Instant expires;

        private Builder(Secret yaml) {
            this.yaml = yaml;
        }

        /** Sets {@link Kubeconfig#expires}. */
        public Builder expires(Instant expires) {
            this.expires = expires;
            return this;
        }

        /** Returns the finished value. */
        public Kubeconfig build() {
            return new Kubeconfig(yaml, Optional.ofNullable(expires));
        }
    }
}
