package io.shiyun.store;

import io.shiyun.model.Per;
import io.shiyun.model.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link UsageRow}. Not thread-safe. */
public final class UsageDraft {
    private final String id;
    private final String kind;
    private final String resource;
    private String who = "";
    private String cloud = "";
    private String region = "";
    private String zone = "";
    private String project = "";
    private String app = "";
    private String host = "";
    private String shape = "";
    private Map<String, String> tags = Map.of();
    private BigDecimal quantity = BigDecimal.ONE;
    private String unit = Per.HOUR.name();
    private BigDecimal unitPrice = BigDecimal.ZERO;
    private String currency = "";
    private String intentId = "";

    UsageDraft(String id, String kind, String resource) {
        this.id = id;
        this.kind = kind;
        this.resource = resource;
    }

    /** Who asked for it. */
    public UsageDraft who(String actor) {
        who = actor;
        return this;
    }

    /** Where it runs; an empty zone where there is none. */
    public UsageDraft in(String cloudName, String regionName, String zoneName) {
        cloud = cloudName;
        region = regionName;
        zone = zoneName;
        return this;
    }

    /** What it runs for. */
    public UsageDraft forApp(String projectName, String appName) {
        project = projectName;
        app = appName;
        return this;
    }

    /** The host it runs on, or is. */
    public UsageDraft host(String hostName) {
        host = hostName;
        return this;
    }

    /** Its size. */
    public UsageDraft shape(String name) {
        shape = name;
        return this;
    }

    /** Its tags. */
    public UsageDraft tags(Map<String, String> carried) {
        tags = carried;
        return this;
    }

    /** How many of it; 1 unless said. */
    public UsageDraft quantity(BigDecimal count) {
        quantity = count;
        return this;
    }

    /**
     * The price of one of it.
     *
     * @throws IllegalArgumentException if the price counts no time
     */
    public UsageDraft price(Price price) {
        if (!price.per().isTime() && price.per() != Per.GIB_MONTH) {
            throw new IllegalArgumentException("Use is priced by time, not by " + price.per()
                    + ": write what is sold by the piece down as a charge");
        }
        unitPrice = price.money().amount();
        currency = price.money().currency().getCurrencyCode();
        unit = price.per().name();
        return this;
    }

    /** The operation of the journal. */
    public UsageDraft intent(String operationId) {
        intentId = operationId;
        return this;
    }

    /** The record, running since that time. */
    public UsageRow since(Instant from) {
        return between(from, null);
    }

    /** The record over a stretch of time, running on where the end is null. */
    public UsageRow between(Instant from, @Nullable Instant to) {
        return new UsageRow(
                id, who, resource, kind, cloud, region, zone, project, app, host, shape, tags, from, to, quantity, unit,
                unitPrice, currency, intentId);
    }
}
