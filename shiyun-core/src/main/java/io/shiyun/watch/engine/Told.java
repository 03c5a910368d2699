package io.shiyun.watch.engine;

import java.time.Duration;

/**
 * What was last told of an alert, and so what is to be told next.
 *
 * <p>The beginning is told at once, unless something was told of the same alert within the interval; a more severe level
 * always at once; the end after the interval; what goes on firing again after the repeat. So an alert that trembles calls
 * at most once an interval and hides no rise in severity.
 *
 * @param what the latest notice, NOTHING before the first
 * @param severity the greatest severity told in the firing that was told last, -1 before the first
 * @param at when it was queued, in milliseconds since the epoch
 */
record Told(What what, int severity, long at) {
    static final Told NOTHING = new Told(What.NOTHING, -1, Long.MIN_VALUE);

    enum What {
        NOTHING,
        FIRING,
        RESOLVED
    }

    boolean due(boolean firing, int nowSeverity, long now, Duration interval, Duration repeat) {
        boolean rested = what == What.NOTHING || now - at >= interval.toMillis();
        if (!firing) {
            return what == What.FIRING && rested;
        }
        if (nowSeverity > severity) {
            return true;
        }
        return what == What.FIRING ? now - at >= repeat.toMillis() : rested;
    }

    Told next(boolean firing, int nowSeverity, long now) {
        if (!firing) {
            return new Told(What.RESOLVED, severity, now);
        }
        return new Told(What.FIRING, what == What.FIRING ? Math.max(severity, nowSeverity) : nowSeverity, now);
    }
}
