package io.shiyun.watch.engine;

import io.shiyun.metrics.Remark;
import io.shiyun.metrics.Verdict;
import io.shiyun.store.LearntRow;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All that learns from points: detectors of series, joint detectors of wholes, and forecasters. */
final class Learners {
    final Detectors detectors;
    final Forecasters forecasters;
    final WholeBank wholes;
    private final Set<String> judged = new HashSet<>();

    /** What learns; the store knows it by this name. */
    enum Kind {
        DETECTOR,
        FORECASTER,
        WHOLE;

        /** Answers whether it is one of these; others keep what they learn in the store too. */
        static boolean is(String name) {
            return Arrays.stream(values()).anyMatch(kind -> kind.name().equals(name));
        }
    }

    Learners(WatchSpec spec) {
        detectors = new Detectors(spec.mostDetectors());
        forecasters = new Forecasters(spec.mostDetectors());
        wholes = new WholeBank(spec.collect().toMillis(), spec.mostDetectors());
    }

    /** Has detectors judge a metric. */
    void judge(String metric) {
        judged.add(metric);
    }

    boolean judges(String metric) {
        return judged.contains(metric);
    }

    /** Returns the metrics that are judged, alone or in a whole. */
    Set<String> metrics() {
        Set<String> names = new TreeSet<>(judged);
        names.addAll(wholes.metrics());
        return names;
    }

    /** Takes a point, which an anomaly may begin with. */
    Optional<Anomaly> feed(SeriesKey key, long time, double value, long now, boolean foretell, boolean detect) {
        if (foretell) {
            forecasters.feed(key, time, value, now);
        }
        return detect
                ? detectors.feed(key, time, value, now).filter(Verdict::alarm).map(alarm -> anomaly(key, alarm))
                : Optional.empty();
    }

    /** Has the detectors heed what was said of each series, and nothing else. */
    boolean heed(Map<SeriesKey, List<Remark>> remarks) {
        detectors.heed(remarks);
        return true;
    }

    /** Asks the detectors of these series whether their points are overdue. */
    void silence(long now, Predicate<SeriesKey> ask, List<Anomaly> anomalies) {
        detectors.silence(now, ask, (key, verdict) -> anomalies.add(anomaly(key, verdict)));
    }

    /** Judges the rows of wholes that are due. */
    void judgeWholes(long now, Collection<String> failing, List<WholeAnomaly> anomalies) {
        wholes.judge(now, failing, anomalies);
    }

    private static Anomaly anomaly(SeriesKey key, Verdict verdict) {
        return new Anomaly(key.metric(), key.subject(), verdict);
    }

    void forget(SeriesKey key) {
        detectors.forget(key);
        forecasters.forget(key);
    }

    /** Has a joint detector judge a whole. */
    void judge(Whole whole) {
        wholes.add(whole);
    }

    /** Forgets what was restored before then and did not come back since. */
    void forgetForlorn(long since) {
        detectors.forgetForlorn(since);
        forecasters.forgetForlorn(since);
    }

    /** Returns what is to be written down: what has not been for a while, or all that changed. */
    List<LearntRow> written(long now, boolean all) {
        List<LearntRow> rows = new ArrayList<>();
        detectors.write(now, all, rows);
        forecasters.write(now, all, rows);
        wholes.write(now, all, rows);
        return rows;
    }

    /**
     * Goes on from what was written down, unless what is held was fed later.
     *
     * @throws IllegalArgumentException when it is damaged or made by another version
     */
    void restore(LearntRow row, long now) {
        if (!Kind.is(row.kind())) {
            return;
        }
        SeriesKey key = new SeriesKey(row.metric(), row.subject());
        switch (Kind.valueOf(row.kind())) {
            case DETECTOR -> detectors.restore(key, row, now);
            case FORECASTER -> forecasters.restore(key, row, now);
            case WHOLE -> wholes.restore(key, row, now);
        }
    }
}
