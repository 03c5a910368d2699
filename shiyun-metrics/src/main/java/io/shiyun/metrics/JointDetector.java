package io.shiyun.metrics;

import java.util.List;

/**
 * Judges a host or an app by all its metrics together, one row of values at a time, and names the metrics that explain it.
 * No setting, no training, no look ahead: a verdict depends on nothing that came later. The same rows give the same bits on
 * any machine. Not thread-safe: one thread at a time.
 *
 * <p>Each metric is held against its latest values, a longer mean, the time of the day and what the other metrics foretell
 * of it, each in standard deviations over its whole life. The row is as unusual as the mean of its most unusual metrics, as
 * many as the square root of their number, smoothed over a few and over many rows. An alarm begins where that is clearly
 * more than usual: than the mean of the whole life, than this half hour of the day (UTC) on the days before, and than the
 * peaks that come again and again. Clearly is 2.5 deviations (4.3 for one metric, 3.1 for two to four),
 * or six spreads of the whole's own history where that is less. Then the detector rests from all that is not clearly
 * greater, so that an event alarms once. No alarm is raised before {@value #LEARNING} rows.
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

    /** Rows before a deviation means anything. */
    private static final int SETTLING = 72;

    private final int metrics;
    private final byte[] state;
    private final JointRow latest;
    private final JointAlarm whole;

    private long time;
    private boolean accepted;
    private int known;
    private double deviation;
    private double score;
    private boolean alarm;
    private Cause cause = Cause.NONE;
    private long since;

    /**
     * A detector that knows nothing yet.
     *
     * @param metrics of each row, 1 to {@value #MOST_METRICS}
     */
    public JointDetector(int metrics) {
        this(metrics, JointConstants.STANDARD);
    }

    /** A detector that knows nothing yet, with constants of which some may be other than the chosen ones. */
    JointDetector(int metrics, JointConstants constants) {
        this(metrics, new byte[JointLayout.size(checked(metrics))], constants);
        Precision.start(state, JointLayout.precision(metrics), metrics);
        Event.start(state, JointLayout.EVENT);
    }

    JointDetector(int metrics, byte[] state, JointConstants constants) {
        this.metrics = metrics;
        this.state = state;
        latest = new JointRow(state, metrics, constants);
        whole = new JointAlarm(state, metrics, constants);
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
        return JointForm.bytes(checked(metrics));
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
        known = latest.read(row);
        if (known == 0) {
            Cells.count(state, JointLayout.EMPTY);
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
        deviation = latest.look(row, known, time, taken);
        if (taken >= SETTLING) {
            whole.weigh(deviation, time, taken, taken >= LEARNING);
            score = whole.score;
            alarm = whole.alarm;
        }
        if (Event.open(state, JointLayout.EVENT)) {
            cause = Cause.SHAPE;
            since = Cells.i64(state, JointLayout.EVENT + Event.SINCE);
        } else if (gap) {
            become(silentSince, true);
        }
        Cells.count(state, JointLayout.TAKEN);
        return score;
    }

    private void begin(long newTime) {
        time = newTime;
        accepted = false;
        known = 0;
        whole.begin();
        score = 0;
        alarm = false;
        cause = Cause.NONE;
        since = 0;
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
                Math.min(1, StrictMath.pow(10, -whole.decades)),
                score,
                cause,
                alarm,
                cause != Cause.NONE,
                since,
                confidence(),
                known == 0 || !accepted || confidence() == Confidence.LEARNING ? List.of() : latest.causes());
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
        return JointForm.save(metrics, state);
    }

    /**
     * Returns a detector that goes on where the saved one stopped, with the same bits.
     *
     * @param saved what {@link #save()} returned
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or version
     */
    public static JointDetector restore(byte[] saved) {
        return JointForm.restore(saved);
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
