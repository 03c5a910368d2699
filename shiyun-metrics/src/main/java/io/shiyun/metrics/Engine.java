package io.shiyun.metrics;

import java.util.Arrays;

/**
 * The detector's step on a state that lies in an array of bytes, and what it said last. One engine serves any number of
 * states, one at a time; it holds nothing of a series but the latest verdict.
 */
final class Engine {
    /** Points before the first alarm. */
    static final int LEARNING = 30;
    /** Surprise at which an alarm begins, in decades. */
    static final double ALARM = 3.7;
    /** Decades above one in all points so far that a younger series needs. */
    private static final double YOUNG_MARGIN = 0.5;

    /** Decades that the tails remember. */
    private static final double LONGEST_MEMORY = 3.6;

    private static final double CALM_PART = 0.6;
    private static final double LARGEST = 1e30;
    private static final double FAR = 1e6;
    private static final int SHORT_STRIDE = 4;
    private static final int LONG_STRIDE = 16;
    /** Bytes of memory that are loaded together. */
    private static final int LINE = 64;

    private final Constants by;
    /** Part of the evidence that is left after a point. */
    private final double left;

    private final Seasons seasons = new Seasons();
    private final double[] off = new double[Views.TAILED];
    private final double[] now = new double[Views.COUNT];
    private final double[] evidence = new double[Views.COUNT];

    long time;
    double value;
    boolean accepted;
    boolean alarm;
    double score;
    double surprise;
    double expected;
    private double decades;
    /** What an expected rate is added to, and for how many seconds; 0 and 1 where values are judged themselves. */
    private double base;

    private double unit = 1;
    private double reachScale;
    private int reachView;
    /** Decades that all points so far can know. */
    private double known;

    Direction direction = Direction.NONE;
    Cause cause = Cause.NONE;
    long since;
    long taken;

    Engine() {
        this(Constants.STANDARD);
    }

    Engine(Constants by) {
        this.by = by;
        left = 1 - 1 / by.fading();
    }

    static void start(byte[] m, int o) {
        Arrays.fill(m, o, o + Layout.SIZE, (byte) 0);
        Seasons.start(m, o + Layout.SEASONS);
        Event.start(m, o + Layout.EVENT);
    }

    double feed(byte[] m, int o, long newTime, double newValue) {
        begin(m, o, newTime, newValue);
        if (!Double.isFinite(newValue)) {
            int before = Cells.i32(m, o + Layout.NOT_FINITE);
            Cells.i32(m, o + Layout.NOT_FINITE, Math.min(Integer.MAX_VALUE - 1, before) + 1);
            return 0;
        }
        int pace = o + Layout.PACE;
        boolean gap = taken >= LEARNING && m[pace + Pace.MISSING] == 0 && Pace.overdue(m, pace, newTime);
        long silentSince = Cells.i64(m, pace + Pace.LATEST);
        if (!Pace.take(m, pace, newTime)) {
            return 0;
        }
        accepted = true;
        m[pace + Pace.MISSING] = 0;
        double raw = Math.max(-LARGEST, Math.min(LARGEST, newValue + 0.0));
        double x = judged(m, o, silentSince, raw);
        if (taken == 0) {
            Levels.start(m, o + Layout.LEVELS, x);
            Cells.i64(m, o + Layout.FIRST_TIME, newTime);
        }
        judge(m, o, x);
        boolean flat = Flatness.take(m, o + Layout.FLAT, newTime, raw, taken >= LEARNING);
        conclude(m, o, gap, silentSince, flat);
        Cells.i64(m, o + Layout.TAKEN, ++taken);
        return score;
    }

    /** Loads what a point at a time is likely to need; the answer means nothing. */
    int touch(byte[] m, int o, long newTime) {
        int sum = seasons.touch(m, o + Layout.SLOTS, newTime);
        for (int at = o; at < o + Layout.SLOTS; at += LINE) {
            sum += m[at];
        }
        return sum;
    }

    /** Returns what is judged of a value: itself, or the rate a second of a counter. */
    private double judged(byte[] m, int o, long before, double raw) {
        int flat = o + Layout.FLAT;
        if (Counting.changes(m, flat, raw, taken)) {
            relearn(m, o);
        }
        base = 0;
        unit = 1;
        if (!Counting.counter(m, flat)) {
            return raw;
        }
        base = Counting.base(m, flat, raw);
        double passed = time > before ? (double) time - before : Pace.interval(m, o + Layout.PACE);
        unit = Math.max(1, passed) / 1000;
        return (raw - base) / unit;
    }

    /** Forgets what was learnt of heights: the series is of another kind than was thought. */
    private void relearn(byte[] m, int o) {
        long forgotten = Cells.i32(m, o + Layout.FORGOTTEN) + taken;
        Arrays.fill(m, o + Layout.EVENT, o + Layout.SIZE, (byte) 0);
        Seasons.start(m, o + Layout.SEASONS);
        Event.start(m, o + Layout.EVENT);
        Cells.i32(m, o + Layout.FORGOTTEN, (int) Math.min(Integer.MAX_VALUE, forgotten));
        taken = 0;
        expected = Double.NaN;
    }

    private void begin(byte[] m, int o, long newTime, double newValue) {
        taken = Cells.i64(m, o + Layout.TAKEN);
        time = newTime;
        value = newValue;
        accepted = false;
        alarm = false;
        decades = 0;
        reachView = -1;
        reachScale = 0;
        score = 0;
        surprise = 0;
        expected = taken == 0 ? Double.NaN : Cells.f64(m, o + Layout.LEVELS + Levels.SLOW);
        direction = Direction.NONE;
        cause = Cause.NONE;
        since = 0;
        base = 0;
        unit = 1;
        if (Counting.counter(m, o + Layout.FLAT)) {
            base = Flatness.previous(m, o + Layout.FLAT);
            unit = Math.max(0, (double) newTime - Cells.i64(m, o + Layout.PACE + Pace.LATEST)) / 1000;
        }
    }

    private void judge(byte[] m, int o, double x) {
        int levels = o + Layout.LEVELS;
        int errors = o + Layout.SEASONS;
        int slots = o + Layout.SLOTS;
        double life = 1.0 / (taken + 1);
        double slow = Cells.f64(m, levels + Levels.SLOW);
        double scale = Levels.scale(m, levels);
        double mean4 = Cells.f64(m, levels + Levels.MEAN_4);
        double deviation = Levels.deviation(m, levels);
        seasons.at(m, errors, slots, time);
        double age = (double) time - Cells.i64(m, o + Layout.FIRST_TIME);
        if (seasons.choose(m, errors, slots, age, taken)) {
            // What they left was as large as they are; beside that a day that is missing would be usual.
            Tail.clear(m, o + Views.tail(Views.SEASONAL), o + Views.farTail(Views.SEASONAL));
            Tail.clear(m, o + Views.tail(Views.LASTING_COURSE), o + Views.farTail(Views.LASTING_COURSE));
        }
        double season = seasons.added(m, errors, slots);
        double error = Math.max(Seasons.error(m, errors), 0.02 * scale);
        foretell(m, o, slow + season, error, mean4, deviation);

        double fast = Levels.nextFast(m, levels, x, life);
        double record = Levels.record(m, levels, x);
        double smoothRecord = Levels.fastRecord(m, levels, fast);
        Levels.look(m, levels, x, taken, life, deviation, scale, off);
        double residual = x - slow - season;
        off[Views.SEASONAL] = residual / error;
        boolean proven = Seasons.proven(m, errors, age);
        Lasting.take(m, o + Layout.LASTING, proven ? residual : 0, error, deviation, off);

        known = Cells.log10(taken + 1.0);
        ask(m, o, proven);
        now[Views.RECORD] = Views.record(record, taken, by);
        now[Views.SMOOTH_RECORD] = Views.record(smoothRecord, taken, by);
        double height = taken < LEARNING ? 0 : Math.max(-FAR, Math.min(FAR, off[Views.HEIGHT]));
        now[Views.SHORT_SHAPE] =
                Shapes.take(m, o + Layout.SHORT_SHAPES, o + Layout.SHORT_COURSES, SHORT_STRIDE, height);
        now[Views.LONG_SHAPE] = Shapes.take(m, o + Layout.LONG_SHAPES, o + Layout.LONG_COURSES, LONG_STRIDE, height);
        for (int view = 0; view < Views.COUNT; view++) {
            evidence[view] = Views.evidence(m, o, view, now[view], left);
        }
        direction = x > expected ? Direction.UP : x < expected ? Direction.DOWN : Direction.NONE;
        weigh(m, o, x, slow, season, scale);
        Levels.learn(m, levels, x, taken, life, deviation, fast);
        seasons.learn(m, errors, slots, x - slow, 6 * scale, Levels.slowRate(life), age, taken);
    }

    /** Asks the learnt tails how surprising each distance is, and has them count it. */
    private void ask(byte[] m, int o, boolean proven) {
        boolean counted = taken >= LEARNING / 2;
        for (int view = 0; view < Views.HEIGHTS; view++) {
            ask(m, o, view, counted && (view != Views.SPREAD || off[view] > 0));
        }
        if (Lasting.asks(taken)) {
            boolean lasts = counted && Lasting.counts(taken);
            ask(m, o, Views.LASTING_HEIGHT, lasts);
            ask(m, o, Views.LASTING_COURSE, lasts && proven);
        } else {
            now[Views.LASTING_HEIGHT] = 0;
            now[Views.LASTING_COURSE] = 0;
        }
    }

    private void ask(byte[] m, int o, int view, boolean count) {
        double distance = Math.abs(off[view]);
        int at = o + Views.tail(view);
        int far = o + Views.farTail(view);
        now[view] = count ? Tail.take(m, at, far, distance) : Tail.surprise(m, at, far, distance);
    }

    /** Expected value and band, by level and season or by the latest points, whichever errs less. */
    private void foretell(byte[] m, int o, double byLevel, double error, double byLatest, double deviation) {
        if (taken == 0) {
            return;
        }
        boolean latest = Levels.usualMove(m, o + Layout.LEVELS) < error;
        expected = latest ? byLatest : byLevel;
        reachView = latest ? Views.BAND_1 : Views.SEASONAL;
        reachScale = latest ? deviation : error;
    }

    /** Surprise that this series needs for an alarm. */
    private double need() {
        return Math.min(ALARM, known + YOUNG_MARGIN);
    }

    private void weigh(byte[] m, int o, double x, double slow, double season, double scale) {
        double heights = Views.heights(evidence);
        double fused = Views.fuse(evidence, heights, by);
        if (taken < LEARNING) {
            return;
        }
        int tail = o + Views.tail(Views.TAILED);
        boolean calibrates = Tail.known(m, tail);
        double byHistory = Tail.take(m, tail, o + Views.farTail(Views.TAILED), fused);
        double calibrated = calibrates ? byHistory : fused;
        surprise = (1 - by.ofHistory()) * fused + by.ofHistory() * calibrated;
        double need = need();
        double alone = heights - Math.min(LONGEST_MEMORY, known) - by.alone();
        if (alone > 0) {
            surprise = Math.max(surprise, need + alone);
        }
        int lasting = Views.lasting(evidence);
        // No more than clearly above, so that what grows slowly does not end its own rest.
        double spans = Math.min(LONGEST_MEMORY, known - Lasting.DECADES);
        double lasts = Math.min(by.clearly(), evidence[lasting] - spans - by.alone());
        boolean slowly = lasts > 0 && need + lasts > surprise;
        if (slowly) {
            surprise = need + lasts;
            direction = off[lasting] > 0 ? Direction.UP : Direction.DOWN;
        }
        decades = calibrated;
        double rested = Event.rest(m, o + Layout.EVENT, surprise, by.rest(taken), by.clearly());
        score = Math.min(1, rested / (2 * need));
        int event = o + Layout.EVENT;
        if (score >= 0.5) {
            Cause ofLasting = lasting == Views.LASTING_COURSE ? Cause.SHAPE : Cause.TREND;
            Cause kind = slowly ? ofLasting : Views.cause(evidence, direction != Direction.DOWN);
            boolean sudden = kind == Cause.SPIKE || kind == Cause.DIP;
            boolean anew = sudden && Event.farWorse(m, event, x - season);
            alarm = Event.begin(m, event, time, kind, slow, scale, anew);
        }
        if (Event.open(m, event) && Event.follow(m, event, surprise > CALM_PART * need, x - season)) {
            Levels.restart(m, o + Layout.LEVELS);
        }
    }

    private void conclude(byte[] m, int o, boolean gap, long silentSince, boolean flat) {
        if (Event.open(m, o + Layout.EVENT)) {
            cause = Cause.values()[m[o + Layout.EVENT + Event.CAUSE]];
            since = Cells.i64(m, o + Layout.EVENT + Event.SINCE);
        } else if (gap) {
            become(Cause.MISSING, silentSince, true);
        } else if (m[o + Layout.FLAT + Flatness.OPEN] != 0) {
            become(Cause.FLAT, Cells.i64(m, o + Layout.FLAT + Flatness.SINCE), flat);
        }
    }

    private void become(Cause what, long from, boolean first) {
        cause = what;
        since = from;
        alarm = first;
        if (first) {
            score = Math.max(score, 0.5);
        }
    }

    void silence(byte[] m, int o, long now) {
        begin(m, o, now, Double.NaN);
        accepted = true;
        int pace = o + Layout.PACE;
        if (taken >= LEARNING && Pace.overdue(m, pace, now)) {
            become(Cause.MISSING, Cells.i64(m, pace + Pace.LATEST), m[pace + Pace.MISSING] == 0);
            m[pace + Pace.MISSING] = 1;
        }
    }

    /** Returns the latest verdict; {@code m} and {@code o} are what was fed. */
    Verdict verdict(byte[] m, int o) {
        boolean banded = taken > LEARNING && reachView >= 0;
        double reach = banded ? unit * reachScale * reach(m, o) : Double.NaN;
        double foretold = base + unit * expected;
        return new Verdict(
                time,
                value,
                accepted,
                foretold,
                foretold - reach,
                foretold + reach,
                Math.min(1, StrictMath.pow(10, -decades)),
                score,
                direction,
                cause,
                alarm,
                cause != Cause.NONE,
                since,
                confidence());
    }

    private double reach(byte[] m, int o) {
        int at = o + Views.tail(reachView);
        return Tail.distance(m, at, o + Views.farTail(reachView), Tail.knowable(m, at) + by.alone());
    }

    private Confidence confidence() {
        if (taken <= LEARNING) {
            return Confidence.LEARNING;
        }
        return taken < 200 ? Confidence.LOW : taken < 1000 ? Confidence.FAIR : Confidence.HIGH;
    }
}
