package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.Order;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All things of one kind in a simulated cloud: by id, in the order they were made, each shown by lists after the lag, each
 * made once for each token that is still remembered. Guarded by the lock of its world.
 */
final class Table<T> {
    private static final int MOST_TOKENS = 100_000;

    private final SimWorld world;
    private final String prefix;
    private final Function<T, Id> id;
    private final Function<T, String> name;
    private final Map<Id, Row<T>> rows = new LinkedHashMap<>();
    private final Map<String, Remembered<T>> tokens = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered<T>> eldest) {
            return size() > MOST_TOKENS;
        }
    };
    private long made;

    private record Remembered<T>(Fields order, Row<T> row, long until) {}

    Table(SimWorld world, String prefix, Function<T, Id> id, Function<T, String> name) {
        this.world = world;
        this.prefix = prefix;
        this.id = id;
        this.name = name;
    }

    /**
     * Makes a thing of a fresh id and lets it begin its life, or finds the one that this token made before.
     *
     * @throws CloudException EXISTS where names are unique and this one is taken; INVALID when the token came with another order
     */
    Row<T> create(Order order, String wantedName, String token, Function<String, T> make, Consumer<Row<T>> begin) {
        GuaranteeKind kind = world.options().guarantee();
        long now = world.time().nanos();
        Remembered<T> before = kind == GuaranteeKind.TOKEN ? tokens.get(token) : null;
        if (before != null && now - before.until < 0) {
            if (!before.order.equals(order.fields())) {
                throw CloudException.rejected(
                                Reason.INVALID, "this token came with another order before; use one token an order")
                        .code("IdempotentParameterMismatch")
                        .build();
            }
            before.row.settle(now);
            return before.row;
        }
        if (kind == GuaranteeKind.NAME && named(order.region(), wantedName).isPresent()) {
            throw CloudException.rejected(Reason.EXISTS, "there is a '" + wantedName + "' in " + order.region())
                    .code("NameInUse")
                    .build();
        }
        Row<T> row = add(make.apply(freshId()), token);
        long life = world.options().tokenLife().toNanos();
        tokens.put(token, new Remembered<>(order.fields(), row, now + life));
        begin.accept(row);
        return row;
    }

    /** Puts a thing in, in place of the one with its id. */
    Row<T> add(T value, String token) {
        long lag = (long) (world.options().listLag().toNanos() * world.chance(prefix, made));
        Row<T> row = new Row<>(made++, token, world.time().nanos() + lag, value);
        rows.put(id.apply(value), row);
        return row;
    }

    /** Returns an id value that none had before. */
    String freshId() {
        return prefix + "-" + world.word(prefix, made);
    }

    /** Returns how many were ever made. */
    long made() {
        return made;
    }

    Optional<Row<T>> find(Id wanted) {
        Row<T> row = rows.get(wanted);
        if (row != null && !row.settle(world.time().nanos())) {
            rows.remove(wanted);
            return Optional.empty();
        }
        return Optional.ofNullable(row);
    }

    /** Returns the row of this id; NOT_FOUND when there is none. */
    Row<T> get(Id wanted) {
        return find(wanted)
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no " + wanted)
                        .code("NoSuch." + prefix)
                        .build());
    }

    void remove(Id gone) {
        rows.remove(gone);
    }

    /** Returns everything that exists, listed or not. */
    List<Row<T>> all() {
        long now = world.time().nanos();
        rows.values().removeIf(row -> !row.settle(now));
        return List.copyOf(rows.values());
    }

    Optional<Row<T>> named(Region region, String wanted) {
        return all().stream()
                .filter(row -> id.apply(row.value()).region().equals(region)
                        && name.apply(row.value()).equals(wanted))
                .findFirst();
    }

    /** Returns the page after this cursor of all listed things of a region that are wanted. */
    Page<T> page(Region region, Predicate<T> wanted, Cursor from) {
        long after = from.atStart() ? -1 : cursor(from);
        long now = world.time().nanos();
        List<T> items = new ArrayList<>();
        long last = after;
        for (Row<T> row : all()) {
            boolean shown = row.number > after
                    && row.listed(now)
                    && id.apply(row.value()).region().equals(region)
                    && wanted.test(row.value());
            if (!shown) {
                continue;
            }
            if (items.size() == world.options().pageSize()) {
                return Page.of(items, new Cursor(Long.toString(last)));
            }
            items.add(row.value());
            last = row.number;
        }
        return Page.last(items);
    }

    /** Has the thing become another, or nothing, after the time that every change takes. */
    void later(Row<T> row, Function<T, Optional<T>> other) {
        long now = world.time().nanos();
        row.become(now + world.options().bootTime().toNanos(), other);
        row.settle(now);
    }

    /** Returns how far a change of the thing is. */
    Progress<T> progress(Row<T> row, Ticket ticket) {
        return row.passing() ? Progress.ongoing(ticket, left(row), row.value()) : Progress.done(row.value());
    }

    /** Returns how long a change of the thing still takes. */
    Duration left(Row<T> row) {
        return Duration.ofNanos(row.left(world.time().nanos()));
    }

    private static long cursor(Cursor from) {
        try {
            return Long.parseLong(from.value());
        } catch (NumberFormatException e) {
            throw CloudException.rejected(Reason.INVALID, "'" + from.value() + "' is no cursor of this cloud")
                    .code("BadCursor")
                    .cause(e)
                    .build();
        }
    }
}
