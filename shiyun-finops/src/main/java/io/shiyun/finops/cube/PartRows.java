package io.shiyun.finops.cube;

import io.shiyun.finops.focus.Part;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one part brought. Immutable.
 *
 * @param part which
 * @param blocks its rows
 * @param cells their sums by day and combination, without the wide amounts
 * @param wide the amounts that have no fixed point
 * @param rows how many rows
 * @param firstHour the hour of the first
 * @param lastHour the hour of the last
 * @param bytes how much memory it takes
 */
record PartRows(
        Part part,
        List<Block> blocks,
        DayCells cells,
        List<Wide> wide,
        long rows,
        int firstHour,
        int lastHour,
        long bytes) {
    /** What a wide amount costs, about. */
    static final int WIDE_BYTES = 160;

    /**
     * An amount that has no fixed point.
     *
     * @param hour the hour of its row
     * @param combo the combination of its row
     * @param cost which cost, in the order of the cube
     * @param amount the amount
     */
    record Wide(int hour, int combo, int cost, BigDecimal amount) {}
}
