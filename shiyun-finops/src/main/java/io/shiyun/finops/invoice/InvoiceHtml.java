package io.shiyun.finops.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An invoice as one HTML page without script, link or image; every text is escaped. It prints on A4. */
public final class InvoiceHtml {
    private static final String STYLE = """
            body{font:14px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.6rem;margin:0 0 1rem}
            .parties{display:flex;gap:3rem;margin-bottom:1.5rem}
            .parties div{white-space:pre-line}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1.5rem}
            dt{color:#666}
            dd{margin:0}
            table{border-collapse:collapse;width:100%}
            th,td{padding:.3rem .5rem;text-align:left;border-bottom:1px solid #ddd;vertical-align:top}
            .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            tfoot td{border:0}
            tfoot tr:last-child td{font-weight:700;border-top:2px solid #1a1a1a}
            .notes{color:#444;margin-top:1.5rem}
            @media print{body{margin:0;max-width:none}@page{size:A4;margin:2cm}}
            """;

    private final Invoice invoice;
    private final StringBuilder out = new StringBuilder();

    private InvoiceHtml(Invoice invoice) {
        this.invoice = invoice;
    }

    /** Returns the page. */
    public static String of(Invoice invoice) {
        return new InvoiceHtml(invoice).page();
    }

    private String page() {
        String title = (invoice.kind() == Invoice.Kind.INVOICE ? "Invoice " : "Credit note ") + invoice.number();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escape(title))
                .append("</h1>\n<div class=\"parties\">\n");
        party("From", invoice.seller());
        party("To", invoice.customer());
        out.append("</div>\n<dl>\n");
        fact("Issued", invoice.issued().toString());
        if (invoice.kind() == Invoice.Kind.INVOICE) {
            fact("Due", invoice.due().toString());
        }
        fact("Period", invoice.period().toString());
        if (!invoice.refersTo().isEmpty()) {
            fact(invoice.kind() == Invoice.Kind.INVOICE ? "Replaces" : "Credit of invoice", invoice.refersTo());
        }
        fact("Currency", invoice.currency().getCurrencyCode());
        out.append("</dl>\n<table>\n<thead><tr><th>Description</th><th class=\"n\">Quantity</th><th>Unit</th>")
                .append(
                        "<th class=\"n\">Unit price</th><th>Tax</th><th class=\"n\">Amount</th></tr></thead>\n<tbody>\n");
        invoice.lines().forEach(this::line);
        out.append("</tbody>\n<tfoot>\n");
        totals();
        out.append("</tfoot>\n</table>\n");
        if (!invoice.notes().isEmpty()) {
            out.append("<div class=\"notes\">\n");
            invoice.notes()
                    .forEach(note -> out.append("<p>").append(escape(note)).append("</p>\n"));
            out.append("</div>\n");
        }
        return out.append("</body>\n</html>\n").toString();
    }

    private void party(String role, Party party) {
        out.append("<div><b>").append(role).append("</b>\n").append(escape(party.name()));
        party.address().forEach(line -> out.append('\n').append(escape(line)));
        if (!party.taxId().isEmpty()) {
            out.append("\nTax number ").append(escape(party.taxId()));
        }
        out.append("</div>\n");
    }

    private void fact(String name, String value) {
        out.append("<dt>")
                .append(name)
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
    }

    private void line(InvoiceLine line) {
        out.append("<tr><td>").append(escape(line.description()));
        if (line.credits() > 0) {
            out.append(" (line ").append(line.credits()).append(')');
        }
        out.append("</td><td class=\"n\">")
                .append(plain(line.quantity()))
                .append("</td><td>")
                .append(escape(line.unit()))
                .append("</td><td class=\"n\">")
                .append(plain(line.unitPrice()))
                .append("</td><td>")
                .append(escape(line.category()))
                .append("</td><td class=\"n\">")
                .append(payable(line.amount()))
                .append("</td></tr>\n");
    }

    private void totals() {
        boolean inclusive = invoice.prices() == Taxation.Prices.INCLUSIVE;
        if (!invoice.taxes().isEmpty()) {
            total(inclusive ? "Sum, tax included" : "Sum", invoice.sum().amount());
            invoice.taxes()
                    .forEach(tax -> total(
                            (inclusive ? "of which " : "") + tax.name() + ' '
                                    + tax.percent().toPlainString() + " % on " + payable(tax.net()) + " ("
                                    + tax.category() + ')',
                            tax.amount()));
        }
        total("Total " + invoice.currency().getCurrencyCode(), invoice.total().amount());
    }

    private void total(String name, BigDecimal amount) {
        out.append("<tr><td colspan=\"5\" class=\"n\">")
                .append(escape(name))
                .append("</td><td class=\"n\">")
                .append(payable(amount))
                .append("</td></tr>\n");
    }

    private String payable(BigDecimal amount) {
        return Payable.text(amount, invoice.currency());
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.toPlainString();
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return safe.toString();
    }
}
