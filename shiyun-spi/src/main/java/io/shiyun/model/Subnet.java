package io.shiyun.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a network.
 *
 * @param id the cloud's own id
 * @param cidr its addresses
 * @param zone the zone it lies in
 */
public record Subnet(String id, String cidr, Optional<Zone> zone) {
    public Subnet {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(cidr, "cidr");
        Objects.requireNonNull(zone, "zone");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String id, String cidr) {
        return new Builder(id, cidr);
    }

    /** Builds a {@link Subnet}; not safe for use by several threads. */
    public static final class Builder {
        private final String id;
        private final String cidr;
        private @Nullable Zone zone;

        private Builder(String id, String cidr) {
            this.id = id;
            this.cidr = cidr;
        }

        /** Sets {@link Subnet#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Returns the finished value. */
        public Subnet build() {
            return new Subnet(id, cidr, Optional.ofNullable(zone));
        }
    }
}
