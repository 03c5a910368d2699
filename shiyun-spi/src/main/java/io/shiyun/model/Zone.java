package io.shiyun.model;

import java.util.Objects;

/**
 * A part of a region with power and network of its own, by the cloud's own name.
 *
 * @param region the region it lies in
 * @param name the cloud's own name of it
 */
public record Zone(Region region, String name) implements Located {
    public Zone {
        Objects.requireNonNull(region, "region");
        Names.check("The zone name", name, 100);
    }

    @Override
    public String toString() {
        return region + "/" + name;
    }
}
