package io.shiyun.finops.rating;

import io.shiyun.finops.money.Proration;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * A thing paid for months or years in advance. All terms are charged on the first day. From a day on, the rest
 * can be given back or changed to another price: by actual days, that day included, rounded as {@link Proration} says.
 *
 * @param id its name, on lines
 * @param item what is paid for
 * @param labels what rules go by
 * @param start the first day
 * @param term what the price is for
 * @param terms how many are paid at once
 * @param price of one term, all of the thing
 */
public record Subscription(String id, String item, Labels labels, LocalDate start, Term term, int terms, Money price) {
    public Subscription {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(term, "term");
        if (terms < 1) {
            throw new IllegalArgumentException("Subscription " + id + " is for " + terms + " terms; give one or more");
        }
        if (price.amount().signum() < 0) {
            throw new IllegalArgumentException(
                    "Subscription " + id + " has the negative price " + price + "; give zero or more");
        }
    }

    /** Returns the first day that is not paid. */
    public LocalDate end() {
        return term.after(start, terms);
    }

    /** Returns what is charged on the first day. */
    public Money total() {
        return price.times(BigDecimal.valueOf(terms));
    }

    /** Returns what a period is charged: all of it if the first day is in it, else nothing. */
    public List<RatedLine> due(BillingPeriod period, ZoneId zone) {
        return period.contains(start)
                ? List.of(line(Kind.SUBSCRIPTION, start, zone, terms + " in advance", total()))
                : List.of();
    }

    /** Returns the part of what was paid that belongs to the days of a period; over all periods they add to it. */
    public Money earned(BillingPeriod period, Rounding rounding) {
        return Proration.share(total(), start, end(), period.start(), period.end(), rounding);
    }

    /**
     * Returns what is given back when it ends early.
     *
     * @param day the first day on which it is not used
     * @throws IllegalArgumentException if that is not one of its days
     */
    public RatedLine refund(LocalDate day, ZoneId zone, Rounding rounding) {
        Money rest = rest(total(), day, rounding);
        return line(
                Kind.REFUND,
                day,
                zone,
                "ended on " + day,
                Money.zero(rest.currency()).minus(rest));
    }

    /**
     * Returns what is due, or given back, when the price changes within the term, as by another size: the
     * share of the difference that falls on the rest of the days.
     *
     * @param day the first day of the new price
     * @throws IllegalArgumentException if that is not one of its days
     */
    public RatedLine change(LocalDate day, Money newPrice, ZoneId zone, Rounding rounding) {
        Money difference = rest(newPrice.times(BigDecimal.valueOf(terms)).minus(total()), day, rounding);
        Kind kind = difference.amount().signum() < 0 ? Kind.REFUND : Kind.SUBSCRIPTION;
        return line(kind, day, zone, "from " + price + " to " + newPrice + " on " + day, difference);
    }

    private Money rest(Money amount, LocalDate day, Rounding rounding) {
        if (day.isBefore(start) || day.isAfter(end())) {
            throw new IllegalArgumentException(
                    "Subscription " + id + " runs from " + start + " to " + end() + ", and " + day + " is not in it");
        }
        return Proration.share(amount, start, end(), day, end(), rounding);
    }

    private RatedLine line(Kind kind, LocalDate from, ZoneId zone, String basis, Money amount) {
        return new RatedLine(
                kind,
                id,
                item,
                labels,
                from.atStartOfDay(zone).toInstant(),
                end().atStartOfDay(zone).toInstant(),
                basis,
                BigDecimal.ONE,
                amount.amount(),
                amount);
    }
}
