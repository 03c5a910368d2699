package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import java.util.List;

/**
 * What a query found.
 *
 * @param series with their points, those without a finite one left out; the unit is guessed by the ending of the name
 * @param notFinite points that were NaN or infinite, left out
 * @param histograms points that are native histograms, left out
 * @param warnings of the server; an answer with warnings may be in part
 */
public record QueryAnswer(List<Series> series, long notFinite, long histograms, List<String> warnings) {
    /** Copies the lists. */
    public QueryAnswer {
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }
}
