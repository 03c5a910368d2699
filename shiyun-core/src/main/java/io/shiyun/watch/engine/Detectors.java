package io.shiyun.watch.engine;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Verdict;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A detector for each series that is judged, with the latest verdict; at most so many. The least recently fed one leaves
 * and would have to learn anew.
 */
final class Detectors {
    private final Seats<Seat> seats;

    private static final class Seat {
        final AnomalyDetector detector = new AnomalyDetector();

        @Nullable Verdict verdict;
    }

    Detectors(int most) {
        seats = new Seats<>(most);
    }

    Verdict feed(SeriesKey key, long time, double value) {
        Seat seat = seats.feed(key, each -> new Seat());
        Verdict verdict = seat.detector.update(time, value);
        if (verdict.accepted()) {
            seat.verdict = verdict;
        }
        return verdict;
    }

    /** Asks every detector whether its points are overdue, and hands over the alarms. */
    void silence(long now, Predicate<SeriesKey> ask, BiConsumer<SeriesKey, Verdict> alarms) {
        seats.each((key, seat) -> {
            if (!ask.test(key)) {
                return;
            }
            Verdict verdict = seat.detector.silence(now);
            if (verdict.ongoing()) {
                seat.verdict = verdict;
            }
            if (verdict.alarm()) {
                alarms.accept(key, verdict);
            }
        });
    }

    /** Returns the latest verdict on a series. */
    Optional<Verdict> latest(SeriesKey key) {
        Seat seat = seats.get(key);
        return seat == null ? Optional.empty() : Optional.ofNullable(seat.verdict);
    }

    void forget(SeriesKey key) {
        seats.forget(key);
    }
}
