package io.shiyun.spi;

import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.Map;
import java.util.Objects;

/**
 * Which hosts to list: those of one region that have all these tags.
 *
 * @param region where
 * @param tags an empty value matches any
 */
public record HostQuery(Region region, Map<String, String> tags) implements Located {
    public HostQuery {
        Objects.requireNonNull(region, "region");
        tags = Map.copyOf(tags);
    }

    /** Returns a query for all hosts of this region. */
    public static HostQuery all(Region region) {
        return new HostQuery(region, Map.of());
    }

    /** Returns whether these tags have all that is asked for. */
    public boolean matches(Map<String, String> actual) {
        return tags.entrySet().stream().allMatch(wanted -> {
            String value = actual.get(wanted.getKey());
            return value != null
                    && (wanted.getValue().isEmpty() || wanted.getValue().equals(value));
        });
    }
}
