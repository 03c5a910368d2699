package io.shiyun.metrics;

/**
 * A rolling robust detector for short series, days of cost above all: no setting, no training, no look ahead. For metrics
 * take {@link AnomalyDetector}.
 *
 * <p>Two views judge each point: its distance from the median of the latest 128 values in units of their median absolute
 * deviation, and its distance from the median of the latest five in units of the usual step. Each view learns how often
 * the series was how far away and gives a tail probability; the smaller, doubled, is the point's {@code p}. An alarm is
 * raised at {@code p <= 1e-5}, once an event; the event ends after eight calm points. Sixteen points in a row on one side
 * are a new level, which is learnt from those points at once. A series that used to move and repeats one value far longer
 * than ever is FLAT; one whose points stop is MISSING. No alarm is raised before {@value #LEARNING} points.
 *
 * <p>It does not know seasons: a pattern slower than the window is followed, not learnt. A cumulative counter should be
 * fed as a rate ({@link Aggregation#RATE}).
 *
 * <p>{@link #save()} takes at most {@value #SAVED_BYTES} bytes, whatever the series; in memory a detector takes less than
 * 2 KiB.
 */
public final class RobustDetector implements Detector {
    /** Points before the first alarm. */
    public static final int LEARNING = 30;
    /** The most bytes of a saved detector. */
    public static final int SAVED_BYTES = 1536;

    /** Probability at which an alarm begins: a false one in a hundred thousand points where the model holds. */
    static final double ALARM = 1e-5;

    private static final double CALM = 1e-3;
    private static final int KIND = 0x5301;
    private static final int VERSION = 1;
    /** Scale of a normal law by its median and by its mean absolute deviation. */
    private static final double BY_MEDIAN = 1.4826022185056018;

    private static final double BY_MEAN = 1.2533141373155003;
    private static final double LARGEST = 1e300;

    private final OrderedWindow window = new OrderedWindow();
    private final View height = new View();
    private final View step = new View();
    private final RobustEvent event = new RobustEvent();
    private final Cadence cadence = new Cadence();
    private final RobustFlatness flatness = new RobustFlatness();
    private long taken;
    private long notFinite;
    private double usualScale;
    private double usualStep;
    /** A run of points far out is one excess, not many. */
    private boolean wasOut;

    private long time;
    private double value;
    private boolean accepted;
    private boolean alarm;
    private boolean gap;
    private double p = 1;
    private double expected = Double.NaN;
    private double lower = Double.NaN;
    private double upper = Double.NaN;
    private Direction direction = Direction.NONE;
    private Cause cause = Cause.NONE;
    private long since;

    @Override
    public double feed(long newTime, double newValue) {
        begin(newTime, newValue);
        if (!Double.isFinite(newValue)) {
            notFinite++;
            return 0;
        }
        gap = taken >= LEARNING && !cadence.missing && cadence.overdue(newTime);
        long silentSince = cadence.latest;
        if (!cadence.take(newTime)) {
            return 0;
        }
        accepted = true;
        cadence.missing = false;
        double x = Math.max(-LARGEST, Math.min(LARGEST, newValue + 0.0));
        boolean level = taken > 0 && judge(x);
        flatness.take(newTime, x, taken >= LEARNING);
        learn(x, level);
        conclude(silentSince);
        taken++;
        return score(p);
    }

    private void begin(long newTime, double newValue) {
        time = newTime;
        value = newValue;
        accepted = false;
        alarm = false;
        gap = false;
        p = 1;
        direction = Direction.NONE;
        cause = Cause.NONE;
        since = 0;
    }

    /** Judges a point by those before it; answers whether an excursion has just become a level. */
    private boolean judge(double x) {
        double median = window.median();
        double deviation = window.medianDeviation(median);
        double spread = deviation > 0
                ? Math.max(BY_MEDIAN * deviation, usualScale / 2)
                : Math.max(BY_MEAN * window.meanDeviation(median), usualScale);
        double scale = Math.max(spread, Math.abs(median) * 1e-12);
        height.judge(x, median, scale);
        step.judge(x, window.medianOfNewest(), Math.max(BY_MEAN * usualStep, scale / 4));

        View chief = step.p < height.p ? step : height;
        p = Math.min(1, 2 * chief.p);
        direction = chief.z > 0 ? Direction.UP : chief.z < 0 ? Direction.DOWN : Direction.NONE;
        expected = step.scale < height.scale ? step.centre : height.centre;
        lower = Math.max(height.centre - height.reach(), step.centre - step.reach());
        upper = Math.min(height.centre + height.reach(), step.centre + step.reach());
        if (lower > upper) {
            lower = expected;
            upper = expected;
        }
        boolean out = p <= CALM;
        if (p <= ALARM && taken >= LEARNING) {
            alarm = event.unusual(time, chief.z, kind(x, chief));
        }
        if (taken >= LEARNING / 2 && !(out && wasOut)) {
            height.tail.add(Math.abs(height.z));
            step.tail.add(Math.abs(step.z));
        }
        wasOut = out;
        return event.open() && event.follow(out, chief.z);
    }

    private Cause kind(double x, View chief) {
        double built = (step.centre - height.centre) / (x - height.centre);
        if (chief == height && built >= 0.5) {
            return Cause.TREND;
        }
        return chief.z > 0 ? Cause.SPIKE : Cause.DIP;
    }

    private void learn(double x, boolean level) {
        if (taken > 0 && !flatness.open) {
            double off = Math.abs(x - height.centre);
            usualScale += (clip(BY_MEAN * off, height.scale) - usualScale) / Math.min(taken, 1024);
            double jump = Math.abs(x - step.centre);
            usualStep += (clip(jump, step.scale) - usualStep) / Math.min(taken, 128);
        }
        window.add(x);
        if (level) {
            window.keepNewest(RobustEvent.LEVEL_POINTS);
        }
    }

    /** An unusual distance counts for no more than four usual ones. */
    private double clip(double distance, double scale) {
        return scale > 0 && p <= CALM ? Math.min(distance, 4 * scale) : distance;
    }

    private void conclude(long silentSince) {
        if (event.open()) {
            cause = event.cause;
            since = event.since;
        } else if (gap) {
            become(Cause.MISSING, silentSince, true);
        } else if (flatness.open) {
            become(Cause.FLAT, flatness.since, flatness.alarm);
        }
    }

    private void become(Cause what, long from, boolean first) {
        cause = what;
        since = from;
        alarm = first;
        p = Math.min(p, ALARM);
    }

    @Override
    public Verdict silence(long now) {
        begin(now, Double.NaN);
        accepted = true;
        if (taken >= LEARNING && cadence.overdue(now)) {
            become(Cause.MISSING, cadence.latest, !cadence.missing);
            cadence.missing = true;
        }
        return verdict();
    }

    @Override
    public Verdict verdict() {
        boolean learning = taken < LEARNING;
        return new Verdict(
                time,
                value,
                accepted,
                expected,
                learning ? Double.NaN : lower,
                learning ? Double.NaN : upper,
                p,
                score(p),
                direction,
                cause,
                alarm,
                cause != Cause.NONE,
                since,
                confidence());
    }

    private Confidence confidence() {
        if (taken < LEARNING) {
            return Confidence.LEARNING;
        }
        return taken < 200 ? Confidence.LOW : taken < 1000 ? Confidence.FAIR : Confidence.HIGH;
    }

    private static double score(double p) {
        return p >= 0.1 ? 0 : Math.min(1, -StrictMath.log10(p) / 10);
    }

    @Override
    public double surprise() {
        return taken < LEARNING ? 0 : -StrictMath.log10(p);
    }

    @Override
    public Counts counts() {
        return new Counts(taken, notFinite, cadence.late, cadence.repeated, cadence.rebased);
    }

    @Override
    public byte[] save() {
        StateWriter out = new StateWriter(SAVED_BYTES, KIND, VERSION);
        out.int64(taken);
        out.int64(notFinite);
        out.float64(usualScale);
        out.float64(usualStep);
        out.int8(wasOut ? 1 : 0);
        out.float64(expected);
        out.float64(lower);
        out.float64(upper);
        window.write(out);
        height.tail.write(out);
        step.tail.write(out);
        event.write(out);
        cadence.write(out);
        flatness.write(out);
        return out.finish();
    }

    /**
     * Returns a detector that goes on where the saved one stopped, with the same bits.
     *
     * @param saved what {@link #save()} returned
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or from a newer version
     */
    public static RobustDetector restore(byte[] saved) {
        StateReader in = new StateReader(saved, "robust detector", KIND, VERSION);
        RobustDetector detector = new RobustDetector();
        detector.taken = in.int64();
        detector.notFinite = in.int64();
        detector.usualScale = in.float64();
        detector.usualStep = in.float64();
        detector.wasOut = in.int8() != 0;
        detector.expected = in.float64();
        detector.lower = in.float64();
        detector.upper = in.float64();
        detector.window.read(in);
        detector.height.tail.read(in);
        detector.step.tail.read(in);
        detector.event.read(in);
        detector.cadence.read(in);
        detector.flatness.read(in);
        return detector;
    }
}
