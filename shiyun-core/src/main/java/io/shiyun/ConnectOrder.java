package io.shiyun;

import io.shiyun.model.Bytes;
import io.shiyun.model.Price;
import io.shiyun.offer.CatalogueOffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wish for something that a cloud sells besides hosts: a database, a cache, a volume. Immutable; each method answers a
 * changed copy.
 */
public final class ConnectOrder {
    private static final int MOST_REFERENCE = 200;

    private final String reference;
    private final String name;
    private final CatalogueOffer offer;
    private final String cloud;
    private final String engine;
    private final @Nullable Bytes size;
    private final @Nullable Price ceiling;
    private final Map<String, String> tags;

    private ConnectOrder(
            String reference,
            String name,
            CatalogueOffer offer,
            String cloud,
            String engine,
            @Nullable Bytes size,
            @Nullable Price ceiling,
            Map<String, String> tags) {
        this.reference = reference;
        this.name = name;
        this.offer = offer;
        this.cloud = cloud;
        this.engine = engine;
        this.size = size;
        this.ceiling = ceiling;
        this.tags = Map.copyOf(tags);
        if (reference.isBlank() || reference.length() > MOST_REFERENCE || name.isBlank()) {
            throw new IllegalArgumentException("What is connected has a name, and a reference of 1 to " + MOST_REFERENCE
                    + " characters, by which it is made once");
        }
    }

    /**
     * Connects what an offer sells.
     *
     * @param reference the caller's own name of the purchase: asked for again by the same one, what there is is the answer
     * @param name what it is called
     * @param offer the offer; what its attribute {@code engine} says is the engine of a database
     */
    public static ConnectOrder of(String reference, String name, CatalogueOffer offer) {
        return new ConnectOrder(
                reference,
                name,
                offer,
                offer.seller(),
                Objects.requireNonNullElse(offer.attributes().get("engine"), ""),
                null,
                null,
                Map.of());
    }

    /** At this connected cloud; at the one of the seller's name when not said. */
    public ConnectOrder at(String connected) {
        return new ConnectOrder(reference, name, offer, connected, engine, size, ceiling, tags);
    }

    /** Of this engine, such as {@code postgresql}. */
    public ConnectOrder engine(String what) {
        return new ConnectOrder(reference, name, offer, cloud, what, size, ceiling, tags);
    }

    /** That holds so much. */
    public ConnectOrder holding(Bytes much) {
        return new ConnectOrder(reference, name, offer, cloud, engine, much, ceiling, tags);
    }

    /** For no more than this for a unit, as the price is at the time of buying. */
    public ConnectOrder atMost(Price most) {
        return new ConnectOrder(reference, name, offer, cloud, engine, size, most, tags);
    }

    /** With this tag. */
    public ConnectOrder tag(String key, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(key, value);
        return new ConnectOrder(reference, name, offer, cloud, engine, size, ceiling, more);
    }

    /** Returns the caller's own name of the purchase. */
    public String reference() {
        return reference;
    }

    /** Returns what it is called. */
    public String name() {
        return name;
    }

    /** Returns the offer. */
    public CatalogueOffer offer() {
        return offer;
    }

    /** Returns the connected cloud. */
    public String cloud() {
        return cloud;
    }

    /** Returns the engine, or empty. */
    public String engine() {
        return engine;
    }

    /** Returns how much it holds. */
    public Optional<Bytes> size() {
        return Optional.ofNullable(size);
    }

    /** Returns the most that is paid for a unit. */
    public Optional<Price> ceiling() {
        return Optional.ofNullable(ceiling);
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        return tags;
    }

    @Override
    public String toString() {
        return "ConnectOrder[" + reference + ": " + name + " by " + offer + "]";
    }
}
