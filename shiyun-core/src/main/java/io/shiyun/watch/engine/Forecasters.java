package io.shiyun.watch.engine;

import io.shiyun.metrics.Forecaster;
import io.shiyun.store.LearntRow;
import io.shiyun.watch.Limit;
import java.util.List;
import java.util.Optional;

/**
 * A forecaster for each series that a rule looks ahead of; at most so many. The least recently fed one leaves and would have
 * to learn anew.
 */
final class Forecasters {
    private final Seats<Seer> seats;

    private static final class Seer extends Seat {
        final Forecaster forecaster;
        double last = Double.NaN;

        Seer(Forecaster forecaster) {
            this.forecaster = forecaster;
        }

        @Override
        byte[] save() {
            return forecaster.save();
        }
    }

    Forecasters(int most) {
        seats = new Seats<>(Learners.Kind.FORECASTER, most);
    }

    void feed(SeriesKey key, long time, double value, long now) {
        Seer seer = seats.feed(key, now, () -> new Seer(new Forecaster()));
        if (!seer.knows(time)) {
            seer.forecaster.feed(time, value);
            if (seer.forecaster.detector().verdict().accepted()) {
                seer.last = value;
            }
        }
    }

    /** Looks ahead of a series; empty when it was never fed, or not since a restart. */
    Optional<Foresight> foresee(SeriesKey key, Limit limit, long now, double within) {
        Seer seer = seats.get(key);
        return seer == null || Double.isNaN(seer.last)
                ? Optional.empty()
                : Optional.of(Foresight.of(seer.forecaster, seer.last, limit, now, within));
    }

    void forget(SeriesKey key) {
        seats.forget(key);
    }

    void forgetForlorn(long since) {
        seats.forgetForlorn(since);
    }

    void write(long now, boolean all, List<LearntRow> rows) {
        seats.write(now, all, rows);
    }

    /**
     * Goes on from what was written down.
     *
     * @throws IllegalArgumentException when it is damaged or of another version
     */
    void restore(SeriesKey key, LearntRow row, long now) {
        Forecaster forecaster = Forecaster.restore(row.state());
        long latest = forecaster.detector().latest();
        seats.restore(key, new Seer(forecaster), row.updated().toEpochMilli(), latest, now);
    }
}
