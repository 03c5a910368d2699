package io.shiyun.finops.anomaly;

import io.shiyun.finops.budget.DailyCosts;
import io.shiyun.finops.cube.Dimension;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Ranks the members of a dimension by how far they moved, whatever the sign. */
final class CauseRanking {
    private static final Comparator<Move> LARGEST =
            Comparator.comparing((Move move) -> move.change().abs()).reversed().thenComparing(Move::member);

    private CauseRanking() {}

    /**
     * Ranks.
     *
     * @param dimension which
     * @param members the days of each, the weeks before the event included
     * @param most how many moves to name
     */
    static Moves rank(
            Dimension dimension, Map<List<String>, DailyCosts> members, LocalDate from, LocalDate to, int most) {
        List<Move> moves = new ArrayList<>();
        BigDecimal gross = BigDecimal.ZERO;
        for (Map.Entry<List<String>, DailyCosts> entry : members.entrySet()) {
            DailyCosts costs = entry.getValue();
            BigDecimal usual = Usual.of(costs, from, to);
            BigDecimal actual = costs.total(from, to).amount();
            if (actual.compareTo(usual) != 0) {
                moves.add(new Move(entry.getKey().get(0), kind(costs, usual, actual, from), usual, actual));
                gross = gross.add(actual.subtract(usual).abs());
            }
        }
        moves.sort(LARGEST);
        List<Move> rest = moves.subList(Math.min(most, moves.size()), moves.size());
        BigDecimal others = rest.stream().map(Move::change).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Moves(dimension, moves.subList(0, Math.min(most, moves.size())), rest.size(), others, gross);
    }

    private static Move.Kind kind(DailyCosts costs, BigDecimal usual, BigDecimal actual, LocalDate from) {
        if (actual.signum() != 0 && !Usual.seen(costs, from)) {
            return Move.Kind.NEW;
        }
        if (actual.signum() == 0) {
            return Move.Kind.VANISHED;
        }
        return actual.compareTo(usual) > 0 ? Move.Kind.ROSE : Move.Kind.FELL;
    }
}
