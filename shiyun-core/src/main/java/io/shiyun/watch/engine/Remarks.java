package io.shiyun.watch.engine;

import io.shiyun.metrics.Cause;
import io.shiyun.metrics.Feedback;
import io.shiyun.metrics.Remark;
import io.shiyun.store.AlarmRow;
import io.shiyun.store.RemarkRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.store.Tx;
import io.shiyun.watch.Alert;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.SeriesRemark;
import io.shiyun.watch.WatchFeedback;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The remarks of a store, which any of its watches may change, and the alarms that they are about. Thread-safe. */
final class Remarks implements WatchFeedback {
    private static final int MOST_ALARMS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Remarks.class);

    private final Store store;
    private final InstantSource clock;
    private final Round round;

    Remarks(Store store, InstantSource clock, Round round) {
        this.store = store;
        this.clock = clock;
        this.round = round;
    }

    /** Returns what was said of each series, or nothing when the store cannot be read. */
    static Optional<Map<SeriesKey, List<Remark>>> read(Store store) {
        try {
            Map<SeriesKey, List<Remark>> bySeries = new HashMap<>();
            for (SeriesRemark each : all(store)) {
                bySeries.computeIfAbsent(new SeriesKey(each.metric(), each.labels()), key -> new ArrayList<>())
                        .add(each.remark());
            }
            return Optional.of(bySeries);
        } catch (StoreException e) {
            LOG.warn("What people said of alarms could not be read; what was known until now counts", e);
            return Optional.empty();
        }
    }

    /** Writes down alarms that remarks may be about. */
    static void raise(Tx tx, List<Anomaly> anomalies) {
        anomalies.stream()
                .skip(Math.max(0, anomalies.size() - MOST_ALARMS))
                .forEach(each -> tx.remarks()
                        .raise(new AlarmRow(
                                each.metric(),
                                each.labels(),
                                Instant.ofEpochMilli(each.verdict().since()),
                                each.verdict().cause().name())));
        if (!anomalies.isEmpty()) {
            tx.remarks().trimAlarms(MOST_ALARMS);
        }
    }

    @Override
    public SeriesRemark nothing(Anomaly anomaly, String by, String note) {
        Instant since = Instant.ofEpochMilli(anomaly.verdict().since());
        AlarmRow alarm = store.<Optional<AlarmRow>>read(
                        tx -> tx.remarks().alarm(anomaly.metric(), anomaly.labels(), since))
                .orElseThrow(() -> unknown(anomaly.metric() + anomaly.labels() + " since " + since));
        return nothing(alarm, by, note);
    }

    @Override
    public SeriesRemark nothing(Alert alert, String by, String note) {
        if (round.<Boolean>locked(engine -> engine.thresholds(alert.rule()))) {
            throw unknown("alert " + alert.rule() + " " + alert.labels());
        }
        List<AlarmRow> alarms = store.read(tx -> tx.remarks().alarms(alert.metric(), alert.at(), MOST_ALARMS));
        AlarmRow alarm = alarms.stream()
                .filter(each ->
                        Tracked.fingerprint(alert.rule(), each.subject()).equals(alert.fingerprint()))
                .findFirst()
                .orElseThrow(() -> unknown("alert " + alert.rule() + " " + alert.labels()));
        return nothing(alarm, by, note);
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("alarm: no alarm of a detector is known behind " + what
                + "; name one of the latest " + MOST_ALARMS
                + " alarms of a single series. An alert of thresholds is changed by its rule, or silenced");
    }

    private SeriesRemark nothing(AlarmRow alarm, String by, String note) {
        Remark remark = new Remark(
                Remark.Kind.NOTHING,
                alarm.since().toEpochMilli(),
                Cause.valueOf(alarm.cause()),
                by,
                clock.millis(),
                note);
        return add(new SeriesKey(alarm.metric(), alarm.subject()), remark);
    }

    @Override
    public SeriesRemark missed(String metric, Map<String, String> labels, Instant at, String by, String note) {
        Instant now = clock.instant();
        if (at.isAfter(now) || at.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException(
                    "at: " + at + " is after now, " + now + ", or before 1970; say when the alarm should have been");
        }
        SeriesKey key = new SeriesKey(metric, labels);
        boolean judged =
                round.<Boolean>locked(engine -> engine.learners().detectors.holds(key))
                        || store.<Boolean>read(tx -> tx.learnt().knows(Learners.Kind.DETECTOR.name(), metric, labels));
        if (!judged) {
            throw new IllegalArgumentException("series: no detector judges " + metric + key.subject()
                    + "; name a metric that is judged, with all labels of the series");
        }
        return add(key, Remark.missed(at.toEpochMilli(), by, now.toEpochMilli(), note));
    }

    private SeriesRemark add(SeriesKey key, Remark remark) {
        RemarkRow row = new RemarkRow(
                UUID.randomUUID().toString(),
                key.metric(),
                key.subject(),
                remark.kind().name(),
                Instant.ofEpochMilli(remark.event()),
                remark.cause().name(),
                remark.by(),
                Instant.ofEpochMilli(remark.at()),
                remark.note());
        store.write(tx -> {
            List<RemarkRow> said = tx.remarks().of(key.metric(), key.subject(), MOST);
            refuseTwice(said, row);
            if (said.size() >= Feedback.MOST_REMARKS) {
                tx.remarks().delete(said.get(0).id());
            } else if (tx.remarks().list(MOST).size() >= MOST) {
                throw new IllegalStateException("there are " + MOST + " remarks already; take some back");
            }
            tx.remarks().add(row);
            return true;
        });
        heed();
        return of(row);
    }

    private static void refuseTwice(List<RemarkRow> said, RemarkRow row) {
        for (RemarkRow each : said) {
            if (each.kind().equals(row.kind()) && each.event().equals(row.event())) {
                throw new IllegalArgumentException("alarm: " + each.by() + " said that of " + row.metric()
                        + row.subject() + " at " + row.event() + " already; take it back first: " + each.id());
            }
        }
    }

    private void heed() {
        read(store).ifPresent(said -> round.locked(engine -> engine.learners().heed(said)));
    }

    @Override
    public List<SeriesRemark> list() {
        return all(store);
    }

    @Override
    public boolean takeBack(String id) {
        boolean known = store.write(tx -> tx.remarks().delete(id));
        heed();
        return known;
    }

    private static List<SeriesRemark> all(Store store) {
        List<RemarkRow> rows = store.read(tx -> tx.remarks().list(MOST));
        return rows.stream().flatMap(row -> understood(row).stream()).toList();
    }

    /** Returns a remark; empty when a newer version wrote it in a way that is not known here. */
    private static Optional<SeriesRemark> understood(RemarkRow row) {
        try {
            return Optional.of(of(row));
        } catch (IllegalArgumentException e) {
            LOG.warn("What {} said of {} is not understood here and left aside", row.by(), row.metric(), e);
            return Optional.empty();
        }
    }

    private static SeriesRemark of(RemarkRow row) {
        Remark remark = new Remark(
                Remark.Kind.valueOf(row.kind()),
                row.event().toEpochMilli(),
                Cause.valueOf(row.cause()),
                row.by(),
                row.at().toEpochMilli(),
                row.note());
        return new SeriesRemark(row.id(), row.metric(), row.subject(), remark);
    }
}
