package io.shiyun.watch.engine;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Verdict;
import io.shiyun.store.LearntRow;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A detector for each series that is judged, with the latest verdict; at most so many. The least recently fed one leaves
 * and would have to learn anew.
 */
final class Detectors {
    private final Seats<Judge> seats;

    private static final class Judge extends Seat {
        final AnomalyDetector detector;

        @Nullable Verdict verdict;

        Judge(AnomalyDetector detector) {
            this.detector = detector;
        }

        @Override
        byte[] save() {
            return detector.save();
        }
    }

    Detectors(int most) {
        seats = new Seats<>(Learners.Kind.DETECTOR, most);
    }

    /** Judges a point; the answer is empty when it was judged before a restart. */
    Optional<Verdict> feed(SeriesKey key, long time, double value, long now) {
        Judge judge = seats.feed(key, now, () -> new Judge(new AnomalyDetector()));
        if (judge.knows(time)) {
            return Optional.empty();
        }
        if (judge.returns()) {
            judge.detector.silence(time);
        }
        Verdict verdict = judge.detector.update(time, value);
        if (verdict.accepted()) {
            judge.verdict = verdict;
        }
        return Optional.of(verdict);
    }

    /** Asks every detector whether its points are overdue, and hands over the alarms. */
    void silence(long now, Predicate<SeriesKey> ask, BiConsumer<SeriesKey, Verdict> alarms) {
        seats.each((key, judge) -> {
            if (!ask.test(key)) {
                return;
            }
            Verdict verdict = judge.detector.silence(now);
            if (verdict.ongoing()) {
                judge.verdict = verdict;
            }
            if (verdict.alarm()) {
                alarms.accept(key, verdict);
            }
        });
    }

    /** Returns the latest verdict on a series. */
    Optional<Verdict> latest(SeriesKey key) {
        Judge judge = seats.get(key);
        return judge == null ? Optional.empty() : Optional.ofNullable(judge.verdict);
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
        AnomalyDetector detector = AnomalyDetector.restore(row.state());
        seats.restore(key, new Judge(detector), row.updated().toEpochMilli(), detector.latest(), now);
    }
}
