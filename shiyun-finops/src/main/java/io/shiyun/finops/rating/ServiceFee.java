package io.shiyun.finops.rating;

import io.shiyun.finops.money.Proration;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fee for a service by month or year, whatever is used. Months are those of the calendar, years begin with the fee;
 * a part of one costs its share of the days, as {@link Proration} has it. A fee without a first day, such as that of an app
 * that is not stable yet, costs nothing.
 *
 * @param name on lines
 * @param labels what rules go by
 * @param term what the amount is for
 * @param amount for a whole term
 * @param from the first day, or null while it has not begun
 * @param to the first day that is not charged any more, or null until further notice
 */
public record ServiceFee(
        String name,
        Labels labels,
        Term term,
        Money amount,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    public ServiceFee {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(term, "term");
        if (amount.amount().signum() < 0) {
            throw new IllegalArgumentException("The fee " + name + " is " + amount + "; a fee is zero or more");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("The fee " + name + " ends on " + to + ", before it begins on " + from);
        }
    }

    /** Returns this, beginning with the day on which the app was found stable. */
    public ServiceFee startingOn(LocalDate day) {
        return new ServiceFee(name, labels, term, amount, day, to);
    }

    /** Returns this, no more charged from that day on. */
    public ServiceFee endingOn(LocalDate day) {
        return new ServiceFee(name, labels, term, amount, from, day);
    }

    /** Returns what a period is charged, a line for each term of which it has days. */
    public List<RatedLine> due(BillingPeriod period, ZoneId zone, Rounding rounding) {
        List<RatedLine> lines = new ArrayList<>();
        if (from == null) {
            return lines;
        }
        LocalDate first = period.start().isAfter(from) ? period.start() : from;
        LocalDate last = to != null && to.isBefore(period.end()) ? to : period.end();
        for (LocalDate day = first; day.isBefore(last); ) {
            BillingPeriod whole = termOf(day, from);
            LocalDate end = whole.end().isBefore(last) ? whole.end() : last;
            Money share = Proration.share(amount, whole.start(), whole.end(), day, end, rounding);
            lines.add(new RatedLine(
                    Kind.SERVICE_FEE,
                    name,
                    name,
                    labels,
                    day.atStartOfDay(zone).toInstant(),
                    end.atStartOfDay(zone).toInstant(),
                    share.equals(amount) ? "" : "part of " + whole,
                    BigDecimal.ONE,
                    share.amount(),
                    share));
            day = end;
        }
        return lines;
    }

    private BillingPeriod termOf(LocalDate day, LocalDate start) {
        if (term == Term.MONTH) {
            return BillingPeriod.of(YearMonth.from(day));
        }
        int years = start.until(day).getYears();
        LocalDate begin = Term.YEAR.after(start, years);
        return new BillingPeriod(begin, Term.YEAR.after(start, years + 1));
    }
}
