package io.shiyun.finops.invoice;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Works out a credit note: what is left of each line and each tax, and never more. */
final class CreditNote {
    private final Invoice invoice;
    private final List<Invoice> before;
    private final Credit credit;
    private final SortedMap<Integer, BigDecimal> left = new TreeMap<>();

    /** A credit note; {@code before} are those that the invoice has already. */
    CreditNote(Invoice invoice, List<Invoice> before, Credit credit) {
        this.invoice = invoice;
        this.before = before;
        this.credit = credit;
        for (int i = 0; i < invoice.lines().size(); i++) {
            left.put(i + 1, invoice.lines().get(i).amount());
        }
        for (Invoice note : before) {
            note.lines().forEach(line -> left.merge(line.credits(), line.amount(), BigDecimal::add));
        }
    }

    /** Returns the credit note with the place 0. */
    Invoice content(LocalDate day) {
        SortedMap<Integer, BigDecimal> given = given();
        List<InvoiceLine> lines = new ArrayList<>();
        given.forEach((place, amount) -> {
            InvoiceLine line = invoice.lines().get(place - 1);
            BigDecimal back = amount.negate();
            lines.add(new InvoiceLine(
                    line.kind(), line.description(), null, "", null, back, back, line.category(), place));
        });
        return new Invoice(
                Invoice.Kind.CREDIT_NOTE,
                credit.series(),
                0,
                day,
                day,
                invoice.period(),
                invoice.seller(),
                invoice.customer(),
                invoice.currency(),
                invoice.rounding(),
                invoice.prices(),
                lines,
                taxes(given),
                invoice.number(),
                credit.reference(),
                credit.reason().isEmpty() ? List.of() : List.of(credit.reason()));
    }

    private SortedMap<Integer, BigDecimal> given() {
        SortedMap<Integer, BigDecimal> given = new TreeMap<>();
        if (credit.amounts().isEmpty()) {
            left.forEach((place, amount) -> {
                if (amount.signum() != 0) {
                    given.put(place, amount);
                }
            });
            if (given.isEmpty()) {
                throw conflict("nothing is left of it to give back");
            }
            return given;
        }
        credit.amounts().forEach((place, amount) -> {
            BigDecimal open = left.get(place);
            if (open == null) {
                throw conflict("it has no line " + place + ", only 1 to " + left.lastKey());
            }
            if (amount.signum() != open.signum() || amount.abs().compareTo(open.abs()) > 0) {
                throw conflict("of line " + place + " " + open.toPlainString() + " is left, and "
                        + amount.toPlainString() + " was to be given back");
            }
            given.put(place, amount);
        });
        return given;
    }

    private List<TaxLine> taxes(SortedMap<Integer, BigDecimal> given) {
        Set<String> categories = new LinkedHashSet<>();
        given.keySet()
                .forEach(place -> categories.add(invoice.lines().get(place - 1).category()));
        List<TaxLine> taxes = new ArrayList<>();
        for (TaxLine tax : invoice.taxes()) {
            if (categories.contains(tax.category())) {
                taxes.add(tax(tax, given));
            }
        }
        return taxes;
    }

    private TaxLine tax(TaxLine tax, SortedMap<Integer, BigDecimal> given) {
        BigDecimal amount = sum(tax.category(), given);
        BigDecimal taxLeft = tax.amount();
        for (Invoice note : before) {
            for (TaxLine back : note.taxes()) {
                taxLeft = back.category().equals(tax.category()) ? taxLeft.add(back.amount()) : taxLeft;
            }
        }
        boolean rest = left.entrySet().stream()
                .filter(entry -> category(entry.getKey()).equals(tax.category()))
                .allMatch(
                        entry -> entry.getValue().compareTo(given.getOrDefault(entry.getKey(), BigDecimal.ZERO)) == 0);
        BigDecimal share = Sums.tax(invoice.currency(), invoice.rounding(), invoice.prices(), amount, tax.percent());
        BigDecimal back = rest ? taxLeft : share.abs().compareTo(taxLeft.abs()) > 0 ? taxLeft : share;
        BigDecimal net = invoice.prices() == Taxation.Prices.INCLUSIVE ? amount.subtract(back) : amount;
        return new TaxLine(tax.name(), tax.category(), tax.percent(), net.negate(), back.negate());
    }

    private BigDecimal sum(String category, SortedMap<Integer, BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (var entry : amounts.entrySet()) {
            sum = category(entry.getKey()).equals(category) ? sum.add(entry.getValue()) : sum;
        }
        return sum;
    }

    private String category(int place) {
        return invoice.lines().get(place - 1).category();
    }

    private BillingException conflict(String message) {
        return new BillingException(
                Reason.CONFLICT, "Invoice " + invoice.number() + " cannot be credited so: " + message);
    }
}
