package io.shiyun.finops.cube;

import io.shiyun.finops.focus.Part;
import java.util.List;
import java.util.Map;

/**
 * What is committed, at one moment. Immutable.
 *
 * @param parts what each part brought
 * @param combos the combinations: the currency first, then the dimensions of the cube
 * @param texts the values of the currency and of each dimension, by code
 * @param rows how many rows
 * @param cells how many sums by day and combination
 * @param bytes how much memory all of it takes
 * @param firstHour the hour of the first row
 * @param lastHour the hour of the last; before the first when there is none
 */
record State(
        Map<Part, PartRows> parts,
        Combos.View combos,
        List<String[]> texts,
        long rows,
        long cells,
        long bytes,
        int firstHour,
        int lastHour) {
    static State of(Map<Part, PartRows> parts, Combos combos, List<Labels> labels) {
        long rows = 0;
        long cells = 0;
        long bytes = combos.bytes();
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (PartRows part : parts.values()) {
            rows += part.rows();
            cells += part.cells().size();
            bytes += part.bytes();
            first = Math.min(first, part.firstHour());
            last = Math.max(last, part.lastHour());
        }
        return new State(
                parts, combos.view(), labels.stream().map(Labels::texts).toList(), rows, cells, bytes, first, last);
    }

    String text(int dimension, int code) {
        return texts.get(dimension)[code];
    }
}
