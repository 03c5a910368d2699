package io.shiyun.watch;

import io.shiyun.metrics.Remark;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody said of an alarm of one series.
 *
 * @param id names it
 * @param metric what is measured
 * @param labels of the series
 * @param remark what was said, by whom and when
 */
public record SeriesRemark(String id, String metric, Map<String, String> labels, Remark remark) {

    /** Copies the labels. */
    public SeriesRemark {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(metric, "metric");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(remark, "remark");
    }
}
