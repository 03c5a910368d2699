package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Lets commitments pay for use, hour by hour of UTC, in the order of the commitments and, for each, of the use. Hours in
 * which nothing begins or ends are alike, so a run of them is worked out at once.
 */
final class Coverage {
    private static final BigDecimal HOUR = BigDecimal.valueOf(3_600);
    /** The decimals of unit seconds to which the last use that an hour pays in part is cut. */
    private static final int CUT = 12;

    private static final class Tally {
        private final Commitment commitment;
        private BigDecimal committed = BigDecimal.ZERO;
        private BigDecimal used = BigDecimal.ZERO;
        private BigDecimal eligible = BigDecimal.ZERO;

        private Tally(Commitment commitment) {
            this.commitment = commitment;
        }
    }

    private final List<Tally> tallies;
    private final Instant from;
    private final Instant to;

    Coverage(List<Commitment> commitments, Instant from, Instant to) {
        this.tallies = commitments.stream().map(Tally::new).toList();
        this.from = from;
        this.to = to;
    }

    /** Takes from the pieces, which are in the order of their start, what commitments pay. */
    List<CommitmentUse> cover(List<Piece> pieces) {
        if (tallies.isEmpty()) {
            return List.of();
        }
        List<Piece> candidates = pieces.stream()
                .filter(piece -> piece.price.metering().isTime() && piece.price.pricing() instanceof TieredPrice)
                .toList();
        Iterator<Instant> cuts = cuts(candidates).iterator();
        List<Piece> active = new ArrayList<>();
        int next = 0;
        Instant start = cuts.next();
        while (cuts.hasNext()) {
            Instant begin = start;
            Instant end = cuts.next();
            active.removeIf(piece -> !piece.end.isAfter(begin));
            while (next < candidates.size() && candidates.get(next).start.isBefore(end)) {
                active.add(candidates.get(next++));
            }
            cover(active, begin, end);
            start = end;
        }
        return tallies.stream().map(this::use).toList();
    }

    private TreeSet<Instant> cuts(List<Piece> pieces) {
        TreeSet<Instant> cuts = new TreeSet<>();
        cut(cuts, from);
        cut(cuts, to);
        for (Piece piece : pieces) {
            cut(cuts, piece.start);
            cut(cuts, piece.end);
        }
        for (Tally tally : tallies) {
            cut(cuts, Piece.earlier(to, Piece.later(from, tally.commitment.start())));
            cut(cuts, Piece.earlier(to, Piece.later(from, tally.commitment.end())));
        }
        return cuts;
    }

    private static void cut(TreeSet<Instant> cuts, Instant moment) {
        Instant hour = Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), 3_600L) * 3_600L);
        cuts.add(hour);
        if (hour.isBefore(moment)) {
            cuts.add(hour.plusSeconds(3_600));
        }
    }

    private void cover(List<Piece> active, Instant begin, Instant end) {
        Map<Piece, BigDecimal> left = new HashMap<>();
        for (Tally tally : tallies) {
            Instant since = Piece.later(Piece.later(begin, tally.commitment.start()), from);
            Instant until = Piece.earlier(Piece.earlier(end, tally.commitment.end()), to);
            if (since.isBefore(until)) {
                pay(tally, active, left, since, until, begin, end);
            }
        }
    }

    private void pay(
            Tally tally,
            List<Piece> active,
            Map<Piece, BigDecimal> left,
            Instant since,
            Instant until,
            Instant begin,
            Instant end) {
        Commitment commitment = tally.commitment;
        BigDecimal remaining = commitment.perHour().multiply(Piece.seconds(since, until));
        tally.committed = tally.committed.add(remaining);
        for (Piece piece : active) {
            BigDecimal weight = commitment.weights().get(piece.usage.item());
            if (weight == null || !commitment.scope().matches(piece.usage.labels())) {
                continue;
            }
            BigDecimal open = left.computeIfAbsent(piece, p -> p.between(begin, end));
            BigDecimal available = open.min(piece.between(since, until));
            BigDecimal needed = available.multiply(weight);
            tally.eligible = tally.eligible.add(needed);
            boolean whole = needed.compareTo(remaining) <= 0;
            BigDecimal covered = whole ? available : remaining.divide(weight, CUT, RoundingMode.DOWN);
            BigDecimal taken = whole ? needed : remaining;
            if (covered.signum() > 0) {
                piece.cover(commitment, covered);
                left.put(piece, open.subtract(covered));
            }
            tally.used = tally.used.add(taken);
            remaining = remaining.subtract(taken);
        }
    }

    private CommitmentUse use(Tally tally) {
        Commitment commitment = tally.commitment;
        BigDecimal term = Piece.seconds(commitment.start(), commitment.end());
        Money cost = fee(commitment)
                .plus(new Money(
                        Quotients.of(commitment.upfront().amount().multiply(elapsed(commitment, to)), term)
                                .subtract(Quotients.of(
                                        commitment.upfront().amount().multiply(elapsed(commitment, from)), term)),
                        commitment.upfront().currency()));
        return new CommitmentUse(
                commitment.id(), hours(tally.committed), hours(tally.used), hours(tally.eligible), cost);
    }

    /** Returns the hourly fee of the hours of the term in the period. */
    Money fee(Commitment commitment) {
        BigDecimal fee = commitment.hourlyFee().amount();
        BigDecimal upTo = Quotients.of(fee.multiply(elapsed(commitment, to)), HOUR);
        BigDecimal before = Quotients.of(fee.multiply(elapsed(commitment, from)), HOUR);
        return new Money(upTo.subtract(before), commitment.hourlyFee().currency());
    }

    /** Returns the seconds of a commitment's term before a moment. */
    static BigDecimal elapsed(Commitment commitment, Instant moment) {
        return Piece.seconds(commitment.start(), Piece.earlier(commitment.end(), moment));
    }

    static BigDecimal hours(BigDecimal seconds) {
        return Quotients.of(seconds, HOUR).stripTrailingZeros();
    }
}
