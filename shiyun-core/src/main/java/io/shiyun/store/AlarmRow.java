package io.shiyun.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An alarm of one series.
 *
 * @param metric what is measured
 * @param subject labels of the series
 * @param since when the event began
 * @param cause of the alarm, by name
 */
public record AlarmRow(String metric, Map<String, String> subject, Instant since, String cause) {

    /** Cuts the time to what the store keeps. */
    public AlarmRow {
        Objects.requireNonNull(metric, "metric");
        subject = Map.copyOf(subject);
        since = Times.cut(since);
        Objects.requireNonNull(cause, "cause");
    }
}
