package io.shiyun.watch.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is held of each series, at most so many: for one more the least recently fed leaves. Reading changes no order. */
final class Seats<S> {
    private final Map<SeriesKey, S> seats = new LinkedHashMap<>();
    private final int most;

    Seats(int most) {
        this.most = most;
    }

    /** Returns the seat of a series that is fed now, a new one when there is none. */
    S feed(SeriesKey key, Function<SeriesKey, S> fresh) {
        S held = seats.remove(key);
        S seat = held == null ? fresh.apply(key) : held;
        put(key, seat);
        return seat;
    }

    /** Seats a series as the most recently fed one. */
    void put(SeriesKey key, S seat) {
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

    /** Hands over each, the least recently fed first. */
    void each(BiConsumer<SeriesKey, S> action) {
        seats.forEach(action);
    }

    Collection<S> all() {
        return seats.values();
    }
}
