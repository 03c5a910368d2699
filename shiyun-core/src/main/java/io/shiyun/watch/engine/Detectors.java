package io.shiyun.watch.engine;

import io.shiyun.metrics.AdjustedDetector;
import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Feedback;
import io.shiyun.metrics.Remark;
import io.shiyun.metrics.Verdict;
import io.shiyun.store.LearntRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A detector for each series that is judged, with the latest verdict; at most so many. The least recently fed one leaves
 * and would have to learn anew.
 */
final class Detectors {
    private final Seats<Judge> seats;
    private Map<SeriesKey, List<Remark>> remarks = Map.of();

    private static final class Judge extends Seat {
        final AdjustedDetector detector;

        @Nullable Verdict verdict;

        Judge(AdjustedDetector detector) {
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

    private Judge judge(SeriesKey key, AdjustedDetector detector) {
        detector.feedback().replace(remarks.getOrDefault(key, List.of()));
        return new Judge(detector);
    }

    /** Heeds what was said of each series, and nothing else. */
    void heed(Map<SeriesKey, List<Remark>> said) {
        Map<SeriesKey, List<Remark>> before = remarks;
        remarks = said;
        Set<SeriesKey> changed = new HashSet<>(before.keySet());
        changed.addAll(said.keySet());
        for (SeriesKey key : changed) {
            Judge judge = seats.get(key);
            List<Remark> now = said.getOrDefault(key, List.of());
            if (judge != null && !now.equals(before.getOrDefault(key, List.of()))) {
                judge.detector.feedback().replace(now);
            }
        }
    }

    /** Returns in words what was said of a series, empty when nothing was. */
    String said(SeriesKey key) {
        List<Remark> said = remarks.getOrDefault(key, List.of());
        if (said.isEmpty()) {
            return "";
        }
        long nothing =
                said.stream().filter(each -> each.kind() == Remark.Kind.NOTHING).count();
        Remark last = said.get(said.size() - 1);
        String what = last.kind() == Remark.Kind.NOTHING ? last.cause() + " was nothing" : "an alarm was missed";
        return nothing + " times nothing, " + (said.size() - nothing) + " times missed; latest by " + last.by() + " at "
                + Instant.ofEpochMilli(last.at()) + ": " + what + " at " + Instant.ofEpochMilli(last.event())
                + (last.note().isBlank() ? "" : ", " + last.note());
    }

    /** Answers whether a detector judges the series. */
    boolean holds(SeriesKey key) {
        return seats.get(key) != null;
    }

    /** Judges a point; the answer is empty when it was judged before a restart. */
    Optional<Verdict> feed(SeriesKey key, long time, double value, long now) {
        Judge judge =
                seats.feed(key, now, () -> judge(key, new AdjustedDetector(new AnomalyDetector(), new Feedback())));
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
        AdjustedDetector detector = AdjustedDetector.restore(row.state());
        seats.restore(key, judge(key, detector), row.updated().toEpochMilli(), detector.latest(), now);
    }
}
