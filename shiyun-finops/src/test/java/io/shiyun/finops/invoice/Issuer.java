package io.shiyun.finops.invoice;

import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.model.Money;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;

/** A process of its own that issues invoices and says so, until it is killed. */
final class Issuer {
    private Issuer() {}

    public static void main(String[] args) {
        try (InvoiceBook book = InvoiceBook.open(Path.of(args[0]))) {
            System.out.println("ready");
            for (int customer = 0; customer < Integer.parseInt(args[1]); customer++) {
                Invoice invoice = book.issue(draft(customer), LocalDate.of(2026, 11, 2));
                System.out.println(customer + " " + invoice.number());
                System.out.flush();
            }
        }
    }

    static InvoiceDraft draft(int customer) {
        InvoiceDraft.Builder builder = InvoiceDraft.of(
                "A",
                InvoiceTest.SELLER,
                Party.of("c-" + customer, "Customer " + customer),
                BillingPeriod.of(YearMonth.of(2026, 10)),
                Currency.getInstance("CNY"));
        for (int line = 0; line < 40; line++) {
            builder.line("host " + line, Money.of("1." + line + "05", "CNY"), "standard");
        }
        return builder.taxation(Taxation.exclusive(TaxRule.of("VAT", "standard", "6")))
                .build();
    }
}
