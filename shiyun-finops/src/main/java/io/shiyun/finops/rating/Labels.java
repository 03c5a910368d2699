package io.shiyun.finops.rating;

import java.util.Map;
import java.util.Objects;

/**
 * What rules go by.
 *
 * @param cloud the cloud's name; empty if it is unknown
 * @param service the service's name; empty if it is unknown
 * @param region the region's name in its cloud; empty if it is unknown
 * @param tags the tags, keys and values as the cloud has them
 */
public record Labels(String cloud, String service, String region, Map<String, String> tags) {
    /** Nothing known. */
    public static final Labels NONE = new Labels("", "", "", Map.of());

    public Labels {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(region, "region");
        tags = Map.copyOf(tags);
    }
}
