package io.shiyun.finops.rating;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stretch of use at one price, and what of it is not yet paid by a commitment. */
final class Piece {
    final Usage usage;
    final PriceItem price;
    final Instant start;
    final Instant end;
    private final Map<Commitment, BigDecimal> covered = new LinkedHashMap<>();
    private BigDecimal rest;

    /** A stretch; {@code quantity} is in units times the divisor of the price. */
    Piece(Usage usage, PriceItem price, Instant start, Instant end, BigDecimal quantity) {
        this.usage = usage;
        this.price = price;
        this.start = start;
        this.end = end;
        this.rest = quantity;
    }

    /** Returns what no commitment pays, in units times the divisor of the price. */
    BigDecimal rest() {
        return rest;
    }

    /** Returns what commitments pay, in units times the divisor of the price. */
    Map<Commitment, BigDecimal> covered() {
        return covered;
    }

    void cover(Commitment commitment, BigDecimal quantity) {
        covered.merge(commitment, quantity, BigDecimal::add);
        rest = rest.subtract(quantity);
    }

    /** Returns what was in use between two moments, in unit seconds. */
    BigDecimal between(Instant from, Instant to) {
        return usage.quantity().multiply(seconds(later(start, from), earlier(end, to)));
    }

    RatedLine line(
            RatedLine.Kind kind,
            Instant from,
            Instant to,
            String basis,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal amount) {
        BigDecimal units = Quotients.of(quantity, price.metering().divisor()).stripTrailingZeros();
        return new RatedLine(
                kind,
                usage.id(),
                usage.item(),
                usage.labels(),
                from,
                to,
                basis,
                units,
                unitPrice,
                new Money(amount, price.currency()));
    }

    /** Returns the seconds from one moment to a later one; zero if it is not later. */
    static BigDecimal seconds(Instant from, Instant to) {
        return to.isAfter(from) ? Metering.toSeconds(Duration.between(from, to)) : BigDecimal.ZERO;
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
