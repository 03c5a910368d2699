package io.shiyun.metrics;

/**
 * The anomaly detector: no setting, no training, no look ahead.
 *
 * <p>It looks at each point in thirteen ways: its height over the whole life, its change on four time scales, what is left
 * of it when level and season (of the hour, the day or the week, and of the month, once proven) are taken away, raw and smoothed, how widely
 * the series moves, whether it lies outside all ever seen, and whether the course of the latest points is unlike those
 * remembered. Each view learns how often the series surprised it how much. Their fusion is weighed against its own history.
 * After a surprise the detector rests from all that is not clearly greater, so that an event alarms once. A series that
 * used to move and repeats one value far longer than ever is FLAT; one whose points stop is MISSING. No alarm is raised
 * before {@value #LEARNING} points.
 *
 * <p>A series whose first {@value #LEARNING} points never fall and mostly rise is taken for a cumulative counter: from then
 * on its rate is judged, learnt afresh, and a fall to less than half is a restart from zero. A fall that is none shows that
 * it is not a counter, and its values are learnt afresh.
 *
 * <p>The state takes {@value #STATE_BYTES} bytes, whatever the series; {@link #save()} takes {@value #SAVED_BYTES}.
 */
public final class AnomalyDetector implements Detector {
    /** Points before the first alarm. */
    public static final int LEARNING = Engine.LEARNING;
    /** Bytes of the state in memory. */
    public static final int STATE_BYTES = Layout.SIZE;
    /** Bytes of a saved detector. */
    public static final int SAVED_BYTES = Layout.SIZE + StateWriter.OVERHEAD;

    private static final int KIND = 0x5303;
    private static final String NAME = "anomaly detector";

    private final byte[] state;
    private final Engine engine;

    /** A detector that knows nothing yet. */
    public AnomalyDetector() {
        this(Constants.STANDARD);
    }

    AnomalyDetector(Constants by) {
        this(new byte[Layout.SIZE], by);
        Engine.start(state, 0);
    }

    private AnomalyDetector(byte[] state, Constants by) {
        this.state = state;
        engine = new Engine(by);
    }

    @Override
    public double feed(long time, double value) {
        return engine.feed(state, 0, time, value);
    }

    @Override
    public Verdict silence(long now) {
        engine.silence(state, 0, now);
        return engine.verdict(state, 0);
    }

    @Override
    public Verdict verdict() {
        return engine.verdict(state, 0);
    }

    @Override
    public double surprise() {
        return engine.surprise;
    }

    /** Points learnt from. */
    long taken() {
        return Cells.i64(state, Layout.TAKEN);
    }

    /** Returns the time of the latest point that was taken, in milliseconds since the epoch; 0 before the first. */
    public long latest() {
        return Cells.i64(state, Layout.PACE + Pace.LATEST);
    }

    /** Usual time between two points in milliseconds; 0 while there is one point. */
    double interval() {
        return Cells.f64(state, Layout.PACE + Pace.INTERVAL);
    }

    @Override
    public Counts counts() {
        return new Counts(
                Cells.i64(state, Layout.TAKEN) + Cells.i32(state, Layout.FORGOTTEN),
                Cells.i32(state, Layout.NOT_FINITE),
                Cells.i64(state, Layout.PACE + Pace.LATE),
                Cells.i64(state, Layout.PACE + Pace.REPEATED),
                Cells.i64(state, Layout.PACE + Pace.REBASED));
    }

    @Override
    public byte[] save() {
        StateWriter out = new StateWriter(Layout.SIZE, KIND, Layout.VERSION);
        out.bytes(state);
        return out.finish();
    }

    /**
     * Returns a detector that goes on where the saved one stopped, with the same bits.
     *
     * @param saved what {@link #save()} returned
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or from another version
     */
    public static AnomalyDetector restore(byte[] saved) {
        return restore(saved, Constants.STANDARD);
    }

    static AnomalyDetector restore(byte[] saved, Constants by) {
        StateReader in = new StateReader(saved, NAME, KIND, Layout.VERSION, Layout.VERSION);
        byte[] state = in.bytes(Layout.SIZE);
        int cause = state[Layout.EVENT + Event.CAUSE];
        if (cause < 0 || cause >= Cause.values().length) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: cause " + cause);
        }
        return new AnomalyDetector(state, by);
    }
}
