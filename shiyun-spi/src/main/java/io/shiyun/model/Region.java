package io.shiyun.model;

import java.util.Objects;

/**
 * The unit of a cloud that fails as one, by the cloud's own name, such as {@code cn-hangzhou}. A cloud without regions
 * has one, by whatever name its provider gives it.
 *
 * @param cloud the cloud it belongs to
 * @param name the cloud's own name of it
 */
public record Region(CloudId cloud, String name) implements Located {
    public Region {
        Objects.requireNonNull(cloud, "cloud");
        Names.check("The region name", name, 100);
    }

    /** Returns the region of these names. */
    public static Region of(String cloud, String name) {
        return new Region(new CloudId(cloud), name);
    }

    @Override
    public Region region() {
        return this;
    }

    @Override
    public String toString() {
        return cloud + "/" + name;
    }
}
