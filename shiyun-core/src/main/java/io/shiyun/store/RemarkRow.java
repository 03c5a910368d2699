package io.shiyun.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody said of an alarm of one series.
 *
 * @param id names it
 * @param metric what is measured
 * @param subject labels of the series
 * @param kind of the remark, by name
 * @param event when the alarm began, or should have
 * @param cause of the alarm, by name
 * @param by who said it
 * @param at when it was said
 * @param note in own words
 */
public record RemarkRow(
        String id,
        String metric,
        Map<String, String> subject,
        String kind,
        Instant event,
        String cause,
        String by,
        Instant at,
        String note) {

    /** Cuts the times to what the store keeps. */
    public RemarkRow {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(metric, "metric");
        subject = Map.copyOf(subject);
        Objects.requireNonNull(kind, "kind");
        event = Times.cut(event);
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(by, "by");
        at = Times.cut(at);
        Objects.requireNonNull(note, "note");
    }
}
