package io.shiyun.store;

import io.shiyun.model.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of use: who used what, where, from when to when, at what price. Its cost over a time is {@code quantity *
 * unitPrice * time / unit}. Absent texts are empty.
 *
 * @param id unique; see {@link OperationIds}
 * @param who who asked for it
 * @param resource the cloud's id of what is used
 * @param kind what it is, such as {@code HOST}, {@code REPLICA}, {@code VOLUME}
 * @param cloud where
 * @param region where
 * @param zone where
 * @param project for which project
 * @param app for which app
 * @param host on which host
 * @param shape which size
 * @param tags the tags it carries
 * @param from the first instant
 * @param to the first instant that is not used any more, or null while it runs
 * @param quantity how many of it, such as 1 host or 50 GiB
 * @param unit the time, or space over time, that the price counts: a name of {@link io.shiyun.model.Per}
 * @param unitPrice the price of one of it for one unit; may be zero or, for a credit, negative
 * @param currency ISO 4217
 * @param intentId the operation of the journal
 */
public record UsageRow(
        String id,
        String who,
        String resource,
        String kind,
        String cloud,
        String region,
        String zone,
        String project,
        String app,
        String host,
        String shape,
        Map<String, String> tags,
        Instant from,
        @Nullable Instant to,
        BigDecimal quantity,
        String unit,
        BigDecimal unitPrice,
        String currency,
        String intentId) {

    /** What is used at no known price; XXX is the code of ISO 4217 for "no currency". */
    public static final Price UNPRICED = Price.hourly("0", "XXX");

    /** Copies, and cuts times to microseconds. */
    public UsageRow {
        if (id.isBlank() || resource.isBlank() || kind.isBlank() || unit.isBlank() || currency.isBlank()) {
            throw new IllegalArgumentException("A usage record needs an id, a resource, a kind, a unit and a currency");
        }
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        from = Times.cut(from);
        to = Times.cutOrNull(to);
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(unitPrice, "unitPrice");
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("A usage record ends at " + to + ", before it begins at " + from);
        }
    }

    /** Starts a record of one such thing, without a price yet. */
    public static UsageDraft of(String id, String kind, String resource) {
        return new UsageDraft(id, kind, resource);
    }
}
