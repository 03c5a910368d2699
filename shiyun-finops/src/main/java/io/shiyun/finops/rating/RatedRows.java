package io.shiyun.finops.rating;

import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Rated lines as rows of FOCUS, for a {@link io.shiyun.finops.focus.FocusExport}. All four costs of a row are the line's
 * amount: a line knows no other price than its own. A commitment's cost stands in its own row, a purchase, and use that
 * it covers costs nothing, so that billed and effective cost are the same whole; FOCUS would move the effective cost of
 * the purchase to the use, which takes more than lines know. What FOCUS has no column for is kept: {@code x_RatedKind},
 * {@code x_Basis}, {@code x_Reference} and {@code x_Cloud}.
 *
 * @param provider who charges, for provider, publisher and issuer
 * @param account the id of the account that is charged
 * @param zone in which the days of the billing period are
 * @param units the pricing unit of items, by name; {@code Units} for others
 * @param categories the service category of FOCUS of services, by name; {@code Other} for others
 */
public record RatedRows(
        String provider, String account, ZoneId zone, Map<String, String> units, Map<String, String> categories) {
    public RatedRows {
        Objects.requireNonNull(zone, "zone");
        if (provider.isBlank() || account.isBlank()) {
            throw new IllegalArgumentException("A bill has a provider and an account");
        }
        units = Map.copyOf(units);
        categories = Map.copyOf(categories);
    }

    /** Returns a row for each line. */
    public List<FocusRow> of(BillingPeriod period, List<RatedLine> lines) {
        return lines.stream().map(line -> row(period, line)).toList();
    }

    private FocusRow row(BillingPeriod period, RatedLine line) {
        String service =
                line.labels().service().isEmpty() ? line.item() : line.labels().service();
        Instant start = line.start().truncatedTo(ChronoUnit.SECONDS);
        Instant end = line.end().truncatedTo(ChronoUnit.SECONDS);
        FocusRow row = new FocusRow()
                .put(FocusColumn.BILLING_ACCOUNT_ID, account)
                .put(FocusColumn.BILLING_ACCOUNT_NAME, account)
                .put(FocusColumn.PROVIDER_NAME, provider)
                .put(FocusColumn.PUBLISHER_NAME, provider)
                .put(FocusColumn.INVOICE_ISSUER_NAME, provider)
                .put(FocusColumn.BILLING_PERIOD_START, period.startIn(zone))
                .put(FocusColumn.BILLING_PERIOD_END, period.endIn(zone))
                .put(FocusColumn.CHARGE_PERIOD_START, start)
                .put(FocusColumn.CHARGE_PERIOD_END, end.isAfter(start) ? end : start.plusSeconds(1))
                .put(FocusColumn.CHARGE_DESCRIPTION, line.item())
                .put(FocusColumn.SERVICE_NAME, service)
                .put(FocusColumn.SERVICE_CATEGORY, categories.getOrDefault(service, "Other"))
                .put(FocusColumn.REGION_ID, line.labels().region())
                .put(FocusColumn.TAGS, line.labels().tags())
                .put(FocusColumn.BILLING_CURRENCY, line.amount().currency().getCurrencyCode())
                .extra("x_RatedKind", line.kind().name().toLowerCase(Locale.ROOT))
                .extra("x_Basis", line.basis())
                .extra("x_Reference", line.reference())
                .extra("x_Cloud", line.labels().cloud());
        BigDecimal amount = line.amount().amount();
        for (FocusColumn cost : List.of(
                FocusColumn.BILLED_COST,
                FocusColumn.EFFECTIVE_COST,
                FocusColumn.LIST_COST,
                FocusColumn.CONTRACTED_COST)) {
            row.put(cost, amount);
        }
        return kind(row, line);
    }

    private FocusRow kind(FocusRow row, RatedLine line) {
        return switch (line.kind()) {
            case ON_DEMAND, FREE -> use(row, line, "Standard");
            case SPOT -> use(row, line, "Dynamic");
            case COVERED -> use(row, line, "Other");
            case BILLED -> use(row, line, "Standard").put(FocusColumn.RESOURCE_ID, line.reference());
            case COMMITMENT, SUBSCRIPTION, REFUND, SERVICE_FEE ->
                quantity(row, line)
                        .put(FocusColumn.CHARGE_CATEGORY, "Purchase")
                        .put(FocusColumn.CHARGE_FREQUENCY, "Recurring")
                        .put(FocusColumn.PRICING_CATEGORY, "Standard");
            case MINIMUM ->
                row.put(FocusColumn.CHARGE_CATEGORY, "Adjustment").put(FocusColumn.CHARGE_FREQUENCY, "Recurring");
        };
    }

    private FocusRow use(FocusRow row, RatedLine line, String pricing) {
        String unit = units.getOrDefault(line.item(), "Units");
        return quantity(row, line)
                .put(FocusColumn.CHARGE_CATEGORY, "Usage")
                .put(FocusColumn.CHARGE_FREQUENCY, "Usage-Based")
                .put(FocusColumn.PRICING_CATEGORY, pricing)
                .put(FocusColumn.CONSUMED_QUANTITY, line.quantity())
                .put(FocusColumn.CONSUMED_UNIT, unit);
    }

    private FocusRow quantity(FocusRow row, RatedLine line) {
        return row.put(FocusColumn.PRICING_QUANTITY, line.quantity())
                .put(FocusColumn.PRICING_UNIT, units.getOrDefault(line.item(), "Units"));
    }
}
