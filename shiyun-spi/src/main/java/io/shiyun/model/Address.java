package io.shiyun.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public address that is kept until given back.
 *
 * @param id names it
 * @param address the address
 * @param host the host it leads to
 * @param tags all its tags
 */
public record Address(AddressId id, String address, Optional<HostId> host, Map<String, String> tags)
        implements Located {
    public Address {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(host, "host");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return id.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(AddressId id, String address) {
        return new Builder(id, address);
    }

    /** Builds a {@link Address}; not safe for use by several threads. */
    public static final class Builder {
        private final AddressId id;
        private final String address;
        private @Nullable HostId host;
        private Map<String, String> tags = Map.of();

        private Builder(AddressId id, String address) {
            this.id = id;
            this.address = address;
        }

        /** Sets {@link Address#host}. */
        public Builder host(HostId host) {
            this.host = host;
            return this;
        }

        /** Sets {@link Address#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public Address build() {
            return new Address(id, address, Optional.ofNullable(host), tags);
        }
    }
}
