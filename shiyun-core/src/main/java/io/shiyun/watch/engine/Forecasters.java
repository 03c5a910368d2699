package io.shiyun.watch.engine;

import io.shiyun.metrics.Forecaster;
import io.shiyun.watch.Limit;
import java.util.Optional;

/**
 * A forecaster for each series that a rule looks ahead of; at most so many. The least recently fed one leaves and would have
 * to learn anew.
 */
final class Forecasters {
    private final Seats<Seat> seats;

    private static final class Seat {
        final Forecaster forecaster = new Forecaster();
        double last = Double.NaN;
    }

    Forecasters(int most) {
        seats = new Seats<>(most);
    }

    void feed(SeriesKey key, long time, double value) {
        Seat seat = seats.feed(key, each -> new Seat());
        seat.forecaster.feed(time, value);
        if (seat.forecaster.detector().verdict().accepted()) {
            seat.last = value;
        }
    }

    /** Looks ahead of a series; empty when it was never fed. */
    Optional<Foresight> foresee(SeriesKey key, Limit limit, long now, double within) {
        Seat seat = seats.get(key);
        return seat == null || Double.isNaN(seat.last)
                ? Optional.empty()
                : Optional.of(Foresight.of(seat.forecaster, seat.last, limit, now, within));
    }

    void forget(SeriesKey key) {
        seats.forget(key);
    }
}
