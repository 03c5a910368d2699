package io.shiyun.metrics;

import java.util.Arrays;

/**
 * When what is unusual about a whole is an alarm: its deviation is weighed against its own history; after a surprise it
 * rests from all that is not clearly greater.
 */
final class JointAlarm {
    /** Rows so much alike, as the deviation is smoothed, that one of them is counted. */
    private static final int ALIKE = 4;

    /** What is no higher than usual, where the tail begins to count; its power law is exponential in the height. */
    private static final double ORDINARY = 1.0 / 16;

    /** What lies twelve deviations high or more teaches no more than that. */
    private static final double HIGHEST_TAUGHT = 64 * ORDINARY;

    private static final double CALM_PART = 0.6;
    /** Rows of a rest. */
    private static final double REST = Constants.STANDARD.shortestRest();
    /** Decades by which a surprise must exceed the one rested from. */
    private static final double CLEARLY = Constants.STANDARD.clearly();

    private final byte[] state;
    private final double need;
    private final int teachesAfter;

    /** Surprise of the latest row, at rest or not. */
    double decades;

    /** What passes the rest, from 0 to 1; an alarm begins at 0.5. */
    double score;

    boolean alarm;

    JointAlarm(byte[] state, JointConstants constants) {
        this.state = state;
        need = constants.alarm();
        teachesAfter = constants.teachesAfter();
    }

    void begin() {
        decades = 0;
        score = 0;
        alarm = false;
    }

    /** Weighs the deviation of a row, and learns it. */
    void weigh(double deviation, long time, long taken) {
        int lasted = Cells.i32(state, JointLayout.LASTED);
        boolean learns = lasted == 0 || lasted > teachesAfter;
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
        conclude(time, lasted);
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

    private void conclude(long time, int lasted) {
        double passed = Event.rest(state, JointLayout.EVENT, decades >= need ? decades : 0, REST, CLEARLY);
        score = Math.min(1, (decades >= need ? passed : decades) / (2 * need));
        if (score >= 0.5) {
            alarm = Event.begin(state, JointLayout.EVENT, time, Cause.SHAPE, 0, 1, false);
            Arrays.fill(state, JointLayout.WAITED, JointLayout.WAITED + 4 * JointLayout.WAITING, (byte) 0);
        }
        boolean open = Event.open(state, JointLayout.EVENT);
        if (open) {
            Event.follow(state, JointLayout.EVENT, decades > CALM_PART * need, 0);
            open = Event.open(state, JointLayout.EVENT);
        }
        Cells.i32(state, JointLayout.LASTED, open ? Math.min(lasted, teachesAfter) + 1 : 0);
    }
}
