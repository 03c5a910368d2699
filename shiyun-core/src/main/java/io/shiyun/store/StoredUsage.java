package io.shiyun.store;

import io.shiyun.cost.UsageSource;
import io.shiyun.cost.Use;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.function.Consumer;

/** The usage records of a store, as costs are made from. */
public final class StoredUsage implements UsageSource {
    private final Store store;

    /** Reads from this store, in one read for each question. */
    public StoredUsage(Store store) {
        this.store = store;
    }

    @Override
    public void each(Instant from, Instant to, Consumer<Use> action) {
        store.read(tx -> {
            tx.usage().each(from, to, row -> action.accept(use(row)));
            return true;
        });
    }

    private static Use use(UsageRow row) {
        Map<String, String> properties = Map.ofEntries(
                Map.entry("cloud", row.cloud()),
                Map.entry("region", row.region()),
                Map.entry("zone", row.zone()),
                Map.entry("project", row.project()),
                Map.entry("app", row.app()),
                Map.entry("host", row.host()),
                Map.entry("kind", row.kind()),
                Map.entry("shape", row.shape()),
                Map.entry("resource", row.resource()),
                Map.entry("who", row.who()));
        return new Use(row.id(), properties, row.tags(), row.from(), row.to(), row.quantity(), price(row));
    }

    private static Price price(UsageRow row) {
        try {
            return new Price(new Money(row.unitPrice(), Currency.getInstance(row.currency())), Per.valueOf(row.unit()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The usage record " + row.id() + " has a price that cannot be read: the currency is '"
                            + row.currency() + "', the unit '" + row.unit() + "'",
                    e);
        }
    }
}
