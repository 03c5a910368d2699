package io.shiyun.finops.invoice;

import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An invoice as a list of texts in a fixed order; a list in it begins with its length. */
final class InvoiceText {
    private InvoiceText() {}

    static List<String> of(Invoice invoice) {
        List<String> out = new ArrayList<>();
        out.add(invoice.kind().name());
        out.add(invoice.series());
        out.add(Long.toString(invoice.sequence()));
        out.add(invoice.issued().toString());
        out.add(invoice.due().toString());
        out.add(invoice.period().start().toString());
        out.add(invoice.period().end().toString());
        party(invoice.seller(), out);
        party(invoice.customer(), out);
        out.add(invoice.currency().getCurrencyCode());
        out.add(invoice.rounding().name());
        out.add(invoice.prices().name());
        out.add(Integer.toString(invoice.lines().size()));
        invoice.lines().forEach(line -> line(line, out));
        out.add(Integer.toString(invoice.taxes().size()));
        invoice.taxes().forEach(tax -> tax(tax, out));
        out.add(invoice.refersTo());
        out.add(invoice.reference());
        texts(invoice.notes(), out);
        return out;
    }

    static Invoice read(List<String> texts) {
        Iterator<String> in = texts.iterator();
        return new Invoice(
                Invoice.Kind.valueOf(in.next()),
                in.next(),
                Long.parseLong(in.next()),
                LocalDate.parse(in.next()),
                LocalDate.parse(in.next()),
                new BillingPeriod(LocalDate.parse(in.next()), LocalDate.parse(in.next())),
                party(in),
                party(in),
                Currency.getInstance(in.next()),
                Rounding.valueOf(in.next()),
                Taxation.Prices.valueOf(in.next()),
                list(in, () -> line(in)),
                list(in, () -> tax(in)),
                in.next(),
                in.next(),
                list(in, in::next));
    }

    private static void party(Party party, List<String> out) {
        out.add(party.id());
        out.add(party.name());
        texts(party.address(), out);
        out.add(party.taxId());
    }

    private static Party party(Iterator<String> in) {
        return new Party(in.next(), in.next(), list(in, in::next), in.next());
    }

    private static void line(InvoiceLine line, List<String> out) {
        out.add(line.kind().name());
        out.add(line.description());
        out.add(orEmpty(line.quantity()));
        out.add(line.unit());
        out.add(orEmpty(line.unitPrice()));
        out.add(line.exact().toPlainString());
        out.add(line.amount().toPlainString());
        out.add(line.category());
        out.add(Integer.toString(line.credits()));
    }

    private static InvoiceLine line(Iterator<String> in) {
        return new InvoiceLine(
                InvoiceLine.Kind.valueOf(in.next()),
                in.next(),
                orNull(in.next()),
                in.next(),
                orNull(in.next()),
                new BigDecimal(in.next()),
                new BigDecimal(in.next()),
                in.next(),
                Integer.parseInt(in.next()));
    }

    private static void tax(TaxLine tax, List<String> out) {
        out.add(tax.name());
        out.add(tax.category());
        out.add(tax.percent().toPlainString());
        out.add(tax.net().toPlainString());
        out.add(tax.amount().toPlainString());
    }

    private static TaxLine tax(Iterator<String> in) {
        return new TaxLine(
                in.next(), in.next(), new BigDecimal(in.next()), new BigDecimal(in.next()), new BigDecimal(in.next()));
    }

    private static void texts(List<String> texts, List<String> out) {
        out.add(Integer.toString(texts.size()));
        out.addAll(texts);
    }

    private static <T> List<T> list(Iterator<String> in, Supplier<T> one) {
        int size = Integer.parseInt(in.next());
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(one.get());
        }
        return list;
    }

    private static String orEmpty(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static @Nullable BigDecimal orNull(String text) {
        return text.isEmpty() ? null : new BigDecimal(text);
    }
}
