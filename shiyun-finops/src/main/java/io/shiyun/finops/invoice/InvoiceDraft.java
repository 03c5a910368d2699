package io.shiyun.finops.invoice;

import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.finops.rating.PricedLine;
import io.shiyun.finops.rating.RatedLine;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an invoice is to say, without number and day. Made by {@link #of}, immutable once built. */
public final class InvoiceDraft {
    private static final Pattern SERIES = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,31}");

    private final Invoice content;

    private InvoiceDraft(Invoice content) {
        this.content = content;
    }

    /**
     * Returns a builder.
     *
     * @param series in which it is numbered: capital letters, digits and hyphens, 32 at most
     */
    public static Builder of(String series, Party seller, Party customer, BillingPeriod period, Currency currency) {
        return new Builder(checked(series), seller, customer, period, currency);
    }

    static String checked(String series) {
        if (!SERIES.matcher(series).matches()) {
            throw new IllegalArgumentException('"' + series
                    + "\" is no series; write 1 to 32 capital letters, digits and hyphens, such as 2026-A");
        }
        return series;
    }

    /** Returns the invoice as it would be, with the place 0 and the last day of its period. */
    public Invoice preview() {
        return content;
    }

    /** Builds a draft; not safe for use by several threads. */
    public static final class Builder {
        private final String series;
        private final Party seller;
        private final Party customer;
        private final BillingPeriod period;
        private final Currency currency;
        private final List<InvoiceLine> lines = new ArrayList<>();
        private final Set<String> notes = new LinkedHashSet<>();
        private Rounding rounding = Rounding.HALF_EVEN;
        private Taxation taxation = Taxation.none();
        private @Nullable LocalDate taxDay;
        private int dueDays = 30;
        private String replaces = "";
        private @Nullable ExchangeRates rates;
        private @Nullable LocalDate rateDay;

        private Builder(String series, Party seller, Party customer, BillingPeriod period, Currency currency) {
            this.series = series;
            this.seller = Objects.requireNonNull(seller, "seller");
            this.customer = Objects.requireNonNull(customer, "customer");
            this.period = Objects.requireNonNull(period, "period");
            this.currency = currency;
            Rounding.digits(currency);
        }

        /** Sets how amounts become payable; half-even if it is not set. */
        public Builder rounding(Rounding rounding) {
            this.rounding = rounding;
            return this;
        }

        /** Sets the taxes; none if it is not set. */
        public Builder taxation(Taxation taxation) {
            this.taxation = taxation;
            return this;
        }

        /** Sets the day whose tax rules hold; the last of the period if it is not set. */
        public Builder taxDay(LocalDate day) {
            this.taxDay = day;
            return this;
        }

        /** Sets the days to pay after the day of issue; 30 if it is not set. */
        public Builder dueInDays(int days) {
            if (days < 0) {
                throw new IllegalArgumentException("Nobody can pay in " + days + " days; give zero or more");
            }
            this.dueDays = days;
            return this;
        }

        /** Names the invoice for the same customer and period that was credited in full, and that this one replaces. */
        public Builder replacing(String number) {
            this.replaces = number;
            return this;
        }

        /** Adds a note. */
        public Builder note(String text) {
            notes.add(text);
            return this;
        }

        /**
         * Lets lines in other currencies be converted by a table's rate of a day, cited in a note. Set it before the lines
         * are added.
         */
        public Builder rates(ExchangeRates rates, LocalDate day) {
            this.rates = rates;
            this.rateDay = day;
            return this;
        }

        /** Adds a line with its exact amount, taxed by its category. */
        public Builder line(String description, Money amount, String category) {
            return line(description, null, "", null, amount, category);
        }

        /** Adds a line with its exact amount; it need not be quantity times price, as tiers have it. */
        public Builder line(
                String description,
                @Nullable BigDecimal quantity,
                String unit,
                @Nullable BigDecimal unitPrice,
                Money amount,
                String category) {
            Money exact = inCurrency(amount);
            lines.add(new InvoiceLine(
                    InvoiceLine.Kind.CHARGE,
                    description,
                    quantity,
                    unit,
                    amount.currency().equals(currency) ? unitPrice : null,
                    exact.amount(),
                    rounding.round(exact).amount(),
                    category,
                    0));
            return this;
        }

        /** Adds a line for each thing and kind of charge among priced lines, with the exact sum of their prices. */
        public Builder lines(Collection<PricedLine> priced, String category) {
            Map<List<Object>, List<PricedLine>> groups = new LinkedHashMap<>();
            for (PricedLine line : priced) {
                RatedLine cost = line.cost();
                groups.computeIfAbsent(
                                List.of(cost.item(), cost.kind(), line.price().currency()), key -> new ArrayList<>())
                        .add(line);
            }
            for (List<PricedLine> group : groups.values()) {
                RatedLine first = group.get(0).cost();
                BigDecimal quantity = BigDecimal.ZERO;
                Money amount = Money.zero(group.get(0).price().currency());
                for (PricedLine line : group) {
                    quantity = quantity.add(line.cost().quantity());
                    amount = amount.plus(line.price());
                }
                String kind = first.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                line(first.item() + ", " + kind, quantity, "", null, amount, category);
            }
            return this;
        }

        private Money inCurrency(Money amount) {
            if (amount.currency().equals(currency)) {
                return amount;
            }
            if (rates == null || rateDay == null) {
                throw new IllegalArgumentException("A line of " + amount + " does not fit an invoice in " + currency
                        + "; give dated rates before the line, or convert it");
            }
            Conversion conversion = rates.convert(amount, currency, rateDay);
            notes.add("Converted at " + conversion.rate()
                    + (conversion.age() == 0 ? "" : ", the last known on " + rateDay));
            return conversion.converted();
        }

        /**
         * Returns the draft.
         *
         * @throws IllegalArgumentException if it has no line
         * @throws io.shiyun.finops.money.BillingException if a category has no tax rule on the day
         */
        public InvoiceDraft build() {
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("An invoice for " + customer.name() + " over " + period
                        + " has no line; there is nothing to pay, so issue none");
            }
            LocalDate last = period.end().minusDays(1);
            Sums sums = new Sums(currency, rounding, taxation, taxDay == null ? last : taxDay);
            List<InvoiceLine> all = sums.withRounding(lines);
            return new InvoiceDraft(new Invoice(
                    Invoice.Kind.INVOICE,
                    series,
                    0,
                    last,
                    last.plusDays(dueDays),
                    period,
                    seller,
                    customer,
                    currency,
                    rounding,
                    taxation.prices(),
                    all,
                    sums.taxes(all),
                    replaces,
                    "",
                    List.copyOf(notes)));
        }
    }
}
