package io.shiyun.finops.anomaly;

import io.shiyun.finops.cube.Dimension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * How the members of one dimension moved. Opposite moves do not cancel: they are ranked by their size, whatever the sign.
 *
 * @param dimension which
 * @param moves the largest moves, the largest first
 * @param others how many more members moved
 * @param othersChange what they moved by together
 * @param gross the sizes of all moves, added up
 */
public record Moves(Dimension dimension, List<Move> moves, int others, BigDecimal othersChange, BigDecimal gross) {
    public Moves {
        moves = List.copyOf(moves);
    }

    /** Returns how much of all movement is the largest move, from 0 to 1: near 1 the dimension names the cause. */
    public double concentration() {
        return moves.isEmpty() || gross.signum() == 0
                ? 0
                : moves.get(0)
                        .change()
                        .abs()
                        .divide(gross, 9, RoundingMode.HALF_EVEN)
                        .doubleValue();
    }
}
