package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Purchase;
import io.shiyun.model.Scaling;
import io.shiyun.model.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Nodes of one size in a cluster.
 *
 * @param name its name in the cluster
 * @param shape size of each node
 * @param scaling how many
 * @param zones names of the zones it spreads over; the cloud chooses when empty
 * @param labels labels of each node
 * @param purchase how they are bought
 */
public record PoolOrder(
        String name, Shape shape, Scaling scaling, List<String> zones, Map<String, String> labels, Purchase purchase) {
    public PoolOrder {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(scaling, "scaling");
        zones = List.copyOf(zones);
        labels = Map.copyOf(labels);
        Objects.requireNonNull(purchase, "purchase");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String name, Shape shape, Scaling scaling) {
        return new Builder(name, shape, scaling);
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("name", name);
        fields.put("shape", shape.name());
        fields.put("scaling", scaling.toString());
        fields.putList("zones", zones);
        fields.putMap("labels", labels);
        fields.put("purchase", purchase.name());
    }

    /** Reads back what {@link #write} wrote. */
    public static PoolOrder read(Fields.Reader fields) {
        return new PoolOrder(
                fields.text("name"),
                new Shape(fields.text("shape")),
                Scaling.parse(fields.text("scaling")),
                fields.list("zones"),
                fields.map("labels"),
                Purchase.valueOf(fields.text("purchase")));
    }

    /** Builds a {@link PoolOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final Shape shape;
        private final Scaling scaling;
        private List<String> zones = List.of();
        private Map<String, String> labels = Map.of();
        private Purchase purchase = Purchase.ON_DEMAND;

        private Builder(String name, Shape shape, Scaling scaling) {
            this.name = name;
            this.shape = shape;
            this.scaling = scaling;
        }

        /** Sets {@link PoolOrder#zones}. */
        public Builder zones(List<String> zones) {
            this.zones = zones;
            return this;
        }

        /** Sets {@link PoolOrder#labels}. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link PoolOrder#purchase}. */
        public Builder purchase(Purchase purchase) {
            this.purchase = purchase;
            return this;
        }

        /** Returns the finished value. */
        public PoolOrder build() {
            return new PoolOrder(name, shape, scaling, zones, labels, purchase);
        }
    }
}
