package io.shiyun.spi;

import io.shiyun.model.Metric;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Region;
import java.util.List;

/**
 * What a cloud measures (监控).
 */
public interface Metrics extends CloudService {
    /**
     * Lists the metrics that can be asked for.
     */
    List<Metric> names(Region region, Call call);

    /**
     * Returns the series of all queries by as few requests as the cloud allows. A resource without samples has
     * no series; NOT_FOUND when a metric has no such name.
     */
    List<MetricSeries> query(Region region, List<MetricQuery> queries, Call call);
}
