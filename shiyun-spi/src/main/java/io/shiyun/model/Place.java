package io.shiyun.model;

import java.util.Objects;

/**
 * A region as its cloud describes it.
 *
 * @param region names it
 * @param title its name for people
 * @param country ISO 3166 code of the country; empty when not told
 * @param partition the separate world of accounts it belongs to, such as china or government; empty for the
 *     usual one
 * @param open whether this account may use it
 */
public record Place(Region region, String title, String country, String partition, boolean open) implements Located {
    public Place {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(partition, "partition");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region) {
        return new Builder(region);
    }

    /** Builds a {@link Place}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private String title = "";
        private String country = "";
        private String partition = "";
        private boolean open = true;

        private Builder(Region region) {
            this.region = region;
        }

        /** Sets {@link Place#title}. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /** Sets {@link Place#country}. */
        public Builder country(String country) {
            this.country = country;
            return this;
        }

        /** Sets {@link Place#partition}. */
        public Builder partition(String partition) {
            this.partition = partition;
            return this;
        }

        /** Sets {@link Place#open}. */
        public Builder open(boolean open) {
            this.open = open;
            return this;
        }

        /** Returns the finished value. */
        public Place build() {
            return new Place(region, title, country, partition, open);
        }
    }
}
