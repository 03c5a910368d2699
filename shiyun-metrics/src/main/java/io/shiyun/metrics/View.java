package io.shiyun.metrics;

/** One way to look at a series: a centre, a scale, and how often the series was how far away in that scale. */
final class View {
    /** Distance given to a change in a series that never changed before. */
    static final double FIRST_CHANGE = 1e6;

    final RobustTail tail = new RobustTail();
    double centre;
    double scale;
    double z;
    double p = 1;

    void judge(double value, double newCentre, double newScale) {
        centre = newCentre;
        scale = newScale;
        double distance = value - newCentre;
        z = distance == 0 ? 0 : Math.copySign(FIRST_CHANGE, distance);
        if (newScale > 0) {
            z = Math.max(-FIRST_CHANGE, Math.min(FIRST_CHANGE, distance / newScale));
        }
        p = tail.p(Math.abs(z));
    }

    /** Returns how far from the centre an alarm begins. */
    double reach() {
        return scale * tail.alarm();
    }
}
