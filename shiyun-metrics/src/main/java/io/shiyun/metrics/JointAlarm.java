package io.shiyun.metrics;

/**
 * When what is unusual about a whole is an alarm: when it deviates clearly more than it usually does. After that it rests
 * from all that is not clearly greater.
 */
final class JointAlarm {
    /** Rows so much alike, as the deviation is smoothed, that one of them is counted. */
    private static final int ALIKE = 4;

    /** What is no higher than the mean, where the tail begins to count; its power law is exponential in the height. */
    private static final double ORDINARY = 1.0 / 16;

    private static final double CALM_PART = 0.6;

    /** Rows of a rest. */
    private static final double REST = 150;
    /** Deviations by which an excess must exceed the one rested from. */
    private static final double CLEARLY = 0.3;

    private final byte[] state;
    private final Usual usual;
    private final double most;
    private final double spreads;

    /** Negative decimal logarithm of the probability of so great a deviation. */
    double decades;

    /** What passes the rest, from 0 to 1; an alarm begins at 0.5. */
    double score;

    boolean alarm;

    JointAlarm(byte[] state, int metrics, JointConstants constants) {
        this.state = state;
        usual = new Usual(constants);
        most = constants.need(metrics);
        spreads = constants.spreads();
    }

    void begin() {
        decades = 0;
        score = 0;
        alarm = false;
    }

    /**
     * Weighs the deviation of a row, and learns it.
     *
     * @param taken rows before this one
     * @param ready whether enough is known to judge by
     */
    void weigh(double deviation, long time, long taken, boolean ready) {
        int at = JointLayout.USUAL;
        if (ready) {
            decades = surprise(Usual.height(state, at, deviation), taken);
            double excess = Math.max(0, deviation - Usual.at(state, at, time));
            conclude(excess, Math.min(most, spreads * Usual.spread(state, at)), time);
        }
        usual.learn(state, at, time, deviation);
    }

    private double surprise(double height, long taken) {
        double rising = StrictMath.pow(2, height / 2) * ORDINARY;
        double found = Tail.surprise(state, JointLayout.TAIL, JointLayout.FAR, rising);
        if (taken % ALIKE == 0) {
            Tail.take(state, JointLayout.TAIL, JointLayout.FAR, rising);
        }
        return found;
    }

    private void conclude(double excess, double need, long time) {
        double passed = Event.rest(state, JointLayout.EVENT, excess >= need ? excess : 0, REST, CLEARLY);
        double beyond = excess >= need ? passed : excess;
        score = beyond > 0 ? Math.min(1, beyond / (2 * need)) : 0;
        if (score >= 0.5) {
            alarm = Event.begin(state, JointLayout.EVENT, time, Cause.SHAPE, 0, 1, false);
        }
        if (Event.open(state, JointLayout.EVENT)) {
            Event.follow(state, JointLayout.EVENT, excess > CALM_PART * need, 0);
        }
    }
}
