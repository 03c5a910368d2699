package io.shiyun.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The state of one graded rule for one subject: at any time nothing, exactly one pending level, or exactly one firing
 * level.
 *
 * <p>Each level follows the rules of Prometheus: pending until its condition has held for its {@code hold}, back to
 * nothing at once when the condition ends, and after firing kept for {@code keepFiring} once it ended. The state shows
 * the most severe firing level, else the most severe pending one. When a severe level fires, the milder ones count as
 * firing with it, so that its end leads down through them. A firing level ends at its {@code clear} value; a pending one
 * needs the {@code raise} value all along.
 *
 * <p>Times are milliseconds since the epoch. A clock that is set back shifts the state with it, so that no wait is lost or
 * prolonged. A value that is not finite is refused and counted. Not thread-safe.
 */
public final class RuleState {
    /** What a state can be. */
    public enum Phase {
        /** No condition holds. */
        INACTIVE,
        /** A condition holds, not yet long enough. */
        PENDING,
        /** A level fires. */
        FIRING
    }

    private static final int KIND = 0x5302;
    private static final int VERSION = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private final GradedRule rule;
    private final long[] active;
    private final long[] kept;
    private final boolean[] firing;
    private Phase phase = Phase.INACTIVE;
    private int level = -1;
    private long evaluated = NEVER;
    private double value = Double.NaN;
    private long refused;

    private RuleState(GradedRule rule) {
        this.rule = rule;
        int count = rule.grades().size();
        active = new long[count];
        kept = new long[count];
        firing = new boolean[count];
        Arrays.fill(active, NEVER);
        Arrays.fill(kept, NEVER);
    }

    /** Returns the state of a rule that was never evaluated. */
    public static RuleState of(GradedRule rule) {
        return new RuleState(rule);
    }

    /**
     * Evaluates the rule.
     *
     * @param now milliseconds since the epoch
     * @param newValue a finite value
     * @return what changed, if anything
     */
    public Optional<Transition> update(long now, double newValue) {
        if (!Double.isFinite(newValue)) {
            refused++;
            return Optional.empty();
        }
        value = newValue;
        return evaluate(now, true);
    }

    /** Evaluates the rule when there is no value; see {@link GradedRule.OnNoData}. */
    public Optional<Transition> updateNoData(long now) {
        if (rule.onNoData() == GradedRule.OnNoData.HOLD) {
            step(now);
            return Optional.empty();
        }
        return evaluate(now, false);
    }

    private Optional<Transition> evaluate(long now, boolean known) {
        step(now);
        for (int i = 0; i < active.length; i++) {
            Grade grade = rule.grades().get(i);
            double threshold = firing[i] && kept[i] == NEVER ? grade.clear() : grade.raise();
            follow(i, grade, now, known && rule.comparison().holds(value, threshold));
        }
        int fires = highest(true);
        for (int i = 0; i < fires; i++) {
            firing[i] = true;
        }
        return change(now, fires >= 0 ? fires : highest(false), fires >= 0);
    }

    private void step(long now) {
        for (int i = 0; now < evaluated && i < active.length; i++) {
            active[i] = active[i] == NEVER ? NEVER : active[i] - (evaluated - now);
            kept[i] = kept[i] == NEVER ? NEVER : kept[i] - (evaluated - now);
        }
        evaluated = now;
    }

    private void follow(int i, Grade grade, long now, boolean holds) {
        if (holds) {
            if (active[i] == NEVER) {
                active[i] = now;
            }
            kept[i] = NEVER;
            firing[i] |= now - active[i] >= grade.hold().toMillis();
            return;
        }
        if (firing[i]) {
            kept[i] = kept[i] == NEVER ? now : kept[i];
            if (now - kept[i] < rule.keepFiring().toMillis()) {
                return;
            }
        }
        active[i] = NEVER;
        kept[i] = NEVER;
        firing[i] = false;
    }

    private int highest(boolean mustFire) {
        for (int i = active.length - 1; i >= 0; i--) {
            if (mustFire ? firing[i] : active[i] != NEVER) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Transition> change(long now, int next, boolean fires) {
        Phase before = phase;
        int from = level;
        phase = next < 0 ? Phase.INACTIVE : fires ? Phase.FIRING : Phase.PENDING;
        level = next;
        if (phase == before && level == from) {
            return Optional.empty();
        }
        Transition.Kind kind = switch (phase) {
            case INACTIVE -> before == Phase.FIRING ? Transition.Kind.RESOLVED : Transition.Kind.CANCELLED;
            case PENDING -> Transition.Kind.PENDING;
            case FIRING ->
                before != Phase.FIRING
                        ? Transition.Kind.FIRED
                        : next > from ? Transition.Kind.UPGRADED : Transition.Kind.DOWNGRADED;
        };
        return Optional.of(new Transition(
                kind,
                name(next < 0 ? from : next),
                from < 0 ? "" : name(from),
                now,
                next < 0 ? now : active[next],
                value));
    }

    private String name(int index) {
        return rule.grades().get(index).level();
    }

    /** Ends whatever holds, as when the subject is gone. */
    public Optional<Transition> reset(long now) {
        step(now);
        Arrays.fill(active, NEVER);
        Arrays.fill(kept, NEVER);
        Arrays.fill(firing, false);
        return change(now, -1, false);
    }

    /** Returns whether nothing, a pending level or a firing level holds. */
    public Phase phase() {
        return phase;
    }

    /** Returns the pending or firing level. */
    public Optional<String> level() {
        return level < 0 ? Optional.empty() : Optional.of(name(level));
    }

    /** Returns the place of the level among the rule's grades, 0 the mildest; -1 when inactive. */
    public int severity() {
        return level;
    }

    /** Returns when the condition of the level began, in milliseconds since the epoch; 0 when inactive. */
    public long since() {
        return level < 0 ? 0 : active[level];
    }

    /** Returns the latest value, NaN before the first one. */
    public double value() {
        return value;
    }

    /** Returns how many values were refused since they were not finite. */
    public long refused() {
        return refused;
    }

    /**
     * Goes on after an outage, as Prometheus does: what was firing fires on; what was pending has the outage added to its
     * wait, but waits at least {@code grace}; what was last evaluated longer than {@code tolerance} ago, or has a hold
     * shorter than {@code grace}, waits anew.
     *
     * @param now milliseconds since the epoch
     * @param last when it was evaluated last, if that is known to be later than it was saved
     * @param tolerance longest outage over which a wait is remembered, usually an hour
     * @param grace least wait after an outage, usually ten minutes
     */
    public void resume(long now, long last, Duration tolerance, Duration grace) {
        if (evaluated == NEVER || now <= evaluated) {
            return;
        }
        evaluated = Math.max(evaluated, Math.min(last, now));
        long outage = now - evaluated;
        for (int i = 0; i < active.length; i++) {
            if (active[i] == NEVER || firing[i]) {
                continue;
            }
            long hold = rule.grades().get(i).hold().toMillis();
            long remaining = hold - (evaluated - active[i]);
            if (outage > tolerance.toMillis() || hold < grace.toMillis()) {
                active[i] = now;
            } else if (remaining < grace.toMillis()) {
                active[i] = now + grace.toMillis() - hold;
            } else {
                active[i] += outage;
            }
        }
    }

    /** Returns the state in a compact, versioned, checksummed form of at most 256 bytes. */
    public byte[] save() {
        StateWriter out = new StateWriter(256, KIND, VERSION);
        out.int32(rule.checksum());
        out.int8(phase.ordinal());
        out.int8(level);
        out.int64(evaluated);
        out.float64(value);
        out.int64(refused);
        out.int8(active.length);
        for (int i = 0; i < active.length; i++) {
            out.int64(active[i]);
            out.int64(kept[i]);
            out.int8(firing[i] ? 1 : 0);
        }
        return out.finish();
    }

    /**
     * Returns the state that was saved, to go on with the same answers.
     *
     * @param rule the rule it belongs to
     * @param saved what {@link #save()} returned
     * @throws IllegalArgumentException when the bytes are damaged, of another kind, of a newer version, or of a rule with
     *     other thresholds: start afresh then
     */
    public static RuleState restore(GradedRule rule, byte[] saved) {
        StateReader in = new StateReader(saved, "rule state", KIND, VERSION, VERSION);
        if (in.int32() != rule.checksum()) {
            throw new IllegalArgumentException("saved rule state belongs to a rule with other thresholds");
        }
        RuleState state = new RuleState(rule);
        state.phase = Phase.values()[Math.floorMod(in.int8(), Phase.values().length)];
        state.level = Math.min(in.int8(), rule.grades().size() - 1);
        state.evaluated = in.int64();
        state.value = in.float64();
        state.refused = in.int64();
        int count = in.int8();
        for (int i = 0; i < Math.min(count, state.active.length); i++) {
            state.active[i] = in.int64();
            state.kept[i] = in.int64();
            state.firing[i] = in.int8() != 0;
        }
        return state;
    }
}
