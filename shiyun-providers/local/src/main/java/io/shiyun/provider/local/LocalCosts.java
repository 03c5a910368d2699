package io.shiyun.provider.local;

import io.shiyun.model.Charge;
import io.shiyun.model.ChargeCategory;
import io.shiyun.model.Money;
import io.shiyun.spi.Call;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bill of this machine: a row for each use of each thing and day (UTC), metered by the nanosecond of the clock and priced by
 * the second, exact to 18 decimals. What is still in use is billed up to now.
 */
final class LocalCosts implements Costs {
    private static final int PAGE = 1_000;

    private final Desk desk;

    LocalCosts(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Page<Charge> charges(ChargeQuery query, Cursor from, Call call) {
        return desk.ask(query, call, () -> {
            List<Charge> rows = rows(query);
            int first = from.atStart() ? 0 : Integer.parseInt(from.value());
            List<Charge> page = rows.subList(Math.min(first, rows.size()), Math.min(first + PAGE, rows.size()));
            return first + PAGE < rows.size()
                    ? Page.of(page, new Cursor(Integer.toString(first + PAGE)))
                    : Page.last(page);
        });
    }

    private List<Charge> rows(ChargeQuery query) {
        World world = desk.world();
        Instant now = world.now();
        Map<String, Meter.Use> uses = new LinkedHashMap<>();
        world.hosts()
                .all()
                .forEach(host -> host.billedSince()
                        .ifPresent(since -> put(uses, world.hosts().use(host, since, now))));
        world.apps()
                .forEach(app -> app.record()
                        .replicas()
                        .forEach(replica -> put(uses, AppUse.of(app.record(), replica, world.card(), now))));
        // What the meter has is final, also where the state does not say so yet.
        world.meter().since(query.from()).forEach(use -> put(uses, use));
        List<Charge> rows = new ArrayList<>();
        uses.values().forEach(use -> split(use, query, rows));
        rows.sort(java.util.Comparator.comparing(Charge::from).thenComparing(Charge::resource));
        return rows;
    }

    private static void put(Map<String, Meter.Use> uses, Meter.Use use) {
        uses.put(use.resource() + " " + use.from(), use);
    }

    private void split(Meter.Use use, ChargeQuery query, List<Charge> rows) {
        Instant from = use.from();
        while (from.isBefore(use.to())) {
            Instant midnight = from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            Instant to = midnight.isBefore(use.to()) ? midnight : use.to();
            if (!from.isBefore(query.from()) && from.isBefore(query.to())) {
                rows.add(charge(use, from, to));
            }
            from = to;
        }
    }

    private Charge charge(Meter.Use use, Instant from, Instant to) {
        World world = desk.world();
        Duration time = Duration.between(from, to);
        Money cost = use.price().of(time);
        BigDecimal seconds = BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
        LocalDate month = from.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
        return Charge.builder(world.region(), from, to, cost)
                .effective(cost)
                .list(cost)
                .contracted(cost)
                .category(ChargeCategory.USAGE)
                .service(use.kind().equals("host") ? "Hosts" : "Apps")
                .serviceCategory("Compute")
                .resource(use.resource())
                .resourceName(use.name())
                .regionName(world.region().name())
                .account(world.region().cloud().name())
                .sku(use.sku())
                .quantity(seconds)
                .unit("s")
                .pricedQuantity(seconds)
                .pricedUnit("s")
                .listUnitPrice(use.price().of(Duration.ofSeconds(1)))
                .description(use.kind() + " " + use.name() + ", " + use.sku() + " at " + use.price())
                .billingFrom(month.atStartOfDay(ZoneOffset.UTC).toInstant())
                .billingTo(month.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .tags(use.tags())
                .build();
    }
}
