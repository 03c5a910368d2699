package io.shiyun.cost;

import io.shiyun.model.Per;
import io.shiyun.store.Store;
import io.shiyun.store.UsageRow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.function.Predicate;

/** A question for costs, narrowed step by step and answered by {@link #by}. Immutable. */
public final class CostQuery {
    private final Store store;
    private final InstantSource clock;
    private final CostWindow window;
    private final Predicate<UsageRow> filter;

    CostQuery(Store store, InstantSource clock, CostWindow window) {
        this(store, clock, window, row -> true);
    }

    private CostQuery(Store store, InstantSource clock, CostWindow window, Predicate<UsageRow> filter) {
        this.store = store;
        this.clock = clock;
        this.window = window;
        this.filter = filter;
    }

    /** Only what has this value in a dimension. */
    public CostQuery where(Dimension dimension, String value) {
        if (dimension.isTime()) {
            throw new IllegalArgumentException("The time is narrowed by the window, not by " + dimension);
        }
        return new CostQuery(
                store,
                clock,
                window,
                filter.and(row -> dimension.valueOf(row, LocalDate.EPOCH).equals(value)));
    }

    /**
     * Adds the costs up by these dimensions; without any, one row a currency. Reads the usage records of the window
     * once, with the memory of the groups.
     *
     * @throws IllegalArgumentException if a dimension is named twice, there are more than a million groups, or a usage
     *     record has a currency or a unit that is unknown: the message names it
     */
    public CostReport by(Dimension... dimensions) {
        List<Dimension> by = List.of(dimensions);
        if (by.stream().distinct().count() < by.size()) {
            throw new IllegalArgumentException("A dimension is named twice in " + Arrays.toString(dimensions));
        }
        Instant now = clock.instant();
        Fold fold = new Fold(by, now);
        store.read(tx -> {
            tx.usage().each(window.from(), window.to(), fold::add);
            return true;
        });
        return new CostReport(window, now, fold.running, by, fold.sums.rows(), fold.sums.totals());
    }

    /** One pass over the usage records. */
    private final class Fold {
        private final CostFold sums = new CostFold();
        private final List<Dimension> by;
        private final Instant now;
        private final boolean cut;
        private long running;

        Fold(List<Dimension> by, Instant now) {
            this.by = by;
            this.now = now;
            this.cut = by.stream().anyMatch(Dimension::isTime);
        }

        void add(UsageRow row) {
            if (!filter.test(row)) {
                return;
            }
            Instant end = row.to();
            if (end == null) {
                running++;
                end = now;
            }
            Instant from = later(row.from(), window.from());
            Instant to = end.isBefore(window.to()) ? end : window.to();
            if (!to.isAfter(from)) {
                return;
            }
            Rate rate = new Rate(row.unitPrice().multiply(row.quantity()), seconds(row), row.from());
            Currency currency = currency(row);
            if (cut) {
                addDays(row, rate, currency, from, to);
            } else {
                sums.sum(key(row, LocalDate.EPOCH), currency).add(rate.between(from, to));
            }
        }

        private void addDays(UsageRow row, Rate rate, Currency currency, Instant from, Instant to) {
            Instant start = from;
            while (start.isBefore(to)) {
                LocalDate day = window.day(start);
                Instant midnight = window.endOf(day);
                Instant end = midnight.isBefore(to) ? midnight : to;
                sums.sum(key(row, day), currency).add(rate.between(start, end));
                start = end;
            }
        }

        private List<String> key(UsageRow row, LocalDate day) {
            List<String> key = new ArrayList<>(by.size());
            for (Dimension dimension : by) {
                key.add(dimension.valueOf(row, day));
            }
            return key;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static long seconds(UsageRow row) {
        try {
            return Rate.seconds(Per.valueOf(row.unit()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The usage record " + row.id() + " has the unit '" + row.unit() + "', which counts no time", e);
        }
    }

    private static Currency currency(UsageRow row) {
        try {
            return Currency.getInstance(row.currency());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The usage record " + row.id() + " has the unknown currency '" + row.currency() + "'", e);
        }
    }
}
