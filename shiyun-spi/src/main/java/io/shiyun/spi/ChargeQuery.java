package io.shiyun.spi;

import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.time.Instant;
import java.util.Objects;

/**
 * Which charges to list: those of a region or account whose period begins in this window.
 *
 * @param region where
 * @param from the first moment, included
 * @param to the last moment, excluded
 */
public record ChargeQuery(Region region, Instant from, Instant to) implements Located {
    public ChargeQuery {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
