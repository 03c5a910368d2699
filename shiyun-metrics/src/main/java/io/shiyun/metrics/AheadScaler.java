package io.shiyun.metrics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Says how many replicas a load calls for, now and as far ahead as a replica takes to be ready.
 *
 * <p>There are to be enough for the present load and for the upper edge of what is foretold at every step of the way. The edge, not the likely value:
 * a number that is right on average is too small half of the time, and too few cost users while too many cost a little money; the edge
 * is passed by 5 of 100 values. Until the {@link Forecaster} has learnt to see ahead, the present load decides alone.
 *
 * <p>More are wanted at once. Fewer are wanted when the load, present and foretold, called for fewer all through the stabilization of
 * the rule, without a gap of points and without a change of the number meanwhile, by whomever; so each step down has a wait of its own. Without a load the number
 * stays, but for the limits.
 *
 * <p>Strictly causal and deterministic. Holds {@value #STATE_BYTES} bytes beside the detector's. Not thread-safe.
 */
public final class AheadScaler {
    /** Bytes of the state in memory, the detector's aside. */
    public static final int STATE_BYTES =
            Forecaster.STATE_BYTES + PeakWindow.SAVED_BYTES + Recurrence.SAVED_BYTES + AheadScaler.OWN_BYTES;

    private static final int OWN_BYTES = 8 + 8 + 8 + 4 + 4;
    private static final int STEPS = 48;
    private static final int KIND = 0x5306;
    private static final int VERSION = 1;
    private static final String NAME = "scaler";
    private static final long NEVER = Long.MIN_VALUE;
    /** Loads beyond this are no loads. */
    private static final double MOST_LOAD = 1e30;

    private final ScaleRule rule;
    private final Forecaster forecaster;
    private final Recurrence recurrence = new Recurrence();
    private final PeakWindow window;
    private long latest = NEVER;
    private double load;
    /** Since when points came without a gap and the number stayed. */
    private long calm = NEVER;

    private int seen = -1;

    /** A scaler that knows nothing yet. */
    public AheadScaler(ScaleRule rule) {
        this(rule, new Forecaster());
    }

    private AheadScaler(ScaleRule rule, Forecaster forecaster) {
        this.rule = rule;
        this.forecaster = forecaster;
        this.window = new PeakWindow(rule.calm());
    }

    /**
     * Takes the load at a time.
     *
     * @param time milliseconds since the epoch
     * @param load of the app as a whole, in the unit of the target
     * @return false when it was refused: negative, above 1e30, late or a repeat
     */
    public boolean feed(long time, double load) {
        if (!(load >= 0 && load <= MOST_LOAD)) {
            return false;
        }
        forecaster.feed(time, load);
        if (!forecaster.detector().verdict().accepted()) {
            return false;
        }
        recurrence.add(time, load);
        if (missing(time)) {
            calm = time;
        }
        latest = time;
        this.load = load;
        return true;
    }

    /**
     * Takes a load of which a part is missing. It may call for more and not for fewer, and the forecaster does not learn from it.
     *
     * @param time milliseconds since the epoch
     * @param load as much as is known of it
     * @return false when it was refused: negative, above 1e30, late or a repeat
     */
    public boolean feedPart(long time, double load) {
        if (!(load >= 0 && load <= MOST_LOAD) || time <= latest) {
            return false;
        }
        latest = time;
        calm = time;
        this.load = load;
        return true;
    }

    /** Answers whether the latest load is too old to go by, or of a time that is yet to come. */
    private boolean missing(long now) {
        double age = (double) now - latest;
        double stale = rule.stale().toMillis();
        return latest == NEVER || age > stale || age < -stale;
    }

    /**
     * Decides.
     *
     * @param now milliseconds since the epoch
     * @param replicas there are to be at present, whether or not they are all ready
     * @throws IllegalArgumentException when the number is negative
     */
    public ScaleDecision decide(long now, int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas: " + replicas + " is negative");
        }
        if (replicas != seen) {
            seen = replicas;
            calm = Math.max(calm, now);
        }
        ScaleWords words = new ScaleWords(rule, now, replicas);
        int within = rule.within(replicas);
        if (replicas == 0) {
            return words.say(
                    ScaleDecision.Cause.PAUSED, 0, OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty());
        }
        if (missing(now)) {
            ScaleDecision.Cause cause = within == replicas ? ScaleDecision.Cause.MISSING : ScaleDecision.Cause.LIMITS;
            return words.say(cause, within, OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty());
        }
        Optional<Forecast> peak = peak(now);
        OptionalDouble former = former(now);
        double demand = Math.max(load, Math.max(peak.map(Forecast::upper).orElse(0.0), former.orElse(0)));
        if (window.add(now, demand)) {
            calm = now;
        }
        double most = rule.target() * replicas * (1 + rule.tolerance());
        int wanted = demand > most ? Math.max(rule.replicasFor(demand), within) : fewer(now, replicas, within);
        return words.say(cause(now, replicas, within, wanted, most), wanted, OptionalDouble.of(load), peak, former);
    }

    private int fewer(long now, int replicas, int within) {
        if (within != replicas || !calls() || now - calm < rule.calm()) {
            return within;
        }
        int most = Math.max(1, (int) (replicas * rule.mostDown()));
        return Math.min(replicas, Math.max(rule.replicasFor(window.highest()), replicas - most));
    }

    /** Answers whether all of the window calls for fewer. */
    private boolean calls() {
        return window.highest() < rule.target() * seen * (1 - rule.tolerance());
    }

    private ScaleDecision.Cause cause(long now, int replicas, int within, int wanted, double most) {
        if (wanted > Math.max(replicas, within)) {
            return load > most ? ScaleDecision.Cause.LOAD : ScaleDecision.Cause.FORECAST;
        }
        if (within != replicas) {
            return ScaleDecision.Cause.LIMITS;
        }
        if (wanted < replicas) {
            return ScaleDecision.Cause.FEWER;
        }
        boolean waits = calls() && now - calm < rule.calm() && replicas > rule.min();
        return waits ? ScaleDecision.Cause.WAITING : ScaleDecision.Cause.STEADY;
    }

    /** When a replica begun at the next decision would be ready. */
    private long until(long now) {
        return now + rule.ahead().toMillis() + (long) forecaster.detector().interval();
    }

    private OptionalDouble former(long now) {
        return rule.ahead().isZero() ? OptionalDouble.empty() : recurrence.highest(now, until(now), rule.target());
    }

    /** The highest upper edge on the way. */
    private Optional<Forecast> peak(long now) {
        if (rule.ahead().isZero()) {
            return Optional.empty();
        }
        double usual = forecaster.detector().interval();
        long until = Math.min(forecaster.horizon(), until(now));
        double step = Math.max(usual, ((double) until - now) / STEPS);
        Optional<Forecast> highest = Optional.empty();
        for (long ahead = 0; now + ahead <= until && step > 0; ahead = Math.max(ahead + 1, (long) (ahead + step))) {
            Optional<Forecast> each = forecaster.at(now + ahead);
            if (each.isPresent()
                    && (highest.isEmpty() || each.get().upper() > highest.get().upper())) {
                highest = each;
            }
        }
        return highest;
    }

    /** Returns the whole state, but for the rule, in a compact, versioned, checksummed form. */
    public byte[] save() {
        byte[] foretells = forecaster.save();
        StateWriter out = new StateWriter(foretells.length + STATE_BYTES, KIND, VERSION);
        out.int32(foretells.length);
        out.bytes(foretells);
        out.int64(latest);
        out.float64(load);
        out.int64(calm);
        out.int32(seen);
        recurrence.save(out);
        window.save(out);
        return out.finish();
    }

    /**
     * Returns a scaler that goes on where the saved one stopped, with the same answers. The rule may be another; with another
     * stabilization the wait for fewer begins anew.
     *
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or from a newer version
     */
    public static AheadScaler restore(ScaleRule rule, byte[] saved) {
        StateReader in = new StateReader(saved, NAME, KIND, VERSION, VERSION);
        int length = in.int32();
        if (length < 0 || length > saved.length) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: a forecaster of " + length + " bytes");
        }
        AheadScaler scaler = new AheadScaler(rule, Forecaster.restore(in.bytes(length)));
        scaler.latest = in.int64();
        scaler.load = in.float64();
        scaler.calm = in.int64();
        int seen = in.int32();
        scaler.recurrence.restore(in);
        // Seen anew, the number begins the wait anew.
        scaler.seen = scaler.window.restore(in) ? seen : -1;
        return scaler;
    }
}
