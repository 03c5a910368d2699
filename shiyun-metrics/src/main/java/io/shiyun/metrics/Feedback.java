package io.shiyun.metrics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * What people said of the alarms of one series, and what follows: the series needs a little more or less for an alarm. The detector's own
 * state is never touched, so that without remarks every verdict is what it was, and taking remarks back restores it.
 *
 * <p>Each "this was nothing" raises the bar of that cause by a step, each "you missed this" lowers by one what was raised, or else the
 * bar of all points; a step is a quarter of an octave of the surprise that is needed, {@value #MOST_STEPS} steps the most: never
 * below half of it, nor above twice, so that nothing is silenced for good. For FLAT and MISSING, which are known by their
 * length, each step doubles how long they must last; nothing lowers that below its own measure. An event that is kept quiet and turns out to be of a cause whose bar
 * was not raised, such as a spike that stays as a level, is told then.
 *
 * <p>The latest {@value #MOST_REMARKS} remarks are kept. Not thread-safe.
 */
public final class Feedback {
    /** Steps by which a bar is moved at most. */
    public static final int MOST_STEPS = 4;
    /** Remarks kept. */
    public static final int MOST_REMARKS = 32;

    private static final int KIND = 0x5340;
    private static final int VERSION = 1;
    private static final String NAME = "feedback";
    private static final double ALARM = 0.5;
    /** Of a score that is kept from being an alarm. */
    private static final double UNDER = Math.nextDown(ALARM);

    private static final double[] FACTOR = new double[MOST_STEPS + 1];
    private static final Cause[] CAUSES = Cause.values();

    static {
        for (int i = 0; i <= MOST_STEPS; i++) {
            FACTOR[i] = StrictMath.pow(2, i / 4.0);
        }
    }

    private final ArrayDeque<Remark> remarks = new ArrayDeque<>();
    /** A byte a cause: steps up; in the place of NONE steps down, of all points. */
    private final byte[] steps = new byte[CAUSES.length];

    private long forgotten;
    /** Cause of the event that is kept quiet, NONE for none, since when it is, and when it is told all the same. */
    private Cause quiet = Cause.NONE;

    private long quietSince;
    private long due;

    /** Takes a remark. */
    public void add(Remark remark) {
        if (remarks.size() == MOST_REMARKS) {
            remarks.remove();
            forgotten++;
        }
        remarks.add(remark);
        if (remark.kind() == Remark.Kind.NOTHING) {
            boolean lowered = steps[Cause.NONE.ordinal()] > 0 && !lasting(remark.cause());
            move(lowered ? Cause.NONE : remark.cause(), lowered ? -1 : 1);
        } else {
            boolean raised = false;
            for (Cause cause : CAUSES) {
                if (cause != Cause.NONE && steps[cause.ordinal()] > 0) {
                    move(cause, -1);
                    raised = true;
                }
            }
            if (!raised) {
                move(Cause.NONE, 1);
            }
        }
    }

    /** Takes these remarks in place of all that were made, also of those forgotten; an event that is kept quiet stays so. */
    public void replace(List<Remark> all) {
        remarks.clear();
        Arrays.fill(steps, (byte) 0);
        forgotten = 0;
        all.forEach(this::add);
    }

    private void move(Cause cause, int by) {
        int at = cause.ordinal();
        steps[at] = (byte) Math.max(0, Math.min(MOST_STEPS, steps[at] + by));
    }

    /** Returns the steps up that a cause needs, or for NONE the steps down of all points. */
    public int steps(Cause cause) {
        return steps[cause.ordinal()];
    }

    /** Returns the latest remarks, the oldest first. */
    public List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** Returns how many older remarks are no longer kept; their steps are. */
    public long forgotten() {
        return forgotten;
    }

    /** Returns the verdict after what was said; the same one when nothing was. Hand over each verdict of the series, in order. */
    public Verdict weigh(Verdict verdict) {
        if (!verdict.accepted()) {
            return verdict;
        }
        if (!verdict.ongoing()) {
            quiet = Cause.NONE;
            return lowered(verdict);
        }
        if (quiet != Cause.NONE && verdict.since() == quietSince && !verdict.alarm()) {
            return quieted(verdict);
        }
        quiet = Cause.NONE;
        int up = steps(verdict.cause());
        if (!verdict.alarm() || up == 0) {
            return verdict;
        }
        if (lasting(verdict.cause())) {
            keepQuiet(verdict);
            due = verdict.since() + ((verdict.time() - verdict.since()) << up);
            return hushed(verdict);
        }
        if (verdict.score() >= ALARM * FACTOR[up]) {
            return verdict;
        }
        keepQuiet(verdict);
        due = Long.MAX_VALUE;
        return hushed(verdict);
    }

    /** What is known by its length, not by its height. */
    private static boolean lasting(Cause cause) {
        return cause == Cause.FLAT || cause == Cause.MISSING;
    }

    private void keepQuiet(Verdict verdict) {
        quiet = verdict.cause();
        quietSince = verdict.since();
    }

    private Verdict quieted(Verdict verdict) {
        boolean another = verdict.cause() != quiet && steps(verdict.cause()) == 0;
        if (!another && verdict.time() < due) {
            return hushed(verdict);
        }
        quiet = Cause.NONE;
        return with(verdict, Math.max(ALARM, verdict.score()), verdict.cause(), true, true, verdict.since());
    }

    private Verdict lowered(Verdict verdict) {
        int down = steps(Cause.NONE);
        double score = Math.min(1, verdict.score() * FACTOR[down]);
        if (down == 0 || score < ALARM) {
            return verdict;
        }
        Cause cause = verdict.direction() == Direction.DOWN ? Cause.DIP : Cause.SPIKE;
        return with(verdict, score, cause, true, true, verdict.time());
    }

    private static Verdict hushed(Verdict verdict) {
        return with(verdict, Math.min(UNDER, verdict.score()), Cause.NONE, false, false, 0);
    }

    private static Verdict with(Verdict of, double score, Cause cause, boolean alarm, boolean ongoing, long since) {
        return new Verdict(
                of.time(),
                of.value(),
                of.accepted(),
                of.expected(),
                of.lower(),
                of.upper(),
                of.p(),
                score,
                of.direction(),
                cause,
                alarm,
                ongoing,
                since,
                of.confidence());
    }

    /** Returns all of it in a compact, versioned, checksummed form: some 50 bytes, and the remarks. */
    public byte[] save() {
        int room = 64 + steps.length + remarks.size() * (32 + 2 * 3 * Remark.LONGEST);
        StateWriter out = new StateWriter(room, KIND, VERSION);
        out.bytes(steps);
        out.int64(forgotten);
        out.int8(quiet.ordinal());
        out.int64(quietSince);
        out.int64(due);
        out.int8(remarks.size());
        for (Remark remark : remarks) {
            out.int8(remark.kind().ordinal());
            out.int64(remark.event());
            out.int8(remark.cause().ordinal());
            out.int64(remark.at());
            text(out, remark.by());
            text(out, remark.note());
        }
        return out.finish();
    }

    /**
     * Returns what {@link #save} saved.
     *
     * @throws IllegalArgumentException when the bytes are cut short, damaged, of another kind or from a newer version
     */
    public static Feedback restore(byte[] saved) {
        StateReader in = new StateReader(saved, NAME, KIND, VERSION, VERSION);
        Feedback feedback = new Feedback();
        byte[] steps = in.bytes(CAUSES.length);
        for (int i = 0; i < steps.length; i++) {
            feedback.steps[i] = (byte) bounded("steps", steps[i], MOST_STEPS + 1);
        }
        feedback.forgotten = in.int64();
        feedback.quiet = CAUSES[bounded("cause", in.int8(), CAUSES.length)];
        feedback.quietSince = in.int64();
        feedback.due = in.int64();
        Remark.Kind[] kinds = Remark.Kind.values();
        for (int left = bounded("remarks", in.int8(), MOST_REMARKS + 1); left > 0; left--) {
            Remark.Kind kind = kinds[bounded("kind", in.int8(), kinds.length)];
            long event = in.int64();
            Cause cause = CAUSES[bounded("cause", in.int8(), CAUSES.length)];
            long at = in.int64();
            feedback.remarks.add(new Remark(kind, event, cause, text(in), at, text(in)));
        }
        return feedback;
    }

    private static void text(StateWriter out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.int16(bytes.length);
        out.bytes(bytes);
    }

    private static String text(StateReader in) {
        return new String(in.bytes(in.int16()), StandardCharsets.UTF_8);
    }

    private static int bounded(String what, int value, int end) {
        if (value < 0 || value >= end) {
            throw new IllegalArgumentException("saved " + NAME + " is damaged: " + what + " " + value);
        }
        return value;
    }
}
