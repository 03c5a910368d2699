package io.shiyun.finops.rating;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cuts use at the ends of a period and where prices change. */
final class Pieces {
    private final PriceList prices;
    private final ZoneId zone;
    private final BillingPeriod period;
    private final Instant from;
    private final Instant to;
    private final List<Piece> pieces = new ArrayList<>();

    Pieces(PriceList prices, ZoneId zone, BillingPeriod period) {
        this.prices = prices;
        this.zone = zone;
        this.period = period;
        this.from = period.startIn(zone);
        this.to = period.endIn(zone);
    }

    /** Returns the stretches of all use, by time and then by id. */
    List<Piece> of(Collection<Usage> usages) {
        Set<String> ids = new HashSet<>();
        for (Usage usage : usages) {
            if (!ids.add(usage.id())) {
                throw new IllegalArgumentException(
                        "Use " + usage.id() + " comes twice; a record is charged once, so remove one of them");
            }
            cut(usage);
        }
        pieces.sort(Comparator.comparing((Piece piece) -> piece.start).thenComparing(piece -> piece.usage.id()));
        return pieces;
    }

    private void cut(Usage usage) {
        LocalDate day = usage.start().atZone(zone).toLocalDate();
        Metering metering = prices.on(day, usage.item()).metering();
        if (metering.isTime()) {
            BigDecimal seconds = metering.charged(Piece.seconds(usage.start(), usage.end()));
            timed(usage, usage.start().plus(duration(seconds)));
        } else {
            inside(usage, !usage.start().isBefore(from) && usage.start().isBefore(to));
            PriceItem price = prices.on(day, usage.item());
            pieces.add(new Piece(usage, price, usage.start(), usage.end(), metering.charged(usage.quantity())));
        }
    }

    private void timed(Usage usage, Instant end) {
        Instant start = Piece.later(usage.start(), from);
        Instant stop = Piece.earlier(end, to);
        inside(
                usage,
                usage.start().isBefore(to)
                        && (end.isAfter(from) || !usage.start().isBefore(from)));
        Instant cursor = start;
        for (PriceItem price : prices.versions(usage.item())) {
            Validity validity = price.validity();
            Instant last = validity.to() == null
                    ? stop
                    : Piece.earlier(stop, validity.to().atStartOfDay(zone).toInstant());
            boolean begun = !validity.from().isAfter(cursor.atZone(zone).toLocalDate());
            if (begun && cursor.isBefore(last)) {
                BigDecimal unitSeconds = usage.quantity().multiply(Piece.seconds(cursor, last));
                pieces.add(new Piece(usage, price, cursor, last, unitSeconds));
                cursor = last;
            }
        }
        if (cursor.isBefore(stop)) {
            throw new BillingException(
                    Reason.PRICE_MISSING,
                    "No price of " + usage.item() + " on " + cursor.atZone(zone).toLocalDate() + ", when use "
                            + usage.id() + " went on; add that day to the price list");
        }
    }

    private void inside(Usage usage, boolean inside) {
        if (!inside) {
            throw new IllegalArgumentException("Use " + usage.id() + " from " + usage.start() + " to " + usage.end()
                    + " is not in the period " + period + "; rate it with the period in which it was");
        }
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ZERO
                .plusSeconds(seconds.longValue())
                .plusNanos(seconds.subtract(new BigDecimal(seconds.longValue()))
                        .movePointRight(9)
                        .longValue());
    }
}
