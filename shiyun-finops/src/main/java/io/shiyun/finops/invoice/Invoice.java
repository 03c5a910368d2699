package io.shiyun.finops.invoice;

import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An invoice or a credit note as it was issued. All amounts on it are payable, and lines and taxes add to the totals; what
 * does not is refused, also when it is read from a book. On a credit note they are those of the invoice with the
 * opposite sign.
 *
 * @param kind invoice or credit note
 * @param series in which it is numbered
 * @param sequence its place in the series, from 1
 * @param issued the day on which it was issued
 * @param due the last day to pay
 * @param period the days it is about
 * @param seller who sells
 * @param customer who pays
 * @param currency of all its amounts
 * @param rounding how amounts became payable
 * @param prices whether amounts of lines hold the tax already
 * @param lines what is charged, in the order given, and what rounding left
 * @param taxes the tax by category
 * @param refersTo on a credit note, the number of its invoice; on an invoice, that of the credited one it replaces; else empty
 * @param reference on a credit note, the caller's own name of the matter; else empty
 * @param notes what else stands on it
 */
public record Invoice(
        Kind kind,
        String series,
        long sequence,
        LocalDate issued,
        LocalDate due,
        BillingPeriod period,
        Party seller,
        Party customer,
        Currency currency,
        Rounding rounding,
        Taxation.Prices prices,
        List<InvoiceLine> lines,
        List<TaxLine> taxes,
        String refersTo,
        String reference,
        List<String> notes) {
    /** Invoice or credit note. */
    public enum Kind {
        /** Something to pay. */
        INVOICE,
        /** Something given back of an invoice. */
        CREDIT_NOTE
    }

    public Invoice {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(issued, "issued");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(seller, "seller");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(rounding, "rounding");
        Objects.requireNonNull(prices, "prices");
        Objects.requireNonNull(refersTo, "refersTo");
        Objects.requireNonNull(reference, "reference");
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
        notes = List.copyOf(notes);
        int digits = Rounding.digits(currency);
        BigDecimal charged = BigDecimal.ZERO;
        for (InvoiceLine line : lines) {
            payable(line.amount(), digits, line.description());
            charged = charged.add(line.amount());
        }
        BigDecimal taxed = BigDecimal.ZERO;
        BigDecimal nets = BigDecimal.ZERO;
        for (TaxLine tax : taxes) {
            payable(tax.amount(), digits, tax.name());
            taxed = taxed.add(tax.amount());
            nets = nets.add(tax.net());
        }
        BigDecimal net = prices == Taxation.Prices.INCLUSIVE ? charged.subtract(taxed) : charged;
        if (!taxes.isEmpty() && nets.compareTo(net) != 0) {
            throw new IllegalArgumentException("The lines make " + net.toPlainString()
                    + " without tax, and taxes are on " + nets.toPlainString() + "; the two are one amount");
        }
    }

    private static void payable(BigDecimal amount, int digits, String what) {
        if (amount.scale() > digits) {
            throw new IllegalArgumentException(
                    what + " is " + amount.toPlainString() + ", which has more than " + digits + " decimals");
        }
    }

    /** Returns the number: the series and the place in it. */
    public String number() {
        return number(series, sequence);
    }

    static String number(String series, long sequence) {
        String digits = Long.toString(sequence);
        return series + '-' + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    /** Returns the sum of all lines, which holds the tax if prices are inclusive. */
    public Money sum() {
        return new Money(lines.stream().map(InvoiceLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }

    /** Returns the sum of all taxes. */
    public Money tax() {
        return new Money(taxes.stream().map(TaxLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }

    /** Returns what is charged without tax. */
    public Money net() {
        return prices == Taxation.Prices.INCLUSIVE ? sum().minus(tax()) : sum();
    }

    /** Returns what is to be paid: net and tax. */
    public Money total() {
        return net().plus(tax());
    }

    /** Returns the number of the invoice that a credit note gives back. */
    public Optional<String> creditedInvoice() {
        return kind == Kind.CREDIT_NOTE ? Optional.of(refersTo) : Optional.empty();
    }

    /** Returns this with another place in its series and another day. */
    Invoice numbered(long place, LocalDate day) {
        long days = due.toEpochDay() - issued.toEpochDay();
        return new Invoice(
                kind,
                series,
                place,
                day,
                day.plusDays(days),
                period,
                seller,
                customer,
                currency,
                rounding,
                prices,
                lines,
                taxes,
                refersTo,
                reference,
                notes);
    }
}
