package io.shiyun.watch.engine;

import io.shiyun.metrics.JointDetector;
import io.shiyun.metrics.JointVerdict;
import io.shiyun.store.LearntRow;
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
    private final Map<SeriesKey, Table> seats = new LinkedHashMap<>();
    private final long interval;
    private final int most;
    private int held;

    private static final class Table extends Seat {
        final Whole whole;
        final JointDetector detector;
        final double[] sums;
        final int[] counts;
        String source = "";
        boolean fresh;
        long judged;
        long latest;

        @Nullable WholeAnomaly found;

        Table(Whole whole, JointDetector detector, long now) {
            int metrics = whole.metrics().size();
            this.whole = whole;
            this.detector = detector;
            sums = new double[metrics];
            counts = new int[metrics];
            judged = now;
            latest = now;
        }

        @Override
        byte[] save() {
            return detector.save();
        }

        @Override
        String form() {
            return WholeBank.form(whole);
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
                Table seat = seat(whole, new SeriesKey(whole.name(), Map.of(whole.by(), subject)), now);
                seat.source = source;
                seat.fed(now);
                seat.sums[metric] += value;
                seat.counts[metric]++;
                seat.fresh = true;
                seat.latest = now;
            }
        }
    }

    /** Returns the seat of a subject, which is the latest that was fed. */
    private Table seat(Whole whole, SeriesKey key, long now) {
        Table known = seats.remove(key);
        if (known != null) {
            seats.put(key, known);
            return known;
        }
        Table fresh = new Table(whole, new JointDetector(whole.metrics().size()), now);
        fresh.begin(key, now);
        put(key, fresh);
        return fresh;
    }

    private void put(SeriesKey key, Table seat) {
        seats.put(key, seat);
        held += seat.whole.metrics().size();
        Iterator<Table> eldest = seats.values().iterator();
        while (held > most && seats.size() > 1) {
            held -= eldest.next().whole.metrics().size();
            eldest.remove();
        }
    }

    /** Judges the rows that are due, and those that should have come. */
    void judge(long now, Collection<String> failing, List<WholeAnomaly> anomalies) {
        seats.forEach((key, seat) -> {
            if (!seat.seen()) {
                return; // it was restored, and may have ended while nobody watched
            }
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

    private static JointVerdict row(Table seat, long now) {
        double[] row = new double[seat.sums.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = seat.counts[i] == 0 ? Double.NaN : seat.sums[i] / seat.counts[i];
            seat.sums[i] = 0;
            seat.counts[i] = 0;
        }
        seat.fresh = false;
        seat.judged = now;
        if (seat.returns()) {
            seat.detector.silence(now);
        }
        return seat.detector.update(now, row);
    }

    /** Returns the subjects of a whole that came in this process; none when there is no whole of this name. */
    List<SeriesKey> of(String whole) {
        List<SeriesKey> keys = new ArrayList<>();
        if (wholes.containsKey(whole)) {
            seats.forEach((key, seat) -> {
                if (key.metric().equals(whole) && seat.seen()) {
                    keys.add(key);
                }
            });
        }
        return keys;
    }

    /** Returns what was said last of a subject. */
    Optional<WholeAnomaly> latest(SeriesKey key) {
        Table seat = wholes.containsKey(key.metric()) ? seats.get(key) : null;
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

    void write(long now, boolean all, List<LearntRow> rows) {
        seats.forEach(
                (key, seat) -> seat.row(Learners.Kind.WHOLE, key, now, all).ifPresent(rows::add));
    }

    /**
     * Goes on from what was written down; what is of a whole that is not judged here is left alone.
     *
     * @throws IllegalArgumentException when it is damaged, of another version, or of other metrics than the whole has
     */
    void restore(SeriesKey key, LearntRow row, long now) {
        Whole whole = wholes.get(key.metric());
        Table known = seats.get(key);
        long fed = row.updated().toEpochMilli();
        if (whole == null || (known != null && known.lastFed() >= fed)) {
            return;
        }
        JointDetector detector = JointDetector.restore(row.state());
        if (!row.form().equals(form(whole))
                || detector.metrics() != whole.metrics().size()) {
            throw new IllegalArgumentException("it was learnt when the whole had other metrics");
        }
        if (seats.remove(key) != null) {
            held -= whole.metrics().size();
        }
        Table seat = new Table(whole, detector, now);
        seat.begin(key, now);
        seat.restored(fed, Long.MIN_VALUE);
        put(key, seat);
    }

    private static String form(Whole whole) {
        return whole.by() + '\n' + String.join("\n", whole.metrics());
    }
}
