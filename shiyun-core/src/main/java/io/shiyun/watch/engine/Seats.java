package io.shiyun.watch.engine;

import io.shiyun.store.LearntRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What learns of each series, at most so many: for one more the least recently fed leaves. Reading changes no order. */
final class Seats<S extends Seat> {
    private final Map<SeriesKey, S> seats = new LinkedHashMap<>();
    private final Learners.Kind kind;
    private final int most;

    Seats(Learners.Kind kind, int most) {
        this.kind = kind;
        this.most = most;
    }

    /** Returns the seat of a series that is fed now, a new one when there is none. */
    S feed(SeriesKey key, long now, Supplier<S> fresh) {
        S held = seats.remove(key);
        S seat = held == null ? fresh.get() : held;
        if (held == null) {
            seat.begin(key, now);
        }
        put(key, seat);
        seat.fed(now);
        return seat;
    }

    /** Gives a seat to what was restored, unless what sits there was fed later. */
    void restore(SeriesKey key, S seat, long fed, long latest, long now) {
        S held = seats.get(key);
        if (held == null || held.lastFed() < fed) {
            seat.begin(key, now);
            seat.restored(fed, latest);
            put(key, seat);
        }
    }

    private void put(SeriesKey key, S seat) {
        seats.remove(key);
        if (seats.size() >= most) {
            seats.remove(seats.keySet().iterator().next());
        }
        seats.put(key, seat);
    }

    @Nullable S get(SeriesKey key) {
        return seats.get(key);
    }

    void forget(SeriesKey key) {
        seats.remove(key);
    }

    /** Forgets what was restored before then and not fed since. */
    void forgetForlorn(long since) {
        seats.values().removeIf(seat -> seat.forlorn(since));
    }

    /** Hands over each, the least recently fed first. */
    void each(BiConsumer<SeriesKey, S> action) {
        seats.forEach(action);
    }

    /** Adds what is to be written down. */
    void write(long now, boolean all, List<LearntRow> rows) {
        seats.forEach((key, seat) -> seat.row(kind, key, now, all).ifPresent(rows::add));
    }
}
