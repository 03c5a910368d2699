package io.shiyun.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a cloud sells in one place in one way.
 *
 * @param region where
 * @param shape the cloud's own name of the size or product
 * @param layer what kind of thing
 * @param purchase how it is bought
 * @param price what it costs; absent when not known, which is not free
 * @param zone the zone, where it matters
 * @param cpu its processors
 * @param memory its memory
 * @param disk disk that comes with it
 * @param architecture its instruction set
 * @param gpus how many graphics processors
 * @param gpuModel which ones
 * @param stock whether it can be had
 * @param asOf when price and stock were true
 * @param source who said so
 * @param attributes whatever else the cloud says of it
 */
public record Offer(
        Region region,
        Shape shape,
        Layer layer,
        Purchase purchase,
        Optional<Price> price,
        Optional<Zone> zone,
        Optional<Cpu> cpu,
        Optional<Bytes> memory,
        Optional<Bytes> disk,
        Architecture architecture,
        int gpus,
        String gpuModel,
        Stock stock,
        Optional<Instant> asOf,
        String source,
        Map<String, String> attributes)
        implements Located {
    public Offer {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(purchase, "purchase");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(disk, "disk");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(gpuModel, "gpuModel");
        Objects.requireNonNull(stock, "stock");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(source, "source");
        attributes = Map.copyOf(attributes);
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, Shape shape) {
        return new Builder(region, shape);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(region, shape);
        builder.layer = layer;
        builder.purchase = purchase;
        builder.price = price.orElse(null);
        builder.zone = zone.orElse(null);
        builder.cpu = cpu.orElse(null);
        builder.memory = memory.orElse(null);
        builder.disk = disk.orElse(null);
        builder.architecture = architecture;
        builder.gpus = gpus;
        builder.gpuModel = gpuModel;
        builder.stock = stock;
        builder.asOf = asOf.orElse(null);
        builder.source = source;
        builder.attributes = attributes;
        return builder;
    }

    /** Builds a {@link Offer}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final Shape shape;
        private Layer layer = Layer.HOST;
        private Purchase purchase = Purchase.ON_DEMAND;
        private @Nullable Price price;
        private @Nullable Zone zone;
        private @Nullable Cpu cpu;
        private @Nullable Bytes memory;
        private @Nullable Bytes disk;
        private Architecture architecture = Architecture.UNKNOWN;
        private int gpus = 0;
        private String gpuModel = "";
        private Stock stock = Stock.UNKNOWN;
        private @Nullable Instant asOf;
        private String source = "";
        private Map<String, String> attributes = Map.of();

        private Builder(Region region, Shape shape) {
            this.region = region;
            this.shape = shape;
        }

        /** Sets {@link Offer#layer}. */
        public Builder layer(Layer layer) {
            this.layer = layer;
            return this;
        }

        /** Sets {@link Offer#purchase}. */
        public Builder purchase(Purchase purchase) {
            this.purchase = purchase;
            return this;
        }

        /** Sets {@link Offer#price}. */
        public Builder price(Price price) {
            this.price = price;
            return this;
        }

        /** Sets {@link Offer#zone}. */
        public Builder zone(Zone zone) {
            this.zone = zone;
            return this;
        }

        /** Sets {@link Offer#cpu}. */
        public Builder cpu(Cpu cpu) {
            this.cpu = cpu;
            return this;
        }

        /** Sets {@link Offer#memory}. */
        public Builder memory(Bytes memory) {
            this.memory = memory;
            return this;
        }

        /** Sets {@link Offer#disk}. */
        public Builder disk(Bytes disk) {
            this.disk = disk;
            return this;
        }

        /** Sets {@link Offer#architecture}. */
        public Builder architecture(Architecture architecture) {
            this.architecture = architecture;
            return this;
        }

        /** Sets {@link Offer#gpus}. */
        public Builder gpus(int gpus) {
            this.gpus = gpus;
            return this;
        }

        /** Sets {@link Offer#gpuModel}. */
        public Builder gpuModel(String gpuModel) {
            this.gpuModel = gpuModel;
            return this;
        }

        /** Sets {@link Offer#stock}. */
        public Builder stock(Stock stock) {
            this.stock = stock;
            return this;
        }

        /** Sets {@link Offer#asOf}. */
        public Builder asOf(Instant asOf) {
            this.asOf = asOf;
            return this;
        }

        /** Sets {@link Offer#source}. */
        public Builder source(String source) {
            this.source = source;
            return this;
        }

        /** Sets {@link Offer#attributes}. */
        public Builder attributes(Map<String, String> attributes) {
            this.attributes = attributes;
            return this;
        }

        /** Returns the finished value. */
        public Offer build() {
            return new Offer(
                    region,
                    shape,
                    layer,
                    purchase,
                    Optional.ofNullable(price),
                    Optional.ofNullable(zone),
                    Optional.ofNullable(cpu),
                    Optional.ofNullable(memory),
                    Optional.ofNullable(disk),
                    architecture,
                    gpus,
                    gpuModel,
                    stock,
                    Optional.ofNullable(asOf),
                    source,
                    attributes);
        }
    }
}
