package io.shiyun.finops.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static final Party NASTY = new Party(
            "=cmd|' /C calc'!A0",
            "<script>alert(\"1\")</script> & 'Co'",
            List.of("</style><img src=x onerror=alert(1)>", "\u0007bell"),
            "\"><b>");

    private final Invoice invoice = InvoiceDraft.of(
                    "A", InvoiceTest.SELLER, NASTY, InvoiceTest.OCTOBER, Currency.getInstance("CNY"))
            .line("=HYPERLINK(\"http://x\")", new BigDecimal("2"), "h", new BigDecimal("1.5"), cny("3"), "standard")
            .line("+1, \"quoted\"\nsecond", cny("-1.005"), "standard")
            .line("plain", cny("1234567.5"), "standard")
            .note("<i>note</i>")
            .taxation(Taxation.exclusive(TaxRule.of("VAT", "standard", "6")))
            .build()
            .preview()
            .numbered(1, LocalDate.of(2026, 11, 2));

    @Test
    void htmlEscapesEveryText() {
        String html = InvoiceHtml.of(invoice);

        assertThat(html)
                .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Co&#39;")
                .contains("&lt;i&gt;note&lt;/i&gt;")
                .doesNotContain("<script", "<img", "<b>\"", "\u0007");
        assertThat(html.split("</style>", -1)).hasSize(2);
    }

    @Test
    void htmlNeedsNothingElse() {
        assertThat(InvoiceHtml.of(invoice))
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("src=\"", "href=", "url(", "@import")
                .contains("Invoice A-000001", "1234567.50", "Total CNY");
    }

    @Test
    void htmlShowsWhatAddsToTheTotal() {
        assertThat(invoice.total()).isEqualTo(cny("1308643.67"));
        assertThat(InvoiceHtml.of(invoice)).contains("1234569.50", "74074.17", "1308643.67");
    }

    @Test
    void csvStartsNoFormulaAndAddsToTheTotal() {
        String csv = InvoiceCsv.of(invoice);
        List<String> rows = List.of(csv.split("\r\n"));

        assertThat(rows.get(0)).startsWith("document,number,");
        assertThat(csv)
                .contains("\"'=HYPERLINK(\"\"http://x\"\")\"")
                .contains("\"'+1, \"\"quoted\"\"\nsecond\"")
                .contains("\"'=cmd|' /C calc'!A0\"");
        BigDecimal sum = rows.stream()
                .filter(row -> row.contains(",charge,") || row.contains(",rounding,") || row.contains(",tax,"))
                .map(row -> row.split(","))
                .map(cells -> new BigDecimal(cells[cells.length - 2]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(rows.get(rows.size() - 1)).contains(",total,").endsWith(sum.toPlainString() + ",CNY");
    }

    private static Money cny(String amount) {
        return Money.of(amount, "CNY");
    }
}
