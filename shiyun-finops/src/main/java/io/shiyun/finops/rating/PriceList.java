package io.shiyun.finops.rating;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dated prices by thing, no two of one thing on one day. Immutable. */
public final class PriceList {
    private final Map<String, List<PriceItem>> items;

    private PriceList(Map<String, List<PriceItem>> items) {
        this.items = items;
    }

    /** Returns a list of prices; see {@link #of(Collection)}. */
    public static PriceList of(PriceItem... items) {
        return of(List.of(items));
    }

    /**
     * Returns a list of prices.
     *
     * @throws IllegalArgumentException if two prices of one thing hold on one day, or if prices of one thing count
     *     different units or are in different currencies
     */
    public static PriceList of(Collection<PriceItem> items) {
        Map<String, List<PriceItem>> byItem = new HashMap<>();
        items.forEach(item ->
                byItem.computeIfAbsent(item.item(), name -> new ArrayList<>()).add(item));
        byItem.values().forEach(PriceList::check);
        return new PriceList(byItem);
    }

    private static void check(List<PriceItem> versions) {
        versions.sort(Comparator.comparing(version -> version.validity().from()));
        for (int i = 1; i < versions.size(); i++) {
            PriceItem before = versions.get(i - 1);
            PriceItem after = versions.get(i);
            if (before.validity().overlaps(after.validity())) {
                throw new IllegalArgumentException("Two prices of " + after.item() + " overlap: one holds "
                        + before.validity() + ", one " + after.validity() + "; end the first where the second begins");
            }
            if (before.metering().per() != after.metering().per()
                    || !before.currency().equals(after.currency())) {
                throw new IllegalArgumentException("Prices of " + after.item() + " are per "
                        + before.metering().per() + " in " + before.currency() + " and per "
                        + after.metering().per() + " in " + after.currency()
                        + "; give the thing another name when its unit or currency changes");
            }
        }
    }

    /**
     * Returns the price of a thing on a day.
     *
     * @throws BillingException {@link Reason#PRICE_MISSING} if there is none
     */
    public PriceItem on(LocalDate day, String item) {
        return versions(item).stream()
                .filter(version -> version.validity().contains(day))
                .findFirst()
                .orElseThrow(() -> new BillingException(
                        Reason.PRICE_MISSING,
                        "No price of " + item + " on " + day + "; it has prices " + validities(item)
                                + "; add that day"));
    }

    /** Returns the prices of a thing, earliest first; at least one. */
    List<PriceItem> versions(String item) {
        List<PriceItem> versions = items.get(item);
        if (versions == null) {
            throw new BillingException(
                    Reason.PRICE_MISSING, "No price of " + item + "; add it to the price list, at zero if it is free");
        }
        return versions;
    }

    private List<Validity> validities(String item) {
        return versions(item).stream().map(PriceItem::validity).toList();
    }
}
