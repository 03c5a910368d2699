package io.shiyun.model;

import java.util.Objects;

/**
 * Names a project, the folder of apps.
 *
 * @param region where it lies
 * @param value the cloud's own id of it, unique in its region
 */
public record ProjectId(Region region, String value) implements Id {
    public ProjectId {
        Objects.requireNonNull(region, "region");
        Names.check("The id", value, 1024);
    }

    @Override
    public String toString() {
        return text();
    }
}
