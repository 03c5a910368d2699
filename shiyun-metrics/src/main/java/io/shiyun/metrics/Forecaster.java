package io.shiyun.metrics;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Foretells a series: a value and an interval for any time to come, and when a limit will be reached. No setting.
 *
 * <p>Beside its detector, which takes the points in and knows their pace, it keeps ten simple ways to foretell and weighs them
 * by how well each did so far ahead: at 1, 2, 4 and so on to 2,048 usual intervals. It makes forecasts all the time and learns from
 * each that comes due; the interval is widened and narrowed so that in the long run 90 of 100 values lie within it. How far
 * ahead it can see grows with what it has tried: nothing is foretold further ahead than twice as far as eight forecasts have
 * come due.
 *
 * <p>Strictly causal and deterministic, as the detector. Takes {@value #STATE_BYTES} bytes beside the detector's. Not
 * thread-safe.
 */
public final class Forecaster {
    /** Nominal part of the values that lie within the interval. */
    public static final double COVERAGE = 0.9;
    /** Bytes of the state in memory, the detector's aside. */
    public static final int STATE_BYTES = Forecaster.HORIZONS_AT + Forecaster.HORIZONS * Horizon.SIZE;

    static final int HORIZONS = 12;
    /** As far as values are told apart, as in the detector. */
    private static final double LARGEST = 1e30;

    private static final int EXPERTS = 0;
    private static final int HORIZONS_AT = Experts.SIZE;
    private static final int LEAST_TRIED = 8;
    /** How many horizons beyond those known are tried, by the weights of the farthest known. */
    private static final int AHEAD = 4;

    private static final int STEPS_TO_LIMIT = 256;
    private static final int KIND = 0x5304;
    private static final int VERSION = 2;
    private static final String NAME = "forecaster";

    private final AnomalyDetector detector;
    private final byte[] state;
    private final Experts experts = new Experts();
    private final double[] said = new double[Experts.COUNT];

    /** A forecaster that knows nothing yet. */
    public Forecaster() {
        this(new AnomalyDetector(), new byte[STATE_BYTES]);
        Experts.start(state, EXPERTS);
        for (int k = 0; k < HORIZONS; k++) {
            Horizon.start(state, horizon(k));
        }
    }

    private Forecaster(AnomalyDetector detector, byte[] state) {
        this.detector = detector;
        this.state = state;
    }

    private static int horizon(int k) {
        return HORIZONS_AT + k * Horizon.SIZE;
    }

    /** Takes one point; what the detector refuses is refused. Returns the detector's score. */
    public double feed(long time, double value) {
        long before = detector.latest();
        long taken = detector.taken();
        double score = detector.feed(time, value);
        double interval = detector.interval();
        if (detector.taken() > taken) {
            learn(
                    time,
                    Math.max(-LARGEST, Math.min(LARGEST, value)),
                    taken == 0 || interval == 0 ? 1 : (time - before) / interval,
                    interval,
                    taken);
        }
        return score;
    }

    private void learn(long time, double value, double step, double interval, long taken) {
        for (int k = 0; k < HORIZONS; k++) {
            double length = Math.scalb(interval, k);
            Horizon.resolve(state, horizon(k), time, value, Math.max(1, length / 4) + interval);
        }
        experts.learn(state, EXPERTS, time, value, step, interval, taken);
        int known = known();
        for (int k = 0; k < Math.min(HORIZONS, known + AHEAD) && interval > 0; k++) {
            double length = Math.scalb(interval, k);
            if (Horizon.asks(state, horizon(k), time, length)) {
                long due = time + (long) Math.ceil(length);
                experts.ask(state, EXPERTS, due, Math.scalb(1.0, k), said);
                double point = Horizon.together(state, horizon(Math.max(0, Math.min(k, known))), said);
                Horizon.ask(state, horizon(k), time, value, due, point, said);
            }
        }
    }

    /** Returns the detector that saw the same points. Feeding it directly leaves the forecaster behind. */
    public AnomalyDetector detector() {
        return detector;
    }

    /**
     * Returns the latest time that can be foretold now, in milliseconds since the epoch; the time of the latest point while
     * nothing can.
     */
    public long horizon() {
        int known = known();
        return detector.latest() + (known < 0 ? 0 : (long) Math.scalb(detector.interval(), known + 1));
    }

    private int known() {
        for (int k = HORIZONS - 1; k >= 0; k--) {
            if (Horizon.tried(state, horizon(k)) >= LEAST_TRIED) {
                return k;
            }
        }
        return -1;
    }

    /**
     * Foretells the value at a time after the latest point.
     *
     * @param time milliseconds since the epoch
     * @return empty when the time is not after the latest point or further ahead than can be foretold, see {@link #horizon()}
     */
    public Optional<Forecast> at(long time) {
        int known = known();
        double ahead = ((double) time - detector.latest()) / detector.interval();
        if (known < 0 || !(ahead > 0) || time > horizon()) {
            return Optional.empty();
        }
        double place = Math.max(0, Cells.log2(ahead));
        int nearer = Math.min(known, (int) place);
        int farther = Math.min(known, nearer + 1);
        double part = Math.min(1, place - nearer);
        // Beyond what was tried the usual distance is taken to grow with the time, which no usual series does faster.
        double grown = Math.max(1, Math.scalb(ahead, -known));
        experts.ask(state, EXPERTS, time, ahead, said);
        double expected = mix(
                Horizon.together(state, horizon(nearer), said), Horizon.together(state, horizon(farther), said), part);
        double above = mix(edge(nearer, true), edge(farther, true), part) * grown;
        double below = mix(edge(nearer, false), edge(farther, false), part) * grown;
        return Optional.of(new Forecast(
                time, expected, expected + below, expected + above, Horizon.tried(state, horizon(nearer))));
    }

    private double edge(int k, boolean upper) {
        return Horizon.edge(state, horizon(k), upper);
    }

    private static double mix(double a, double b, double part) {
        return a + part * (b - a);
    }

    /**
     * Foretells when the series reaches a limit, from the side on which it is now.
     *
     * @param limit a finite value, for example the size of a disk
     * @throws IllegalArgumentException when the limit is not finite
     */
    public Reach reach(double limit) {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException("limit " + limit + " is not a finite number");
        }
        boolean rising = Experts.latest(state, EXPERTS) < limit;
        Predicate<Forecast> earliest = rising ? each -> each.upper() >= limit : each -> each.lower() <= limit;
        Predicate<Forecast> likely = rising ? each -> each.expected() >= limit : each -> each.expected() <= limit;
        Predicate<Forecast> latest = rising ? each -> each.lower() >= limit : each -> each.upper() <= limit;
        return new Reach(first(earliest), first(likely), first(latest), horizon());
    }

    private OptionalLong first(Predicate<Forecast> reached) {
        long from = detector.latest();
        double step = ((double) horizon() - from) / STEPS_TO_LIMIT;
        for (int i = 1; i <= STEPS_TO_LIMIT; i++) {
            long before = from + (long) (step * (i - 1));
            long time = from + (long) (step * i);
            if (at(time).filter(reached).isPresent()) {
                while (time - before > 1) {
                    long middle = before + (time - before) / 2;
                    boolean already = at(middle).filter(reached).isPresent();
                    before = already ? before : middle;
                    time = already ? middle : time;
                }
                return OptionalLong.of(time);
            }
        }
        return OptionalLong.empty();
    }

    /** Returns the whole state, the detector's too, in a compact, versioned, checksummed form. */
    public byte[] save() {
        byte[] saved = detector.save();
        StateWriter out = new StateWriter(4 + saved.length + STATE_BYTES, KIND, VERSION);
        out.int32(saved.length);
        out.bytes(saved);
        out.bytes(state);
        return out.finish();
    }

    /**
     * Returns a forecaster that goes on where the saved one stopped, with the same bits.
     *
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or version
     */
    public static Forecaster restore(byte[] saved) {
        StateReader in = new StateReader(saved, NAME, KIND, VERSION, VERSION);
        int length = in.int32();
        if (length < 0 || length > saved.length) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: a detector of " + length + " bytes");
        }
        AnomalyDetector detector = AnomalyDetector.restore(in.bytes(length));
        return new Forecaster(detector, in.bytes(STATE_BYTES));
    }
}
