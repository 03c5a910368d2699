package io.shiyun.finops.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.ExchangeRate;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.finops.rating.Validity;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InvoiceTest {
    static final BillingPeriod OCTOBER = BillingPeriod.of(YearMonth.of(2026, 10));
    static final Party SELLER = new Party("us", "Cloud House Ltd.", List.of("1 Long Street", "Beijing"), "91110000X");
    static final Party CUSTOMER = Party.of("c-1", "Shop & Sons");
    private static final TaxRule VAT = TaxRule.of("VAT", "standard", "6");
    private static final TaxRule EXEMPT = TaxRule.of("VAT", "exempt", "0");

    @Test
    void roundedLinesAndTheirRoundingLineMakeTheRoundedSum() {
        Invoice invoice = draft("CNY")
                .line("a", Money.of("0.333333", "CNY"), "standard")
                .line("b", Money.of("0.333333", "CNY"), "standard")
                .line("c", Money.of("0.333334", "CNY"), "standard")
                .taxation(Taxation.exclusive(VAT))
                .build()
                .preview();

        assertThat(invoice.lines())
                .extracting(InvoiceLine::kind, line -> line.amount().toPlainString())
                .containsExactly(
                        tuple(InvoiceLine.Kind.CHARGE, "0.33"),
                        tuple(InvoiceLine.Kind.CHARGE, "0.33"),
                        tuple(InvoiceLine.Kind.CHARGE, "0.33"),
                        tuple(InvoiceLine.Kind.ROUNDING, "0.01"));
        assertThat(invoice.sum()).isEqualTo(Money.of("1", "CNY"));
        assertThat(invoice.tax()).isEqualTo(Money.of("0.06", "CNY"));
        assertThat(invoice.total()).isEqualTo(Money.of("1.06", "CNY"));
    }

    @Test
    void taxWithinThePrice() {
        Invoice invoice = draft("CNY")
                .line("a", Money.of("106", "CNY"), "standard")
                .line("b", Money.of("5", "CNY"), "exempt")
                .taxation(Taxation.inclusive(VAT, EXEMPT))
                .build()
                .preview();

        assertThat(invoice.total()).isEqualTo(Money.of("111", "CNY"));
        assertThat(invoice.tax()).isEqualTo(Money.of("6", "CNY"));
        assertThat(invoice.net()).isEqualTo(Money.of("105", "CNY"));
        assertThat(invoice.taxes()).hasSize(2);
    }

    @Test
    void taxByLineAndBySumDiffer() {
        InvoiceDraft.Builder bySum = draft("JPY").taxation(Taxation.exclusive(TaxRule.of("JCT", "s", "10")));
        InvoiceDraft.Builder byLine = draft("JPY")
                .taxation(Taxation.exclusive(TaxRule.of("JCT", "s", "10")).perLine());
        for (int i = 0; i < 3; i++) {
            bySum.line("x", Money.of("16", "JPY"), "s");
            byLine.line("x", Money.of("16", "JPY"), "s");
        }
        assertThat(bySum.build().preview().tax()).isEqualTo(Money.of("5", "JPY"));
        assertThat(byLine.build().preview().tax()).isEqualTo(Money.of("6", "JPY"));
    }

    /** Invoices of random lines in three currencies: what is shown adds up, and is the exact sum, rounded once. */
    @Test
    void linesAlwaysAddToTheTotal() {
        Random random = new Random(17);
        for (int i = 0; i < 4_000; i++) {
            String currency = new String[] {"JPY", "CNY", "KWD"}[i % 3];
            int digits = Rounding.digits(Rounding.currency(currency));
            Rounding rounding = random.nextBoolean() ? Rounding.HALF_EVEN : Rounding.HALF_UP;
            TaxRule[] rules = {
                new TaxRule("a", "a", BigDecimal.valueOf(random.nextInt(10_001), 2), Validity.always()),
                new TaxRule("b", "b", BigDecimal.valueOf(random.nextInt(101)), Validity.always())
            };
            boolean inclusive = random.nextBoolean();
            Taxation taxation = inclusive ? Taxation.inclusive(rules) : Taxation.exclusive(rules);
            InvoiceDraft.Builder builder =
                    draft(currency).rounding(rounding).taxation(random.nextBoolean() ? taxation.perLine() : taxation);
            BigDecimal[] exact = {BigDecimal.ZERO, BigDecimal.ZERO};
            for (int line = random.nextInt(20); line >= 0; line--) {
                int category = random.nextInt(2);
                BigDecimal amount = BigDecimal.valueOf(random.nextInt(2_000_000) - 400_000, random.nextInt(12));
                exact[category] = exact[category].add(amount);
                builder.line("x", new Money(amount, Rounding.currency(currency)), category == 0 ? "a" : "b");
            }
            Invoice invoice = builder.build().preview();

            RoundingMode mode = RoundingMode.valueOf(rounding.name());
            BigDecimal sum = exact[0].setScale(digits, mode).add(exact[1].setScale(digits, mode));
            assertThat(invoice.sum().amount()).isEqualByComparingTo(sum);
            BigDecimal shown =
                    invoice.lines().stream().map(InvoiceLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal taxes = invoice.taxes().stream().map(TaxLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(invoice.total().amount()).isEqualByComparingTo(inclusive ? shown : shown.add(taxes));
            assertThat(invoice.net().plus(invoice.tax())).isEqualTo(invoice.total());
            assertThat(InvoiceText.read(InvoiceText.of(invoice))).isEqualTo(invoice);
        }
    }

    @Test
    void otherCurrenciesNeedADatedRateAndCiteIt() {
        LocalDate day = LocalDate.of(2026, 10, 30);
        ExchangeRates rates = ExchangeRates.of(List.of(ExchangeRate.of("USD", "CNY", day, "7.1", "PBOC")));
        Invoice invoice = draft("CNY")
                .rates(rates, day)
                .line("a", Money.of("1.5", "USD"), "s")
                .line("b", Money.of("2", "USD"), "s")
                .build()
                .preview();

        assertThat(invoice.total()).isEqualTo(Money.of("24.85", "CNY"));
        assertThat(invoice.notes()).containsExactly("Converted at 1 USD = 7.1 CNY on 2026-10-30 (PBOC)");
        assertThatThrownBy(() -> draft("CNY").line("a", Money.of("1", "USD"), "s"))
                .hasMessageContaining("give dated rates before the line");
        assertThatThrownBy(() -> draft("CNY").rates(rates, day.plusDays(1)).line("a", Money.of("1", "USD"), "s"))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("No rate from USD to CNY on 2026-10-31");
    }

    @Test
    void taxRulesAreDated() {
        LocalDate change = LocalDate.of(2026, 10, 31);
        Validity before = Validity.between(LocalDate.of(2020, 1, 1), change);
        TaxRule old = new TaxRule("VAT", "standard", new BigDecimal("13"), before);
        TaxRule now = new TaxRule("VAT", "standard", new BigDecimal("9"), Validity.from(change));
        InvoiceDraft.Builder builder =
                draft("CNY").line("a", Money.of("100", "CNY"), "standard").taxation(Taxation.exclusive(old, now));

        assertThat(builder.build().preview().tax()).isEqualTo(Money.of("9", "CNY"));
        assertThat(builder.taxDay(change.minusDays(1)).build().preview().tax()).isEqualTo(Money.of("13", "CNY"));
        assertThatThrownBy(() -> builder.taxDay(LocalDate.of(2019, 1, 1)).build())
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("No tax rule for the category standard on 2019-01-01");
    }

    @Test
    void badTaxesAreRefused() {
        assertThatThrownBy(() -> TaxRule.of("VAT", "s", "100.5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The tax VAT of 100.5 percent cannot be");
        assertThatThrownBy(() -> TaxRule.of("VAT", "s", "-1")).hasMessageContaining("cannot be");
        assertThatThrownBy(() -> Taxation.exclusive(VAT, TaxRule.of("GST", "standard", "9")))
                .hasMessageContaining("Two taxes on standard overlap");
    }

    @Test
    void badDraftsAreRefused() {
        assertThatThrownBy(() -> draft("CNY").build()).hasMessageContaining("has no line; there is nothing to pay");
        assertThatThrownBy(() -> draft("XAU")).hasMessageContaining("no minor unit");
        assertThatThrownBy(() -> InvoiceDraft.of("a/b", SELLER, CUSTOMER, OCTOBER, Rounding.currency("CNY")))
                .hasMessageContaining("\"a/b\" is no series");
        assertThatThrownBy(() -> Party.of("", "x")).hasMessageContaining("an id and a name");
        assertThatThrownBy(() -> draft("CNY").dueInDays(-1)).hasMessageContaining("zero or more");
    }

    private static InvoiceDraft.Builder draft(String currency) {
        return InvoiceDraft.of("A", SELLER, CUSTOMER, OCTOBER, Currency.getInstance(currency));
    }
}
