package io.shiyun;

import io.shiyun.model.CloudId;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a wish may be fulfilled, and what is tried first. Immutable: each method answers a changed copy.
 *
 * <p>A place that cannot take the wish just now (out of stock, over quota, unavailable) is passed over for the next one.
 */
public final class Placement {
    /** What comes first. */
    public enum Order {
        /** The lowest price; what has no known price, or one of zero, comes last. Currencies are not compared. */
        CHEAPEST,
        /** The clouds in the order they are named here, or else were connected; the lowest price in each. */
        IN_ORDER
    }

    /** What several hosts made together are spread over. */
    public enum Spread {
        /** Nothing: each goes to the first place. */
        NONE,
        /** Zones, in turn. */
        ZONES,
        /** Regions, in turn. */
        REGIONS,
        /** Clouds, in turn. */
        CLOUDS
    }

    private final Order order;
    private final List<CloudId> clouds;
    private final List<Region> regions;
    private final List<Zone> zones;
    private final @Nullable Price maxPrice;
    private final Spread spread;

    private Placement(
            Order order,
            List<CloudId> clouds,
            List<Region> regions,
            List<Zone> zones,
            @Nullable Price maxPrice,
            Spread spread) {
        this.order = order;
        this.clouds = List.copyOf(clouds);
        this.regions = List.copyOf(regions);
        this.zones = List.copyOf(zones);
        this.maxPrice = maxPrice;
        this.spread = spread;
    }

    /** Wherever it is cheapest. */
    public static Placement cheapest() {
        return new Placement(Order.CHEAPEST, List.of(), List.of(), List.of(), null, Spread.NONE);
    }

    /** In the first connected cloud that can take it. */
    public static Placement anywhere() {
        return new Placement(Order.IN_ORDER, List.of(), List.of(), List.of(), null, Spread.NONE);
    }

    /** In the first of these clouds, by name, that can take it. */
    public static Placement first(String... clouds) {
        return anywhere().within(clouds);
    }

    /** Only in these clouds, by name. */
    public Placement within(String... names) {
        List<CloudId> ids = Stream.of(names).map(CloudId::new).toList();
        return new Placement(order, ids, regions, zones, maxPrice, spread);
    }

    /** Only in these regions. */
    public Placement in(Region... only) {
        return new Placement(order, clouds, List.of(only), zones, maxPrice, spread);
    }

    /** Only in this region of this cloud, by name. */
    public Placement in(String cloud, String region) {
        return in(Region.of(cloud, region));
    }

    /** Only in these zones. */
    public Placement inZone(Zone... only) {
        return new Placement(order, clouds, regions, List.of(only), maxPrice, spread);
    }

    /** For no more than this; what has no known price, or one in another currency, is passed over. */
    public Placement maxPrice(Price most) {
        return new Placement(order, clouds, regions, zones, Objects.requireNonNull(most, "most"), spread);
    }

    /** Spreads several hosts made together. */
    public Placement spread(Spread over) {
        return new Placement(order, clouds, regions, zones, maxPrice, Objects.requireNonNull(over, "over"));
    }

    /** Returns what comes first. */
    public Order order() {
        return order;
    }

    /** Returns the clouds it may go to, in order; any when empty. */
    public List<CloudId> clouds() {
        return clouds;
    }

    /** Returns the most that may be paid. */
    public Optional<Price> maxPrice() {
        return Optional.ofNullable(maxPrice);
    }

    /** Returns what several hosts are spread over. */
    public Spread spread() {
        return spread;
    }

    /** Returns whether it may go to this cloud. */
    public boolean allows(CloudId cloud) {
        return (clouds.isEmpty() || clouds.contains(cloud))
                && (regions.isEmpty()
                        || regions.stream().anyMatch(region -> region.cloud().equals(cloud)))
                && (zones.isEmpty()
                        || zones.stream().anyMatch(zone -> zone.cloud().equals(cloud)));
    }

    /** Returns whether it may go to this region. */
    public boolean allows(Region region) {
        return allows(region.cloud())
                && (regions.isEmpty() || regions.contains(region))
                && (zones.isEmpty()
                        || zones.stream().anyMatch(zone -> zone.region().equals(region)));
    }

    /** Returns whether it may go to this zone of a region that is allowed; a region without zones has an empty one. */
    public boolean allows(Optional<Zone> zone) {
        return zones.isEmpty() || zone.filter(zones::contains).isPresent();
    }

    @Override
    public String toString() {
        return "Placement[" + order
                + (clouds.isEmpty() ? "" : ", within " + clouds)
                + (regions.isEmpty() ? "" : ", in " + regions)
                + (zones.isEmpty() ? "" : ", in zones " + zones)
                + maxPrice().map(price -> ", at most " + price).orElse("")
                + (spread == Spread.NONE ? "" : ", spread over " + spread) + "]";
    }
}
