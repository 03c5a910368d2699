package io.shiyun.provider.aws;

import io.shiyun.model.Charge;
import io.shiyun.model.ChargeCategory;
import io.shiyun.model.Money;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bill by Cost Explorer: a row for each day, service and region of use, and for each day, kind and service of what is no use, such as
 * taxes and credits. It is the account's whole bill, with the regions as the bill has them; the first region of the settings
 * answers it, the others have none, so that nothing counts twice.
 */
final class AwsCosts implements Costs {
    private static final String USE = "use:";
    private static final String REST = "rest:";

    /** Kinds of rows that are no use of a service. */
    private static final List<String> NO_USE = List.of("Tax", "Credit", "Refund", "Upfront", "Support", "Other", "Fee");

    /** Cost Explorer keeps thirteen months by the day. */
    private static final int MONTHS = 13;

    private final AwsClient aws;
    private final AwsSettings settings;
    private final InstantSource clock;

    AwsCosts(AwsClient aws, AwsSettings settings) {
        this.aws = aws;
        this.settings = settings;
        this.clock = settings.config().clock();
    }

    @Override
    public Page<Charge> charges(ChargeQuery query, Cursor from, Call call) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = later(ceiling(query.from()), today.minusMonths(MONTHS).withDayOfMonth(1));
        LocalDate end = earlier(ceiling(query.to()), today.plusDays(1));
        if (!query.region().equals(settings.regions().get(0)) || !first.isBefore(end)) {
            return Page.last(List.of());
        }
        boolean use = from.equals(Cursor.START) || from.value().startsWith(USE);
        String token = from.equals(Cursor.START)
                ? ""
                : from.value().substring(from.value().indexOf(':') + 1);
        JsonWriter body = body(first, end, use);
        if (!token.isEmpty()) {
            body.put("NextPageToken", token);
        }
        Json reply = aws.json(Service.COSTS, query.region(), "GetCostAndUsage", body, call);
        List<Charge> charges = new ArrayList<>();
        for (Json day : reply.items("ResultsByTime")) {
            Instant begin = day(day.at("TimePeriod.Start"));
            Instant over = day(day.at("TimePeriod.End"));
            for (Json group : day.items("Groups")) {
                read(query.region(), begin, over, use, group).ifPresent(charges::add);
            }
        }
        Optional<String> next = reply.optional("NextPageToken");
        if (next.isPresent()) {
            return Paging.page(charges, from, Optional.of((use ? USE : REST) + next.get()));
        }
        return use ? Page.of(charges, new Cursor(REST)) : Page.last(charges);
    }

    private static JsonWriter body(LocalDate first, LocalDate end, boolean use) {
        return JsonWriter.object()
                .object(
                        "TimePeriod",
                        period -> period.put("Start", first.toString()).put("End", end.toString()))
                .put("Granularity", "DAILY")
                .put("Metrics", List.of("UnblendedCost", "AmortizedCost"))
                .object("Filter", filter -> {
                    if (use) {
                        filter.object("Not", AwsCosts::noUse);
                    } else {
                        noUse(filter);
                    }
                })
                .list(
                        "GroupBy",
                        groups -> groups.addObject(group -> dimension(group, use ? "SERVICE" : "RECORD_TYPE"))
                                .addObject(group -> dimension(group, use ? "REGION" : "SERVICE")));
    }

    private static void noUse(JsonWriter filter) {
        filter.object(
                "Dimensions", dimensions -> dimensions.put("Key", "RECORD_TYPE").put("Values", NO_USE));
    }

    private static void dimension(JsonWriter group, String key) {
        group.put("Type", "DIMENSION").put("Key", key);
    }

    /** A group of no cost at all is left out. */
    static Optional<Charge> read(Region region, Instant from, Instant to, boolean use, Json group) {
        return Checked.read(group, () -> readOf(region, from, to, use, group));
    }

    private static Optional<Charge> readOf(Region region, Instant from, Instant to, boolean use, Json group) {
        List<String> keys = group.texts("Keys");
        Money billed = money(group.at("Metrics.UnblendedCost"));
        Money effective = money(group.at("Metrics.AmortizedCost"));
        if (keys.size() != 2
                || (billed.amount().signum() == 0 && effective.amount().signum() == 0)) {
            return Optional.empty();
        }
        Charge.Builder charge = Charge.builder(region, from, to, billed)
                .effective(effective)
                .service(keys.get(use ? 0 : 1))
                .category(use ? ChargeCategory.USAGE : category(keys.get(0)))
                .description(use ? "" : keys.get(0))
                .more(Map.of("x_Source", "AWS Cost Explorer"));
        return Optional.of((use ? charge.regionName(keys.get(1)) : charge).build());
    }

    private static ChargeCategory category(String recordType) {
        return switch (recordType) {
            case "Tax" -> ChargeCategory.TAX;
            case "Credit", "Refund" -> ChargeCategory.CREDIT;
            case "Upfront" -> ChargeCategory.PURCHASE;
            default -> ChargeCategory.ADJUSTMENT;
        };
    }

    private static Money money(Json metric) {
        return new Money(metric.number("Amount"), Currency.getInstance(metric.text("Unit", "USD")));
    }

    private static Instant day(Json part) {
        return Checked.read(part, () -> dayOf(part));
    }

    private static Instant dayOf(Json part) {
        return LocalDate.parse(part.text()).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Returns the first day that begins at this moment or later. */
    private static LocalDate ceiling(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(moment) ? day.plusDays(1) : day;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
