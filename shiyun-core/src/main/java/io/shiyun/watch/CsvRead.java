package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.util.List;

/**
 * What a CSV file held.
 *
 * @param series a series a column, those without points left out
 * @param points of all series
 * @param faults the first 100 points that were left out, each with its place
 * @param faultCount points that were left out in all; empty cells are none
 */
public record CsvRead(List<Series> series, long points, List<CsvFault> faults, long faultCount) {
    /** Copies the lists. */
    public CsvRead {
        series = List.copyOf(series);
        faults = List.copyOf(faults);
    }
}
