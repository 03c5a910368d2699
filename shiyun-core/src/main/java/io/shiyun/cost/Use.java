package io.shiyun.cost;

import io.shiyun.model.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of use of one thing.
 *
 * @param id of the record, for messages
 * @param properties what costs can be grouped by, under the names of {@link Dimension}s; one that is absent is empty
 * @param tags the tags it carries
 * @param from the first instant
 * @param to the first instant that is not used any more, or null while it runs
 * @param quantity how many of it
 * @param price of one of it for a time, or for space over a time
 */
public record Use(
        String id,
        Map<String, String> properties,
        Map<String, String> tags,
        Instant from,
        @Nullable Instant to,
        BigDecimal quantity,
        Price price) {
    /** Copies the maps. */
    public Use {
        properties = Map.copyOf(properties);
        tags = Map.copyOf(tags);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(price, "price");
    }
}
