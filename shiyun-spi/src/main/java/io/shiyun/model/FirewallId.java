package io.shiyun.model;

import java.util.Objects;

/**
 * Names a firewall, also called a security group.
 *
 * @param region where it lies
 * @param value the cloud's own id of it, unique in its region
 */
public record FirewallId(Region region, String value) implements Id {
    public FirewallId {
        Objects.requireNonNull(region, "region");
        Names.check("The id", value, 1024);
    }

    @Override
    public String toString() {
        return text();
    }
}
