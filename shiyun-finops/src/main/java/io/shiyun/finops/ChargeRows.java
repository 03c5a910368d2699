package io.shiyun.finops;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.Part;
import io.shiyun.model.Charge;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Charges of clouds as rows of a cube. For one thread. */
final class ChargeRows {
    private final CubeSpec spec;
    private final List<Function<Charge, String>> values = new ArrayList<>();
    /** How many charges of a cloud lack a cost. */
    private final Map<String, Integer> lacking = new TreeMap<>();

    ChargeRows(CubeSpec spec) {
        this.spec = spec;
        spec.dimensions().forEach(dimension -> values.add(value(spec.source(dimension))));
    }

    private static Function<Charge, String> value(Dimension source) {
        String name = source.name();
        if (source.kind() == Dimension.Kind.TAG) {
            return charge -> charge.tags().getOrDefault(name, "");
        }
        FocusColumn column = source.kind() == Dimension.Kind.COLUMN ? FocusColumn.ofHeader(name) : null;
        if (column == null) {
            return charge -> charge.more().getOrDefault(name, "");
        }
        return switch (column) {
            case PROVIDER_NAME -> charge -> charge.cloud().name();
            case REGION_ID ->
                charge -> charge.regionName().isEmpty() ? charge.region().name() : charge.regionName();
            case SERVICE_NAME -> Charge::service;
            case SERVICE_CATEGORY -> Charge::serviceCategory;
            case RESOURCE_ID -> Charge::resource;
            case RESOURCE_NAME -> Charge::resourceName;
            case BILLING_ACCOUNT_ID -> Charge::account;
            case SUB_ACCOUNT_ID -> Charge::subAccount;
            case SKU_ID -> Charge::sku;
            case CONSUMED_UNIT -> Charge::unit;
            case PRICING_UNIT -> Charge::pricedUnit;
            case INVOICE_ID -> Charge::invoice;
            case CHARGE_DESCRIPTION -> Charge::description;
            case CHARGE_CATEGORY -> charge -> title(charge.category().name());
            case CHARGE_CLASS -> charge -> charge.correction() ? "Correction" : "";
            case BILLING_CURRENCY -> charge -> charge.billed().currency().getCurrencyCode();
            default -> charge -> charge.more().getOrDefault(name, "");
        };
    }

    private static String title(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Returns why a charge cannot be taken; empty when it can. */
    Optional<String> fault(Charge charge) {
        return Stream.of(charge.effective(), charge.list(), charge.contracted())
                .flatMap(Optional::stream)
                .filter(money -> !money.currency().equals(charge.billed().currency()))
                .findFirst()
                .map(money -> "a charge of " + charge.from() + " is billed in "
                        + charge.billed().currency() + " and has another cost in " + money.currency());
    }

    void add(Charge charge, Part part, CubeFeed feed) {
        List<BigDecimal> amounts = new ArrayList<>();
        for (Cost cost : spec.costs()) {
            Optional<Money> money = switch (cost) {
                case BILLED -> Optional.of(charge.billed());
                case EFFECTIVE -> charge.effective();
                case LIST -> charge.list();
                case CONTRACTED -> charge.contracted();
            };
            if (money.isEmpty()) {
                lacking.merge(
                        charge.cloud().name() + " does not tell the "
                                + cost.name().toLowerCase(Locale.ROOT) + " cost",
                        1,
                        Integer::sum);
            }
            amounts.add(money.map(Money::amount).orElse(BigDecimal.ZERO));
        }
        List<String> row = values.stream().map(value -> value.apply(charge)).toList();
        feed.add(
                part, charge.from().getEpochSecond(), charge.billed().currency().getCurrencyCode(), row, amounts);
    }

    /** Returns what the charges do not tell, cloud by cloud. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        lacking.forEach((what, count) -> notes.add(what + " of " + count + " charges; it counts nothing there"));
        return notes;
    }
}
