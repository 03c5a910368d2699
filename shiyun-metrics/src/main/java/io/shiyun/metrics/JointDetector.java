package io.shiyun.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Judges a host or an app by all its metrics together, one row of values at a time, and names the metrics that explain it.
 * No setting, no training, no look ahead: a verdict depends on nothing that came later. The same rows give the same bits on
 * any machine. Not thread-safe: one thread at a time.
 *
 * <p>Each metric is held against its latest values, a longer mean, the time of the day and what the other metrics foretell
 * of it, each in standard deviations over its whole life. The row is as unusual as the mean of its most unusual metrics, as
 * many as the square root of their number, smoothed over a few and over many rows. What that means is weighed against its
 * own history; after a surprise the detector rests from all that is not clearly greater, so that an event alarms once. No
 * alarm is raised before {@value #LEARNING} rows.
 *
 * <p>NaN stands for a value that is missing. It is counted, what the other metrics foretell stands in its place, and it
 * teaches nothing. An infinite value is counted and treated as missing. A cumulative counter should be fed as a rate
 * ({@link Aggregation#RATE}).
 */
public final class JointDetector {
    /** Rows before the first alarm. */
    public static final int LEARNING = 100;
    /** The most metrics of one whole; take several detectors for more. */
    public static final int MOST_METRICS = 128;

    /** The most metrics that a verdict names. */
    public static final int MOST_CAUSES = 10;

    private static final int KIND = 0x5305;
    private static final String NAME = "joint detector";
    private static final double LARGEST = 1e30;
    private static final double LEAST = 1e-100;
    private static final double BRIEF = Facet.rate(4);
    private static final double LONGER = Facet.rate(32);
    /** Surprise at which an alarm begins, in decades. */
    private static final double ALARM = 4;

    /** Rows so much alike, as the deviation is smoothed, that one of them is counted. */
    private static final int ALIKE = 4;

    /** What is no higher than usual, where the tail begins to count; its power law is exponential in the height. */
    private static final double ORDINARY = 1.0 / 16;

    /** Rows after which an event is how things are now; a shorter one teaches nothing, so that its like alarms again. */
    private static final int TEACHES_AFTER = 256;

    /** What lies twelve deviations high or more teaches no more than that. */
    private static final double HIGHEST_TAUGHT = 64 * ORDINARY;

    private static final double CALM_PART = 0.6;

    private final int metrics;
    private final byte[] state;
    private final Facet facet = new Facet();
    private final double[] values;
    private final double[] z;
    private final double[] apart;
    private final double[] work;
    private final boolean[] missing;
    private final double[] expected;
    private final double[] signed;
    private final Baseline[] baseline;
    private final double[] greatest;

    private long time;
    private boolean accepted;
    private int known;
    private double decades;
    private double score;
    private double deviation;
    private boolean alarm;
    private Cause cause = Cause.NONE;
    private long since;

    /**
     * A detector that knows nothing yet.
     *
     * @param metrics of each row, 1 to {@value #MOST_METRICS}
     */
    public JointDetector(int metrics) {
        this(metrics, new byte[JointLayout.size(checked(metrics))]);
        Precision.start(state, JointLayout.precision(metrics), metrics);
        Event.start(state, JointLayout.EVENT);
    }

    private JointDetector(int metrics, byte[] state) {
        this.metrics = metrics;
        this.state = state;
        values = new double[metrics];
        z = new double[metrics];
        apart = new double[metrics];
        work = new double[metrics];
        missing = new boolean[metrics];
        expected = new double[metrics];
        signed = new double[metrics];
        baseline = new Baseline[metrics];
        Arrays.fill(baseline, Baseline.LATEST);
        greatest = new double[(int) Math.ceil(Math.sqrt(metrics))];
    }

    private static int checked(int metrics) {
        if (metrics < 1 || metrics > MOST_METRICS) {
            throw new IllegalArgumentException("metrics: " + metrics + " must be 1 to " + MOST_METRICS
                    + "; judge more of them by several detectors");
        }
        return metrics;
    }

    /** Returns the bytes of the state in memory. */
    public static int stateBytes(int metrics) {
        return JointLayout.size(checked(metrics));
    }

    /** Returns the bytes of a saved detector. */
    public static int savedBytes(int metrics) {
        return stateBytes(metrics) + 2 + StateWriter.OVERHEAD;
    }

    /** Returns the number of metrics of each row. */
    public int metrics() {
        return metrics;
    }

    /**
     * Takes one row and returns its score without allocating; {@link #verdict()} tells the rest.
     *
     * <p>A row at or before the time of the latest one, and one without any value, are refused: they change nothing but
     * {@link #counts()} and score 0. A long run of late rows is a clock that was set back, and is followed.
     *
     * @param newTime milliseconds since the epoch
     * @param row a value for each metric, always in the same order, NaN where there is none; it is not kept
     * @return surprise from 0 to 1, 0.5 and more being an anomaly
     * @throws IllegalArgumentException when the row has another number of metrics
     */
    public double feed(long newTime, double[] row) {
        if (row.length != metrics) {
            throw new IllegalArgumentException(
                    "row: " + row.length + " values for " + metrics + " metrics; NaN stands for one that is missing");
        }
        begin(newTime);
        for (int i = 0; i < metrics; i++) {
            missing[i] = !Double.isFinite(row[i]);
            values[i] = missing[i] ? Double.NaN : bounded(row[i]);
            known += missing[i] ? 0 : 1;
        }
        if (known == 0) {
            count(JointLayout.EMPTY);
            return 0;
        }
        long silentSince = Cells.i64(state, JointLayout.PACE + Pace.LATEST);
        long taken = Cells.i64(state, JointLayout.TAKEN);
        boolean gap = taken >= LEARNING
                && state[JointLayout.PACE + Pace.MISSING] == 0
                && Pace.overdue(state, JointLayout.PACE, newTime);
        if (!Pace.take(state, JointLayout.PACE, newTime)) {
            return 0;
        }
        accepted = true;
        state[JointLayout.PACE + Pace.MISSING] = 0;
        look(row, taken);
        weigh(taken);
        if (Event.open(state, JointLayout.EVENT)) {
            cause = Cause.SHAPE;
            since = Cells.i64(state, JointLayout.EVENT + Event.SINCE);
        } else if (gap) {
            become(silentSince, true);
        }
        count(JointLayout.TAKEN);
        return score;
    }

    /** So that no square overflows and none that counts is lost. */
    private static double bounded(double x) {
        return Math.abs(x) < LEAST ? 0 : Math.max(-LARGEST, Math.min(LARGEST, x));
    }

    private void begin(long newTime) {
        time = newTime;
        accepted = false;
        known = 0;
        decades = 0;
        score = 0;
        alarm = false;
        cause = Cause.NONE;
        since = 0;
    }

    private void count(int at) {
        Cells.i64(state, at, Cells.i64(state, at) + 1);
    }

    /** Finds how unusual each metric is, and the whole. */
    private void look(double[] row, long taken) {
        for (int i = 0; i < metrics; i++) {
            int at = JointLayout.facet(i);
            if (missing[i]) {
                count(at + (Double.isNaN(row[i]) ? Facet.MISSING : Facet.NOT_FINITE));
                z[i] = 0;
            } else {
                z[i] = Facet.standardise(state, at, values[i]);
            }
        }
        int precision = JointLayout.precision(metrics);
        if (known < metrics) {
            Precision.foretell(state, precision, z, missing);
        }
        Precision.take(state, precision, z, missing, taken, apart, work);
        Arrays.fill(greatest, 0);
        for (int i = 0; i < metrics; i++) {
            int at = JointLayout.facet(i);
            double found = 0;
            if (!missing[i]) {
                found = facet.take(state, at, time, values[i], z[i], apart[i]);
                expected[i] = facet.expected;
                signed[i] = facet.deviation;
                baseline[i] = facet.baseline;
                keep(found);
            }
            fade(at + Facet.HEAT, found, BRIEF);
        }
        int most = Math.min(known, greatest.length);
        double sum = 0;
        for (int i = 0; i < most; i++) {
            sum += greatest[i];
        }
        fade(JointLayout.BRIEF, sum / most, BRIEF);
        fade(JointLayout.LONGER, sum / most, LONGER);
        deviation = (Cells.f64(state, JointLayout.BRIEF) + Cells.f64(state, JointLayout.LONGER)) / 2;
    }

    private void keep(double found) {
        int i = greatest.length - 1;
        if (found <= greatest[i]) {
            return;
        }
        for (; i > 0 && greatest[i - 1] < found; i--) {
            greatest[i] = greatest[i - 1];
        }
        greatest[i] = found;
    }

    private void fade(int at, double now, double rate) {
        double mean = Cells.f64(state, at);
        Cells.f64(state, at, mean + rate * (now - mean));
    }

    private void weigh(long taken) {
        if (taken < LEARNING) {
            return;
        }
        int lasted = Cells.i32(state, JointLayout.LASTED);
        boolean learns = lasted == 0 || lasted > TEACHES_AFTER;
        long judged = Cells.i64(state, JointLayout.JUDGED) + 1;
        double height = learns
                ? Moments.take(state, JointLayout.HEIGHT, deviation, judged)
                : Moments.far(state, JointLayout.HEIGHT, deviation, judged);
        double rising = StrictMath.pow(2, Math.max(0, height) / 2) * ORDINARY;
        decades = Tail.surprise(state, JointLayout.TAIL, JointLayout.FAR, rising);
        if (taken % ALIKE == 0) {
            teach(learns, rising, (int) (taken / ALIKE % JointLayout.WAITING));
        }
        if (learns) {
            Cells.i64(state, JointLayout.JUDGED, judged);
        }
        double passed = Event.rest(state, JointLayout.EVENT, decades >= ALARM ? decades : 0, 0);
        score = Math.min(1, (decades >= ALARM ? passed : decades) / (2 * ALARM));
        if (score >= 0.5) {
            alarm = Event.begin(state, JointLayout.EVENT, time, Cause.SHAPE, 0, 1, false);
            Arrays.fill(state, JointLayout.WAITED, JointLayout.WAITED + 4 * JointLayout.WAITING, (byte) 0);
        }
        if (Event.open(state, JointLayout.EVENT)) {
            Event.follow(state, JointLayout.EVENT, decades > CALM_PART * ALARM, 0);
        }
        Cells.i32(
                state,
                JointLayout.LASTED,
                Event.open(state, JointLayout.EVENT) ? Math.min(lasted, TEACHES_AFTER) + 1 : 0);
    }

    /** A height is counted when it has waited, so that an event that begins slowly does not hide itself. */
    private void teach(boolean learns, double rising, int place) {
        int at = JointLayout.WAITED + 4 * place;
        double waited = Cells.f32(state, at);
        if (learns && waited > 0) {
            Tail.take(state, JointLayout.TAIL, JointLayout.FAR, waited);
        }
        Cells.f32(state, at, learns ? Math.min(rising, HIGHEST_TAUGHT) : 0);
    }

    private void become(long from, boolean first) {
        cause = Cause.MISSING;
        since = from;
        alarm = first;
        if (first) {
            score = Math.max(score, 0.5);
        }
    }

    /** Takes one row and returns the verdict on it. */
    public JointVerdict update(long newTime, double[] row) {
        feed(newTime, row);
        return verdict();
    }

    /**
     * Says whether rows are overdue at {@code now}; call it when none came. The verdict's cause is MISSING while they are,
     * with one alarm.
     *
     * @param now milliseconds since the epoch
     */
    public JointVerdict silence(long now) {
        begin(now);
        accepted = true;
        if (Cells.i64(state, JointLayout.TAKEN) >= LEARNING && Pace.overdue(state, JointLayout.PACE, now)) {
            become(Cells.i64(state, JointLayout.PACE + Pace.LATEST), state[JointLayout.PACE + Pace.MISSING] == 0);
            state[JointLayout.PACE + Pace.MISSING] = 1;
        }
        return verdict();
    }

    /** Returns the verdict on the latest row or silence. */
    public JointVerdict verdict() {
        return new JointVerdict(
                time,
                accepted,
                known,
                Math.min(1, StrictMath.pow(10, -decades)),
                score,
                cause,
                alarm,
                cause != Cause.NONE,
                since,
                confidence(),
                known == 0 || !accepted || confidence() == Confidence.LEARNING ? List.of() : causes());
    }

    private List<Contribution> causes() {
        double sum = 0;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < metrics; i++) {
            if (!missing[i] && heat(i) > 0) {
                sum += heat(i);
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -heat(i)));
        List<Contribution> found = new ArrayList<>();
        for (int i : order.subList(0, Math.min(MOST_CAUSES, order.size()))) {
            Direction direction = signed[i] > 0 ? Direction.UP : signed[i] < 0 ? Direction.DOWN : Direction.NONE;
            found.add(new Contribution(i, values[i], expected[i], direction, baseline[i], heat(i), heat(i) / sum));
        }
        return found;
    }

    private double heat(int metric) {
        return Cells.f64(state, JointLayout.facet(metric) + Facet.HEAT);
    }

    private Confidence confidence() {
        long taken = Cells.i64(state, JointLayout.TAKEN);
        if (taken <= LEARNING) {
            return Confidence.LEARNING;
        }
        return taken < 200 ? Confidence.LOW : taken < 1000 ? Confidence.FAIR : Confidence.HIGH;
    }

    /**
     * Returns how unusual the latest rows are, at rest or not: the mean deviation of the most unusual metrics, in standard
     * deviations of their lives, from 0 to 30. It orders rows of one detector; for an alarm take the score.
     */
    public double deviation() {
        return deviation;
    }

    /** Returns how many rows were taken and refused. */
    public Counts counts() {
        long notFinite = 0;
        long absent = 0;
        for (int i = 0; i < metrics; i++) {
            notFinite += Cells.i64(state, JointLayout.facet(i) + Facet.NOT_FINITE);
            absent += Cells.i64(state, JointLayout.facet(i) + Facet.MISSING);
        }
        return new Counts(
                Cells.i64(state, JointLayout.TAKEN),
                absent,
                notFinite,
                Cells.i64(state, JointLayout.EMPTY),
                Cells.i64(state, JointLayout.PACE + Pace.LATE),
                Cells.i64(state, JointLayout.PACE + Pace.REPEATED),
                Cells.i64(state, JointLayout.PACE + Pace.REBASED));
    }

    /** Returns how many rows had no value of a metric. */
    public long missing(int metric) {
        return Cells.i64(state, JointLayout.facet(metric) + Facet.MISSING)
                + Cells.i64(state, JointLayout.facet(metric) + Facet.NOT_FINITE);
    }

    /** Returns the whole state in a compact, versioned, checksummed form of {@link #savedBytes} bytes. */
    public byte[] save() {
        StateWriter out = new StateWriter(state.length + 2, KIND, JointLayout.VERSION);
        out.int16(metrics);
        out.bytes(state);
        return out.finish();
    }

    /**
     * Returns a detector that goes on where the saved one stopped, with the same bits.
     *
     * @param saved what {@link #save()} returned
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or from a newer version
     */
    public static JointDetector restore(byte[] saved) {
        StateReader in = new StateReader(saved, NAME, KIND, JointLayout.VERSION, JointLayout.VERSION);
        int metrics = in.int16();
        if (metrics < 1 || metrics > MOST_METRICS || saved.length != savedBytes(metrics)) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: " + metrics + " metrics");
        }
        byte[] state = in.bytes(JointLayout.size(metrics));
        int cause = state[JointLayout.EVENT + Event.CAUSE];
        if (cause < 0 || cause >= Cause.values().length) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: cause " + cause);
        }
        return new JointDetector(metrics, state);
    }

    /**
     * How many rows and values a detector took and refused.
     *
     * @param taken rows learnt from
     * @param missing values of those that were NaN
     * @param notFinite values of those that were infinite
     * @param empty rows without any value
     * @param late rows older than the latest one
     * @param repeated rows with the time of the latest one
     * @param rebased times a clock that was set back was followed
     */
    public record Counts(
            long taken, long missing, long notFinite, long empty, long late, long repeated, long rebased) {}
}
