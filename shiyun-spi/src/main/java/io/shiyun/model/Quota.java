package io.shiyun.model;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit of an account in a region.
 *
 * @param region where it holds
 * @param name the cloud's own name of it
 * @param unit what is counted; empty for pieces
 * @param limit how much is allowed; absent when unlimited
 * @param used how much is used; absent when the cloud does not say
 * @param adjustable whether more can be asked for
 */
public record Quota(
        Region region, String name, String unit, Optional<Long> limit, Optional<Long> used, boolean adjustable)
        implements Located {
    public Quota {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(used, "used");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name) {
        return new Builder(region, name);
    }

    /** Builds a {@link Quota}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private String unit = "";
        private @Nullable Long limit;
        private @Nullable Long used;
        private boolean adjustable = false;

        private Builder(Region region, String name) {
            this.region = region;
            this.name = name;
        }

        /** Sets {@link Quota#unit}. */
        public Builder unit(String unit) {
            this.unit = unit;
            return this;
        }

        /** Sets {@link Quota#limit}. */
        public Builder limit(Long limit) {
            this.limit = limit;
            return this;
        }

        /** Sets {@link Quota#used}. */
        public Builder used(Long used) {
            this.used = used;
            return this;
        }

        /** Sets {@link Quota#adjustable}. */
        public Builder adjustable(boolean adjustable) {
            this.adjustable = adjustable;
            return this;
        }

        /** Returns the finished value. */
        public Quota build() {
            return new Quota(region, name, unit, Optional.ofNullable(limit), Optional.ofNullable(used), adjustable);
        }
    }
}
