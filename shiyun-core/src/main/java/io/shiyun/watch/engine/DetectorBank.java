package io.shiyun.watch.engine;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A detector a series, at most so many; the least recently fed one leaves and would have to learn anew. */
final class DetectorBank {
    private final Map<SeriesKey, Seat> seats;

    /** A detector and its latest verdict. */
    private static final class Seat {
        final AnomalyDetector detector = new AnomalyDetector();

        @Nullable Verdict verdict;
    }

    DetectorBank(int most) {
        seats = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SeriesKey, Seat> eldest) {
                return size() > most;
            }
        };
    }

    Verdict feed(SeriesKey key, long time, double value) {
        Seat seat = seats.computeIfAbsent(key, each -> new Seat());
        Verdict verdict = seat.detector.update(time, value);
        if (verdict.accepted()) {
            seat.verdict = verdict;
        }
        return verdict;
    }

    /** Asks every detector whether its points are overdue, and hands over the alarms. */
    void silence(long now, Predicate<SeriesKey> ask, BiConsumer<SeriesKey, Verdict> alarms) {
        seats.forEach((key, seat) -> {
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
        seats.remove(key);
    }
}
