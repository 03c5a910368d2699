package io.shiyun.finops.rating;

import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;

/**
 * Rates use: price times quantity, exact. In this order: a record is rounded up as its price's {@link Metering} says;
 * cut at the ends of the period and where prices change, at midnight of the zone; paid by commitments, in the order given,
 * hour by hour; and what is left runs through the tiers of its price in the order of time, all use of one thing in one
 * period together, also over a change of its price. Counted use takes the price of the day on which it began. Spot use
 * takes no commitment. Immutable, for use by any number of threads.
 */
public final class Rater {
    private final PriceList prices;
    private final ZoneId zone;
    private final List<Commitment> commitments;

    /**
     * A rater.
     *
     * @param zone in which days of prices and periods begin
     */
    public Rater(PriceList prices, ZoneId zone) {
        this(prices, zone, List.of());
    }

    /**
     * A rater that lets commitments pay first.
     *
     * @param zone in which days of prices and periods begin
     * @param commitments in the order in which they pay
     */
    public Rater(PriceList prices, ZoneId zone, List<Commitment> commitments) {
        this.prices = Objects.requireNonNull(prices, "prices");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.commitments = List.copyOf(commitments);
        Set<String> ids = new HashSet<>();
        for (Commitment commitment : commitments) {
            if (!ids.add(commitment.id())) {
                throw new IllegalArgumentException("Commitment " + commitment.id() + " comes twice; name each once");
            }
        }
    }

    /**
     * Returns what use costs in a period.
     *
     * @throws io.shiyun.finops.money.BillingException if a thing has no price on a day of its use
     * @throws IllegalArgumentException if use lies outside the period or comes twice
     */
    public Rating rate(BillingPeriod period, Collection<Usage> usages) {
        List<Piece> pieces = new Pieces(prices, zone, period).of(usages);
        Coverage coverage = new Coverage(commitments, period.startIn(zone), period.endIn(zone));
        List<CommitmentUse> uses = coverage.cover(pieces);
        List<RatedLine> lines = new ArrayList<>();
        Map<String, List<Piece>> byItem = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            byItem.computeIfAbsent(piece.usage.item(), item -> new ArrayList<>())
                    .add(piece);
            covered(piece, lines);
        }
        byItem.values().forEach(same -> price(same, lines));
        commitments.forEach(commitment -> fees(commitment, coverage, period, lines));
        return new Rating(period, lines, uses);
    }

    private static void covered(Piece piece, List<RatedLine> lines) {
        piece.covered()
                .forEach((commitment, quantity) -> lines.add(piece.line(
                        Kind.COVERED,
                        piece.start,
                        piece.end,
                        "commitment " + commitment.id(),
                        quantity,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO)));
    }

    private static void price(List<Piece> pieces, List<RatedLine> lines) {
        BigDecimal total = pieces.stream().map(Piece::rest).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.signum() == 0) {
            return;
        }
        int first = lines.size();
        BigDecimal before = BigDecimal.ZERO;
        for (Piece piece : pieces) {
            if (piece.price.pricing() instanceof SpotPrice spot) {
                spot(piece, spot, lines);
            } else if (piece.price.pricing() instanceof TieredPrice tiers) {
                tiered(piece, tiers, before, total, lines);
            }
            before = before.add(piece.rest());
        }
        minimum(pieces, lines.subList(first, lines.size()));
    }

    private static void tiered(
            Piece piece, TieredPrice price, BigDecimal before, BigDecimal total, List<RatedLine> lines) {
        BigDecimal divisor = piece.price.metering().divisor();
        for (TieredPrice.Part part : price.parts(before, piece.rest(), total, divisor)) {
            Tier tier = part.tier();
            boolean free = part.amount().signum() == 0 && tier.unitPrice().signum() == 0;
            lines.add(piece.line(
                    free ? Kind.FREE : Kind.ON_DEMAND,
                    piece.start,
                    piece.end,
                    price.tiers().size() == 1 ? "" : "tier " + tier,
                    part.quantity(),
                    tier.unitPrice(),
                    part.amount()));
        }
    }

    private static void spot(Piece piece, SpotPrice price, List<RatedLine> lines) {
        BigDecimal divisor = piece.price.metering().divisor();
        Instant cursor = piece.start;
        while (cursor.isBefore(piece.end)) {
            BigDecimal unitPrice = price.at(cursor, piece.usage.item());
            NavigableMap<Instant, BigDecimal> later = price.prices().tailMap(cursor, false);
            Instant end = later.isEmpty() ? piece.end : Piece.earlier(piece.end, later.firstKey());
            BigDecimal quantity = piece.between(cursor, end);
            BigDecimal amount = Quotients.of(quantity.multiply(unitPrice), divisor);
            lines.add(piece.line(Kind.SPOT, cursor, end, "spot", quantity, unitPrice, amount));
            cursor = end;
        }
    }

    private static void minimum(List<Piece> pieces, List<RatedLine> lines) {
        Piece last = pieces.get(pieces.size() - 1);
        BigDecimal least = last.price.minimumCharge();
        BigDecimal sum = lines.stream().map(line -> line.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(least) < 0) {
            lines.add(last.line(
                    Kind.MINIMUM,
                    last.start,
                    last.end,
                    "minimum charge " + least.toPlainString(),
                    last.price.metering().divisor(),
                    least.subtract(sum),
                    least.subtract(sum)));
        }
    }

    private void fees(Commitment commitment, Coverage coverage, BillingPeriod period, List<RatedLine> lines) {
        Instant from = Piece.later(period.startIn(zone), commitment.start());
        Instant to = Piece.earlier(period.endIn(zone), commitment.end());
        if (!from.isBefore(to)) {
            return;
        }
        if (commitment.upfront().amount().signum() > 0 && from.equals(commitment.start())) {
            lines.add(fee(
                    commitment,
                    commitment.start(),
                    commitment.end(),
                    "upfront",
                    BigDecimal.ONE,
                    commitment.upfront(),
                    commitment.upfront()));
        }
        if (commitment.hourlyFee().amount().signum() > 0) {
            BigDecimal hours = Coverage.hours(Piece.seconds(from, to));
            lines.add(fee(commitment, from, to, "hourly fee", hours, commitment.hourlyFee(), coverage.fee(commitment)));
        }
    }

    private static RatedLine fee(
            Commitment commitment,
            Instant from,
            Instant to,
            String basis,
            BigDecimal quantity,
            Money unitPrice,
            Money amount) {
        return new RatedLine(
                Kind.COMMITMENT,
                commitment.id(),
                commitment.id(),
                Labels.NONE,
                from,
                to,
                basis,
                quantity,
                unitPrice.amount(),
                amount);
    }
}
