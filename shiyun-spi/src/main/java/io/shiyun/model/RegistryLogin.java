package io.shiyun.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a registry client logs in with.
 *
 * @param address the registry, without a scheme
 * @param user the user
 * @param password the password or token
 * @param expires when the password ends
 */
public record RegistryLogin(String address, String user, Secret password, Optional<Instant> expires) {
    public RegistryLogin {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(expires, "expires");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String address, String user, Secret password) {
        return new Builder(address, user, password);
    }

    /** Builds a {@link RegistryLogin}; not safe for use by several threads. */
    public static final class Builder {
        private final String address;
        private final String user;
        private final Secret password;
        private @Nullable Instant expires;

        private Builder(String address, String user, Secret password) {
            this.address = address;
            this.user = user;
            this.password = password;
        }

        /** Sets {@link RegistryLogin#expires}. */
        public Builder expires(Instant expires) {
            this.expires = expires;
            return this;
        }

        /** Returns the finished value. */
        public RegistryLogin build() {
            return new RegistryLogin(address, user, password, Optional.ofNullable(expires));
        }
    }
}
