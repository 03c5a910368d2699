package io.shiyun.provider.sim;

import io.shiyun.model.Charge;
import io.shiyun.model.Id;
import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what is used and what it costs: a span of time at one price for each thing, cut at midnight UTC into the rows of a
 * bill. The row of a span that goes on ends now and grows. Guarded by the lock of its world.
 */
final class Meter {
    private static final int MOST_ENDED = 100_000;

    private final Map<Id, Span> running = new LinkedHashMap<>();
    private final ArrayDeque<Span> ended = new ArrayDeque<>();

    /** What a thing is, on the bill. */
    record Item(Id id, String name, String service, String category, String sku, Map<String, String> tags) {}

    private record Span(Item item, Price price, Instant from, Instant to) {}

    /** Begins to count; what was counted at another price before ends. */
    void start(Item item, Price price, Instant now) {
        stop(item.id(), now);
        running.put(item.id(), new Span(item, price, now, Instant.MAX));
    }

    /** Ends counting; not counted already is done. */
    void stop(Id id, Instant now) {
        Span span = running.remove(id);
        if (span == null) {
            return;
        }
        if (ended.size() == MOST_ENDED) {
            ended.removeFirst();
        }
        Instant end = now.isBefore(span.from) ? span.from : now;
        ended.add(new Span(span.item, span.price, span.from, end));
    }

    /** Returns the rows of a region whose period begins in this window, earliest first. */
    List<Charge> charges(Region region, Instant from, Instant to, Instant now) {
        List<Charge> rows = new ArrayList<>();
        for (Span span : ended) {
            cut(span, region, from, to, span.to, rows);
        }
        for (Span span : running.values()) {
            cut(span, region, from, to, now, rows);
        }
        rows.sort((a, b) -> a.from().compareTo(b.from()));
        return rows;
    }

    private static void cut(Span span, Region region, Instant from, Instant to, Instant end, List<Charge> rows) {
        if (!span.item.id().region().equals(region)) {
            return;
        }
        Instant begin = span.from;
        while (begin.isBefore(end) && begin.isBefore(to)) {
            Instant midnight = begin.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            Instant stop = midnight.isBefore(end) ? midnight : end;
            if (!begin.isBefore(from)) {
                rows.add(row(span, begin, stop));
            }
            begin = stop;
        }
    }

    private static Charge row(Span span, Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        Money cost = span.price.of(time);
        BigDecimal hours = BigDecimal.valueOf(time.toNanos())
                .divide(BigDecimal.valueOf(Duration.ofHours(1).toNanos()), 18, RoundingMode.HALF_EVEN);
        Item item = span.item;
        Instant month = from.atZone(ZoneOffset.UTC)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        return Charge.builder(item.id.region(), from, to, cost)
                .effective(cost)
                .list(cost)
                .contracted(cost)
                .service(item.service)
                .serviceCategory(item.category)
                .resource(item.id.value())
                .resourceName(item.name)
                .regionName(item.id.region().name())
                .account("sim")
                .sku(item.sku)
                .quantity(hours)
                .unit("Hours")
                .pricedQuantity(hours)
                .pricedUnit("Hours")
                .listUnitPrice(span.price.perHour().money())
                .description(item.sku + " by the second")
                .billingFrom(month)
                .billingTo(month.atZone(ZoneOffset.UTC).plusMonths(1).toInstant())
                .tags(item.tags)
                .build();
    }
}
