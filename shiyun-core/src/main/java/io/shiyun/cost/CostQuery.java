package io.shiyun.cost;

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
    private final UsageSource source;
    private final InstantSource clock;
    private final CostWindow window;
    private final Predicate<Use> filter;

    CostQuery(UsageSource source, InstantSource clock, CostWindow window) {
        this(source, clock, window, use -> true);
    }

    private CostQuery(UsageSource source, InstantSource clock, CostWindow window, Predicate<Use> filter) {
        this.source = source;
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
                source,
                clock,
                window,
                filter.and(use -> dimension.valueOf(use, LocalDate.EPOCH).equals(value)));
    }

    /**
     * Adds the costs up by these dimensions; without any, one row a currency. Reads the usage records of the window
     * once, with the memory of the groups.
     *
     * @throws IllegalArgumentException if a dimension is named twice, there are more than a million groups, or a usage
     *     record has a price that cannot be read or counts no time: the message names it
     */
    public CostReport by(Dimension... dimensions) {
        List<Dimension> by = List.of(dimensions);
        if (by.stream().distinct().count() < by.size()) {
            throw new IllegalArgumentException("A dimension is named twice in " + Arrays.toString(dimensions));
        }
        Instant now = clock.instant();
        Fold fold = new Fold(by, now);
        source.each(window.from(), window.to(), fold::add);
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

        void add(Use use) {
            if (!filter.test(use)) {
                return;
            }
            Instant end = use.to();
            if (end == null) {
                running += window.to().isAfter(now) ? 1 : 0;
                end = now;
            }
            Instant from = later(use.from(), window.from());
            Instant to = end.isBefore(window.to()) ? end : window.to();
            if (!to.isAfter(from)) {
                return;
            }
            Rate rate = new Rate(use.price().money().amount().multiply(use.quantity()), seconds(use), use.from());
            Currency currency = use.price().money().currency();
            if (cut) {
                addDays(use, rate, currency, from, to);
            } else {
                sums.sum(key(use, LocalDate.EPOCH), currency).add(rate.between(from, to));
            }
        }

        private void addDays(Use use, Rate rate, Currency currency, Instant from, Instant to) {
            Instant start = from;
            while (start.isBefore(to)) {
                LocalDate day = window.day(start);
                Instant midnight = window.endOf(day);
                Instant end = midnight.isBefore(to) ? midnight : to;
                sums.sum(key(use, day), currency).add(rate.between(start, end));
                start = end;
            }
        }

        private List<String> key(Use use, LocalDate day) {
            List<String> key = new ArrayList<>(by.size());
            for (Dimension dimension : by) {
                key.add(dimension.valueOf(use, day));
            }
            return key;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static long seconds(Use use) {
        try {
            return Rate.seconds(use.price().per());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The usage record " + use.id() + " is priced by "
                            + use.price().per() + ", which counts no time",
                    e);
        }
    }
}
