package io.shiyun.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in which a machine, a service or a made host was not well.
 *
 * @param first row
 * @param last row
 * @param metrics that were to blame, by their index; empty where nobody says
 */
record LabelledRange(int first, int last, List<Integer> metrics) {

    /** Returns the runs of labels that are set, without metrics. */
    static List<LabelledRange> of(boolean[] labels) {
        List<LabelledRange> ranges = new ArrayList<>();
        for (int at = 0; at < labels.length; at++) {
            int first = at;
            while (at < labels.length && labels[at]) {
                at++;
            }
            if (at > first) {
                ranges.add(new LabelledRange(first, at - 1, List.of()));
            }
        }
        return ranges;
    }
}
