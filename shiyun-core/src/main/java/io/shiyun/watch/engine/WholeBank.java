package io.shiyun.watch.engine;

import io.shiyun.metrics.JointDetector;
import io.shiyun.metrics.JointVerdict;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A joint detector for each subject of each whole. What came within an interval becomes a row, the mean where a metric had
 * several points. At most so many metrics are held in all; the subject that was silent longest leaves.
 */
final class WholeBank {
    private final Map<String, Whole> wholes = new LinkedHashMap<>();
    private final Map<SeriesKey, Seat> seats = new LinkedHashMap<>();
    private final long interval;
    private final int most;
    private int held;

    private static final class Seat {
        final Whole whole;
        final JointDetector detector;
        final double[] sums;
        final int[] counts;
        String source;
        boolean fresh;
        long judged;
        long latest;

        @Nullable WholeAnomaly found;

        Seat(Whole whole, String source, long now) {
            int metrics = whole.metrics().size();
            this.whole = whole;
            this.source = source;
            detector = new JointDetector(metrics);
            sums = new double[metrics];
            counts = new int[metrics];
            judged = now;
        }
    }

    WholeBank(long interval, int most) {
        this.interval = interval;
        this.most = most;
    }

    void add(Whole whole) {
        Whole known = wholes.putIfAbsent(whole.name(), whole);
        if (known != null && !known.equals(whole)) {
            throw new IllegalArgumentException(
                    "name: there is another whole '" + whole.name() + "' already; take another name");
        }
    }

    Optional<Whole> named(String name) {
        return Optional.ofNullable(wholes.get(name));
    }

    /** Returns the metrics that the wholes are made of. */
    Set<String> metrics() {
        return wholes.values().stream()
                .flatMap(each -> each.metrics().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Notes a point for the row to come. */
    void note(SeriesKey key, String source, double value, long now) {
        for (Whole whole : wholes.values()) {
            int metric = whole.metrics().indexOf(key.metric());
            String subject = key.subject().get(whole.by());
            if (metric >= 0 && subject != null) {
                Seat seat = seat(whole, new SeriesKey(whole.name(), Map.of(whole.by(), subject)), source, now);
                seat.source = source;
                seat.sums[metric] += value;
                seat.counts[metric]++;
                seat.fresh = true;
                seat.latest = now;
            }
        }
    }

    /** Returns the seat of a subject, which is the latest that was fed. */
    private Seat seat(Whole whole, SeriesKey key, String source, long now) {
        Seat known = seats.remove(key);
        Seat seat = known == null ? new Seat(whole, source, now) : known;
        seats.put(key, seat);
        if (known == null) {
            held += whole.metrics().size();
            Iterator<Seat> eldest = seats.values().iterator();
            while (held > most && seats.size() > 1) {
                held -= eldest.next().whole.metrics().size();
                eldest.remove();
            }
        }
        return seat;
    }

    /** Judges the rows that are due, and those that should have come. */
    void judge(long now, Collection<String> failing, List<WholeAnomaly> anomalies) {
        seats.forEach((key, seat) -> {
            if (seat.fresh ? Math.abs(now - seat.judged) < interval : failing.contains(seat.source)) {
                return;
            }
            JointVerdict verdict = seat.fresh ? row(seat, now) : seat.detector.silence(now);
            WholeAnomaly found = new WholeAnomaly(seat.whole, key.subject(), verdict);
            if (verdict.accepted() && (seat.found == null || verdict.known() > 0 || verdict.ongoing())) {
                seat.found = found;
            }
            if (verdict.alarm()) {
                anomalies.add(found);
            }
        });
    }

    private static JointVerdict row(Seat seat, long now) {
        double[] row = new double[seat.sums.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = seat.counts[i] == 0 ? Double.NaN : seat.sums[i] / seat.counts[i];
            seat.sums[i] = 0;
            seat.counts[i] = 0;
        }
        seat.fresh = false;
        seat.judged = now;
        return seat.detector.update(now, row);
    }

    /** Returns the subjects of a whole; none when there is no whole of this name. */
    List<SeriesKey> of(String whole) {
        List<SeriesKey> keys = new ArrayList<>();
        if (wholes.containsKey(whole)) {
            seats.keySet().stream().filter(key -> key.metric().equals(whole)).forEach(keys::add);
        }
        return keys;
    }

    /** Returns what was said last of a subject. */
    Optional<WholeAnomaly> latest(SeriesKey key) {
        Seat seat = wholes.containsKey(key.metric()) ? seats.get(key) : null;
        return seat == null ? Optional.empty() : Optional.ofNullable(seat.found);
    }

    /** Forgets the subjects that were silent since then, and answers which. */
    List<SeriesKey> forget(long silentSince) {
        List<SeriesKey> gone = new ArrayList<>();
        seats.entrySet().removeIf(each -> {
            boolean old = each.getValue().latest < silentSince;
            if (old) {
                held -= each.getValue().whole.metrics().size();
                gone.add(each.getKey());
            }
            return old;
        });
        return gone;
    }
}
