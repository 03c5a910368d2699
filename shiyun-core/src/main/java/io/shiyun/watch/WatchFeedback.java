package io.shiyun.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What people say of the alarms of detectors, and so how much each series needs for an alarm; see {@link
 * io.shiyun.metrics.Feedback}. Remarks are kept in the store and count in every watch of it: at once in the process that
 * takes them, within ten seconds in others. The alerts of a series with remarks tell them as the annotation {@code feedback}.
 *
 * <p>The latest 32 remarks on a series count, and at most {@value #MOST} are kept in all. The latest 10,000 alarms are known.
 * Only alarms of single series: a {@link Whole} cannot be adjusted. Thread-safe.
 */
public interface WatchFeedback {
    /** Remarks kept in all. */
    int MOST = 5_000;

    /**
     * Notes that an anomaly was nothing: the series needs more for the next alarm of its cause.
     *
     * @param by who says so, at most 200 characters
     * @param note in own words, at most 200 characters
     * @throws IllegalArgumentException when the alarm is not known, that was said of it before, nobody says it, or a text is
     *     too long
     * @throws IllegalStateException when there are too many remarks
     */
    SeriesRemark nothing(Anomaly anomaly, String by, String note);

    /**
     * As {@link #nothing(Anomaly, String, String)} of the latest alarm behind an alert of a rule by {@link
     * AlertRule#anomaly}, before the alert came to where it stands.
     */
    SeriesRemark nothing(Alert alert, String by, String note);

    /**
     * Notes that an alarm was missed: the series needs less for the next one.
     *
     * @param metric of the series
     * @param labels all of the series
     * @param at when it should have been told, not in the future
     * @throws IllegalArgumentException when no detector judges the series, the time is yet to come, that was said before,
     *     nobody says it, or a text is too long
     * @throws IllegalStateException when there are too many remarks
     */
    SeriesRemark missed(String metric, Map<String, String> labels, Instant at, String by, String note);

    /** Returns the remarks that count, the oldest first. */
    List<SeriesRemark> list();

    /** Takes a remark back, as if it had never been made; answers false when there is none of this id. */
    boolean takeBack(String id);
}
