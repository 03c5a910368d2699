package io.shiyun.watch.engine;

import io.shiyun.metrics.RuleState;
import io.shiyun.metrics.Transition;
import io.shiyun.store.AlertRow;
import io.shiyun.watch.Alert;
import io.shiyun.watch.AlertRule;
import io.shiyun.watch.AlertStatus;
import io.shiyun.watch.WholeAnomaly;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One rule for one subject: the state machine, what was told of it, and whether the store knows. */
final class Tracked {
    final AlertRule rule;
    final Map<String, String> subject;
    final String fingerprint;
    final RuleState state;
    Told told = Told.NOTHING;
    /** False from a restart until the first evaluation: nothing is told of what may no longer hold. */
    boolean evaluated;

    /** Whether it is known from before a restart or a sleep, and no value came since. */
    boolean waiting;

    boolean dirty;
    boolean stored;
    private int severity;
    private long since;
    private long at;
    private long ended;
    private String causes = "";
    private String forecast = "";
    private String feedback = "";

    Tracked(AlertRule rule, Map<String, String> subject, RuleState state) {
        this.rule = rule;
        this.subject = subject;
        this.fingerprint = fingerprint(rule.name(), subject);
        this.state = state;
    }

    /** Keeps the causes of what is unusual for the texts of the alert. */
    void explain(WholeAnomaly found) {
        if (found.verdict().alarm() || (causes.isEmpty() && found.verdict().ongoing())) {
            causes = found.causes();
        }
    }

    /** Keeps what is foretold for the texts of the alert. */
    void foresee(Foresight found) {
        forecast = found.words();
    }

    /** Keeps what people said of the series for the texts of the alert. */
    void said(String words) {
        feedback = words;
    }

    /** Follows the machine by one step; answers what it means to listeners. */
    Optional<Alert> follow(Optional<Transition> change) {
        evaluated = true;
        waiting = false;
        if (change.isEmpty()) {
            return Optional.empty();
        }
        Transition transition = change.get();
        dirty = true;
        at = transition.at();
        if (transition.kind() == Transition.Kind.RESOLVED) {
            ended = at;
        } else if (state.phase() == RuleState.Phase.FIRING) {
            severity = state.severity();
            since = state.since();
            ended = 0;
        } else {
            return state.phase() == RuleState.Phase.PENDING
                    ? Optional.of(alert(AlertStatus.PENDING, state.severity(), state.since()))
                    : Optional.empty();
        }
        return Optional.of(current());
    }

    /** Returns the alert that fires, or the latest one, which has ended. */
    Alert current() {
        return alert(firing() ? AlertStatus.FIRING : AlertStatus.RESOLVED, severity, since);
    }

    /** Returns the alert that waits. */
    Alert pending() {
        return alert(AlertStatus.PENDING, state.severity(), state.since());
    }

    boolean firing() {
        return state.phase() == RuleState.Phase.FIRING;
    }

    int severity() {
        return severity;
    }

    /** Answers whether there is nothing to remember. */
    boolean idle(long now, long interval) {
        return state.phase() == RuleState.Phase.INACTIVE
                && told.what() != Told.What.FIRING
                && (told.what() == Told.What.NOTHING || now - told.at() >= interval);
    }

    private Alert alert(AlertStatus status, int shown, long began) {
        String level = rule.thresholds().grades().get(shown).level();
        Map<String, String> labels = new TreeMap<>(subject);
        labels.putAll(rule.labels());
        labels.put("alertname", rule.name());
        labels.put("level", level);
        Map<String, String> annotations = new TreeMap<>();
        if (!causes.isEmpty()) {
            annotations.put("causes", causes);
        }
        if (!forecast.isEmpty()) {
            annotations.put("forecast", forecast);
        }
        if (!feedback.isEmpty()) {
            annotations.put("feedback", feedback);
        }
        annotations.putAll(rule.annotations());
        return new Alert(
                fingerprint,
                rule.name(),
                rule.metric(),
                level,
                shown,
                status,
                state.value(),
                Instant.ofEpochMilli(began),
                Instant.ofEpochMilli(at),
                status == AlertStatus.RESOLVED ? Optional.of(Instant.ofEpochMilli(ended)) : Optional.empty(),
                labels,
                annotations);
    }

    AlertRow row(Told newest, long now) {
        return new AlertRow(
                fingerprint,
                rule.name(),
                subject,
                Base64.getEncoder().encodeToString(state.save()),
                state.phase().name(),
                since == 0 ? null : Instant.ofEpochMilli(since),
                newest.what() == Told.What.NOTHING ? "" : newest.what().name(),
                newest.severity(),
                newest.what() == Told.What.NOTHING ? null : Instant.ofEpochMilli(newest.at()),
                Instant.ofEpochMilli(now));
    }

    /** Takes over what the store remembers; the machine was restored before. */
    void remember(AlertRow row) {
        stored = true;
        waiting = true;
        Instant notified = row.notifiedAt();
        if (notified != null) {
            told = new Told(Told.What.valueOf(row.notified()), row.notifiedSeverity(), notified.toEpochMilli());
        }
        Instant began = row.began();
        since = began == null ? 0 : began.toEpochMilli();
        at = row.updated().toEpochMilli();
        ended = at;
        int most = rule.thresholds().grades().size() - 1;
        severity = Math.max(0, Math.min(most, firing() ? state.severity() : row.notifiedSeverity()));
    }

    /** Goes on with what was told of the same alert before its subject went away for a while. */
    boolean inherit(Tracked old) {
        told = old.told;
        stored = old.stored;
        dirty = true;
        severity = Math.min(old.severity, rule.thresholds().grades().size() - 1);
        since = old.since;
        at = old.at;
        ended = old.ended;
        return true;
    }

    static String fingerprint(String rule, Map<String, String> subject) {
        StringBuilder text = new StringBuilder(rule);
        new TreeMap<>(subject)
                .forEach((key, value) ->
                        text.append('\u0000').append(key).append('\u0000').append(value));
        return hash(text.toString());
    }

    /** The first 128 bits of SHA-256, as 32 characters. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
