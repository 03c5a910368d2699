package io.shiyun.watch.engine;

import io.shiyun.metrics.Aggregation;
import io.shiyun.metrics.RuleState;
import io.shiyun.metrics.Series;
import io.shiyun.store.AlertRow;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.Anomaly;
import io.shiyun.watch.Silence;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.Whole;
import io.shiyun.watch.WholeAnomaly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Points in, alerts and anomalies out: all the state of watching in memory. No I/O; used by one thread at a time. */
final class AlertEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AlertEngine.class);
    /** Silence after which a series is forgotten, unless windows are longer. */
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    /** How often the time of evaluation is written down while something waits or fires. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final WatchSpec spec;
    private final Samples samples;
    private final Learners learners;
    private final Readings readings;
    private final Map<String, RuleBook> rules = new LinkedHashMap<>();
    private final Map<String, AlertRow> remembered = new HashMap<>();
    private final List<Tracked> leaving = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private long started = Long.MIN_VALUE / 2;
    private long lastTick = Long.MIN_VALUE;
    private long lastBeat;

    AlertEngine(WatchSpec spec) {
        this.spec = spec;
        this.samples = new Samples(spec.mostSeries());
        this.learners = new Learners(spec);
        this.readings = new Readings(samples, learners, spec.grace());
    }

    /** Takes over what was known before a restart, or to the one who evaluated until now. Points stay. */
    void remember(Collection<AlertRow> rows, long beat, long now) {
        remembered.clear();
        leaving.clear();
        rules.values().forEach(book -> book.subjects.clear());
        lastTick = Long.MIN_VALUE;
        rows.forEach(row -> remembered.put(row.fingerprint(), row));
        lastBeat = beat;
        started = now;
        rules.values().forEach(book -> adopt(book, now));
    }

    void add(AlertRule rule, long now) {
        if (rules.containsKey(rule.name())) {
            throw new IllegalArgumentException(
                    "name: there is a rule '" + rule.name() + "' already; remove it first or take another name");
        }
        learners.wholes.named(rule.metric()).ifPresent(whole -> refuse(whole.refusal(rule)));
        RuleBook book = new RuleBook(rule, now);
        rules.put(rule.name(), book);
        adopt(book, now);
    }

    private void adopt(RuleBook book, long now) {
        remembered.values().removeIf(row -> {
            if (!row.rule().equals(book.rule.name())) {
                return false;
            }
            RuleState state;
            try {
                state = RuleState.restore(
                        book.rule.thresholds(), Base64.getDecoder().decode(row.machine()));
                state.resume(now, lastBeat, spec.tolerance(), spec.grace());
            } catch (IllegalArgumentException e) {
                LOG.info("The alert {} of rule {} starts afresh: {}", row.subject(), row.rule(), e.getMessage());
                state = RuleState.of(book.rule.thresholds());
            }
            Tracked tracked = new Tracked(book.rule, new SeriesKey(book.rule.metric(), row.subject()).subject(), state);
            tracked.remember(row);
            book.subjects.put(tracked.subject, tracked);
            book.seen |= !tracked.subject.equals(book.nobody());
            return true;
        });
    }

    /** Ends what a rule holds; answers false when there is no such rule. */
    boolean remove(String name, long now, List<Alert> changed) {
        RuleBook book = rules.remove(name);
        if (book == null) {
            return false;
        }
        book.subjects.values().forEach(each -> leave(each, now, changed));
        return true;
    }

    private void leave(Tracked tracked, long now, List<Alert> changed) {
        tracked.follow(tracked.state.reset(now)).ifPresent(changed::add);
        leaving.add(tracked);
    }

    /** Returns what learns from the points. */
    Learners learners() {
        return learners;
    }

    /** Has detectors judge a metric. */
    void judge(String metric) {
        learners.judge(metric);
    }

    /** Has joint detectors judge a whole. */
    void judge(Whole whole) {
        rules.values().forEach(book -> refuse(whole.refusal(book.rule)));
        learners.judge(whole);
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(words -> {
            throw new IllegalArgumentException(words);
        });
    }

    /** Judges the rows of wholes that are due. */
    void judgeWholes(long now, List<WholeAnomaly> anomalies) {
        learners.judgeWholes(now, failing, anomalies);
    }

    /** Answers whether there is a rule of this name, and it is none on anomalies. */
    boolean thresholds(String rule) {
        RuleBook book = rules.get(rule);
        return book != null && !book.rule.isAnomaly();
    }

    /** Returns the metrics that someone asks for. */
    Set<String> metrics() {
        Set<String> names = learners.metrics();
        rules.values().forEach(book -> names.add(book.rule.metric()));
        return names;
    }

    /** Returns how far back points are needed, in milliseconds. */
    long retention() {
        long longest = Collector.LOOKBACK.toMillis();
        for (RuleBook book : rules.values()) {
            longest = Math.max(longest, book.rule.window().toMillis());
        }
        return longest;
    }

    /** Takes the points of a source. */
    void take(String source, List<Series> batch, long now, List<Anomaly> anomalies) {
        failing.remove(source);
        for (Series series : batch) {
            SeriesKey key = new SeriesKey(series.name(), series.labels());
            boolean detect = learners.judges(series.name()) || asked(series, AlertRule::isAnomaly);
            boolean foretell = asked(series, rule -> rule.limit().isPresent());
            for (int i = 0; i < series.size(); i++) {
                long time = series.time(i);
                double value = series.value(i);
                if (samples.add(key, source, time, value, retention() + 60_000, now)) {
                    learners.wholes.note(key, source, value, now);
                    learners.feed(key, time, value, now, foretell, detect).ifPresent(anomalies::add);
                }
            }
        }
    }

    private boolean asked(Series series, Predicate<AlertRule> kind) {
        return rules.values().stream()
                .anyMatch(book -> kind.test(book.rule)
                        && book.rule.metric().equals(series.name())
                        && book.rule.covers(series.labels()));
    }

    /** Notes that a source did not answer: what it fed stays as it is. */
    void failed(String source) {
        failing.add(source);
    }

    /** Answers whether the start, or a jump of the clock, is so near that missing points mean nothing yet. */
    private boolean resting(long now) {
        return now - started < spec.grace().toMillis();
    }

    /** After a sleep of the machine or a clock that was set back, goes on as after a restart. */
    private void mindTheClock(long now) {
        long gap = Math.max(60_000, 4 * spec.collect().toMillis());
        if (lastTick != Long.MIN_VALUE && (now - lastTick > gap || now < lastTick - gap)) {
            LOG.warn("The clock went from {} to {} between two evaluations", lastTick, now);
            started = now;
            for (RuleBook book : rules.values()) {
                for (Tracked each : book.subjects.values()) {
                    each.state.resume(now, lastTick, spec.tolerance(), spec.grace());
                    each.evaluated = false;
                    each.waiting = true;
                }
            }
        }
        lastTick = now;
    }

    /** Evaluates every rule that is due. */
    void evaluate(long now, List<Alert> changed, List<Anomaly> anomalies) {
        mindTheClock(now);
        learners.silence(now, this::answering, anomalies);
        for (RuleBook book : rules.values()) {
            if (book.due(now)) {
                evaluate(book, now, changed);
            }
        }
        if (!resting(now)) {
            forget(now, changed);
        }
    }

    private void forget(long now, List<Alert> changed) {
        long forgetAfter = Math.max(FORGET_AFTER.toMillis(), 2 * retention());
        List<SeriesKey> forgotten = samples.forget(now - forgetAfter);
        forgotten.forEach(learners::forget);
        learners.forgetForlorn(now - forgetAfter);
        forgotten.addAll(learners.wholes.forget(now - forgetAfter));
        for (SeriesKey gone : forgotten) {
            for (RuleBook book : rules.values()) {
                Tracked tracked =
                        book.rule.metric().equals(gone.metric()) ? book.subjects.remove(gone.subject()) : null;
                if (tracked != null) {
                    leave(tracked, now, changed);
                }
            }
        }
    }

    private boolean answering(SeriesKey key) {
        Samples.Entry entry = samples.get(key);
        // Nothing is overdue before a point came to this watch: nobody watched until then.
        return entry != null && entry.window.latest() >= started && !failing.contains(entry.source);
    }

    private void evaluate(RuleBook book, long now, List<Alert> changed) {
        List<SeriesKey> present = new ArrayList<>(samples.of(book.rule.metric()).keySet());
        present.addAll(learners.wholes.of(book.rule.metric()));
        for (SeriesKey key : present) {
            if (book.rule.covers(key.subject())) {
                book.seen = true;
                track(book, key.subject());
            }
        }
        boolean nobody = book.rule.aggregation() == Aggregation.AGE && !book.rule.isAnomaly() && !book.seen;
        if (nobody) {
            track(book, book.nobody());
        }
        for (Tracked tracked : book.subjects.values()) {
            step(book, tracked, now).ifPresent(changed::add);
        }
        book.subjects.values().removeIf(each -> {
            boolean gone = !nobody
                    && !known(new SeriesKey(book.rule.metric(), each.subject))
                    && each.evaluated
                    && each.state.phase() == RuleState.Phase.INACTIVE;
            if (gone) {
                leaving.add(each);
            }
            return gone;
        });
    }

    private boolean known(SeriesKey key) {
        return samples.get(key) != null || learners.wholes.latest(key).isPresent();
    }

    private void track(RuleBook book, Map<String, String> subject) {
        book.subjects.computeIfAbsent(subject, each -> {
            Tracked tracked = new Tracked(book.rule, each, RuleState.of(book.rule.thresholds()));
            leaving.removeIf(old -> old.fingerprint.equals(tracked.fingerprint) && tracked.inherit(old));
            return tracked;
        });
    }

    private Optional<Alert> step(RuleBook book, Tracked tracked, long now) {
        SeriesKey key = new SeriesKey(book.rule.metric(), tracked.subject);
        Samples.Entry entry = samples.get(key);
        if (entry != null && failing.contains(entry.source)) {
            return Optional.empty();
        }
        OptionalDouble value = readings.value(book, tracked, key, now);
        if (value.isPresent()) {
            return tracked.follow(tracked.state.update(now, value.getAsDouble()));
        }
        if (!tracked.evaluated && tracked.stored && now - started < readings.patience(book.rule, key, now)) {
            return Optional.empty();
        }
        return tracked.follow(tracked.state.updateNoData(now));
    }

    /** Returns every alert that waits or fires. */
    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (RuleBook book : rules.values()) {
            for (Tracked each : book.subjects.values()) {
                if (each.firing()) {
                    alerts.add(each.current());
                } else if (each.state.phase() == RuleState.Phase.PENDING) {
                    alerts.add(each.pending());
                }
            }
        }
        return alerts;
    }

    /** Works out what to write down and whom to tell. */
    Plan plan(long now, Collection<Silence> silences, Collection<String> targets) {
        boolean active = rules.values().stream()
                .flatMap(book -> book.subjects.values().stream())
                .anyMatch(each -> each.state.phase() != RuleState.Phase.INACTIVE);
        Plan plan = new Plan(spec, now, silences, targets);
        rules.values().forEach(book -> book.subjects.values().forEach(plan::add));
        leaving.forEach(plan::add);
        if (active && (now - lastBeat >= BEAT.toMillis() || now < lastBeat)) {
            plan.beat();
        }
        return plan;
    }

    /** Notes that a plan is on the disk. */
    void done(Plan plan) {
        plan.done();
        if (plan.beats()) {
            lastBeat = plan.now();
        }
        leaving.removeIf(
                each -> !each.stored && each.idle(plan.now(), spec.interval().toMillis()));
    }
}
