package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Located;
import io.shiyun.model.Offer;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which offers to list; an absent wish matches everything. Filters that a cloud cannot apply are applied by its
 * provider.
 *
 * @param region where
 * @param layer what kind of thing
 * @param purchase how it is bought
 * @param shape this size alone
 * @param minCpu at least these processors
 * @param minMemory at least this memory
 */
public record OfferQuery(
        Region region,
        Layer layer,
        Optional<Purchase> purchase,
        Optional<Shape> shape,
        Optional<Cpu> minCpu,
        Optional<Bytes> minMemory)
        implements Located {
    public OfferQuery {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(purchase, "purchase");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(minCpu, "minCpu");
        Objects.requireNonNull(minMemory, "minMemory");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region) {
        return new Builder(region);
    }

    /** Returns a query for all hosts on sale in this region. */
    public static OfferQuery hosts(Region region) {
        return builder(region).build();
    }

    /** Returns whether the offer is one of those asked for. */
    public boolean matches(Offer offer) {
        return offer.layer() == layer
                && purchase.map(wanted -> wanted == offer.purchase()).orElse(true)
                && shape.map(wanted -> wanted.equals(offer.shape())).orElse(true)
                && minCpu.map(least -> offer.cpu()
                                .map(cpu -> cpu.compareTo(least) >= 0)
                                .orElse(false))
                        .orElse(true)
                && minMemory
                        .map(least -> offer.memory()
                                .map(memory -> memory.compareTo(least) >= 0)
                                .orElse(false))
                        .orElse(true);
    }

    /** Builds a {@link OfferQuery}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private Layer layer = Layer.HOST;
        private @Nullable Purchase purchase;
        private @Nullable Shape shape;
        private @Nullable Cpu minCpu;
        private @Nullable Bytes minMemory;

        private Builder(Region region) {
            this.region = region;
        }

        /** Sets {@link OfferQuery#layer}. */
        public Builder layer(Layer layer) {
            this.layer = layer;
            return this;
        }

        /** Sets {@link OfferQuery#purchase}. */
        public Builder purchase(Purchase purchase) {
            this.purchase = purchase;
            return this;
        }

        /** Sets {@link OfferQuery#shape}. */
        public Builder shape(Shape shape) {
            this.shape = shape;
            return this;
        }

        /** Sets {@link OfferQuery#minCpu}. */
        public Builder minCpu(Cpu minCpu) {
            this.minCpu = minCpu;
            return this;
        }

        /** Sets {@link OfferQuery#minMemory}. */
        public Builder minMemory(Bytes minMemory) {
            this.minMemory = minMemory;
            return this;
        }

        /** Returns the finished value. */
        public OfferQuery build() {
            return new OfferQuery(
                    region,
                    layer,
                    Optional.ofNullable(purchase),
                    Optional.ofNullable(shape),
                    Optional.ofNullable(minCpu),
                    Optional.ofNullable(minMemory));
        }
    }
}
