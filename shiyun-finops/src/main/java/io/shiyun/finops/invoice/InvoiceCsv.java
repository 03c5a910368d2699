package io.shiyun.finops.invoice;

import io.shiyun.file.CsvText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Invoices as CSV by RFC 4180: a row for each line, each tax, and the total of each document. A text that a spreadsheet
 * would take for a formula begins with an apostrophe; numbers are plain decimals with a point.
 */
public final class InvoiceCsv {
    private static final String HEADER =
            "document,number,refers_to,issued,due,period_start,period_end,seller,customer_id,"
                    + "customer,line,kind,description,quantity,unit,unit_price,tax_category,tax_percent,amount,currency";

    private InvoiceCsv() {}

    /** Returns one document with a header. */
    public static String of(Invoice invoice) {
        return of(List.of(invoice));
    }

    /** Returns documents with one header. */
    public static String of(Collection<Invoice> invoices) {
        StringBuilder out = new StringBuilder(HEADER).append("\r\n");
        invoices.forEach(invoice -> rows(invoice, out));
        return out.toString();
    }

    private static void rows(Invoice invoice, StringBuilder out) {
        int place = 1;
        for (InvoiceLine line : invoice.lines()) {
            row(
                    invoice,
                    out,
                    Integer.toString(place++),
                    lower(line.kind()),
                    line.description(),
                    line.quantity(),
                    line.unit(),
                    line.unitPrice(),
                    line.category(),
                    null,
                    line.amount());
        }
        String tax = invoice.prices() == Taxation.Prices.INCLUSIVE ? "tax_included" : "tax";
        for (TaxLine line : invoice.taxes()) {
            row(invoice, out, "", tax, line.name(), null, "", null, line.category(), line.percent(), line.amount());
        }
        row(
                invoice,
                out,
                "",
                "total",
                "",
                null,
                "",
                null,
                "",
                null,
                invoice.total().amount());
    }

    private static void row(
            Invoice invoice,
            StringBuilder out,
            String line,
            String kind,
            String description,
            @Nullable BigDecimal quantity,
            String unit,
            @Nullable BigDecimal unitPrice,
            String category,
            @Nullable BigDecimal percent,
            BigDecimal amount) {
        cells(
                out,
                lower(invoice.kind()),
                CsvText.shown(invoice.number()),
                CsvText.shown(invoice.refersTo()),
                invoice.issued().toString(),
                invoice.due().toString(),
                invoice.period().start().toString(),
                invoice.period().end().toString(),
                CsvText.shown(invoice.seller().name()),
                CsvText.shown(invoice.customer().id()),
                CsvText.shown(invoice.customer().name()),
                line,
                kind,
                CsvText.shown(description),
                number(quantity),
                CsvText.shown(unit),
                number(unitPrice),
                CsvText.shown(category),
                number(percent),
                Payable.text(amount, invoice.currency()),
                invoice.currency().getCurrencyCode());
    }

    private static void cells(StringBuilder out, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            out.append(i == 0 ? "" : ",").append(cells[i]);
        }
        out.append("\r\n");
    }

    private static String lower(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String number(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }
}
