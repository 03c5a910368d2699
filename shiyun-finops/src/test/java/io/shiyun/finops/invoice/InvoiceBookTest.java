package io.shiyun.finops.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoiceBookTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    @TempDir
    Path folder;

    private InvoiceBook book;

    @BeforeEach
    void open() {
        book = InvoiceBook.open(folder.resolve("invoices"));
    }

    @AfterEach
    void close() {
        book.close();
    }

    @Test
    void numbersCountUpBySeries() {
        assertThat(book.issue(draft("A", "c-1", 10, "100"), DAY).number()).isEqualTo("A-000001");
        assertThat(book.issue(draft("A", "c-2", 10, "100"), DAY).number()).isEqualTo("A-000002");
        assertThat(book.issue(draft("B", "c-1", 10, "100"), DAY).number()).isEqualTo("B-000001");
        assertThat(book.issue(draft("A", "c-1", 9, "100"), DAY).number()).isEqualTo("A-000003");
        assertThat(book.issue(draft("A", "c-1", 9, "100"), DAY).due()).isEqualTo(DAY.plusDays(30));
    }

    @Test
    void askedTwiceThereIsOneInvoice() {
        Invoice first = book.issue(draft("A", "c-1", 10, "100"), DAY);
        reopen();
        Invoice again = book.issue(draft("A", "c-1", 10, "100.000"), DAY.plusDays(5));

        assertThat(again).isEqualTo(first);
        assertThat(again.issued()).isEqualTo(DAY);
        assertThat(book.find("A", "c-1", first.period())).contains(first);
        List<String> numbers = new ArrayList<>();
        book.forEach(invoice -> numbers.add(invoice.number()));
        assertThat(numbers).containsExactly("A-000001");
    }

    @Test
    void askedForAnotherAmountItSaysWhatThereIs() {
        book.issue(draft("A", "c-1", 10, "100"), DAY);

        assertThatThrownBy(() -> book.issue(draft("A", "c-1", 10, "90"), DAY))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("A-000001 of 2026-11-02 over 106 CNY was issued")
                .hasMessageContaining("over 95.4 CNY says something else (lines, taxes); give it back by a credit note")
                .extracting(e -> ((BillingException) e).reason())
                .isEqualTo(BillingException.Reason.CONFLICT);
        assertThat(book.issue(draft("A", "c-2", 10, "90"), DAY).number()).isEqualTo("A-000002");
    }

    @Test
    void aCreditNoteRefersToItsInvoiceAndTakesItAllBack() {
        Invoice invoice = book.issue(draft("A", "c-1", 10, "100.005"), DAY);

        Invoice note = book.credit(Credit.all("CN", invoice.number(), "ticket 7", "wrong size"), DAY);

        assertThat(note.number()).isEqualTo("CN-000001");
        assertThat(note.creditedInvoice()).contains("A-000001");
        assertThat(note.total().plus(invoice.total()).amount()).isZero();
        assertThat(note.tax().plus(invoice.tax()).amount()).isZero();
        reopen();
        assertThat(book.credit(Credit.all("CN", invoice.number(), "ticket 7", "wrong size"), DAY.plusDays(1)))
                .isEqualTo(note);
        assertThat(book.creditsOf("A-000001")).containsExactly(note);
        assertThatThrownBy(() -> book.credit(Credit.all("CN", invoice.number(), "ticket 8", ""), DAY))
                .hasMessageContaining("nothing is left of it to give back");
        assertThatThrownBy(() -> book.credit(Credit.all("CN", "CN-000001", "x", ""), DAY))
                .hasMessageContaining("is a credit note");
    }

    @Test
    void randomPartsGiveBackTheWholeAndNotAUnitMore() {
        Random random = new Random(23);
        for (int round = 0; round < 60; round++) {
            InvoiceDraft.Builder builder = builder("A", "c-" + round, 10);
            builder.taxation(
                    round % 2 == 0
                            ? Taxation.exclusive(TaxRule.of("VAT", "standard", "13"))
                            : Taxation.inclusive(TaxRule.of("VAT", "standard", "13")));
            for (int i = 0; i < 4; i++) {
                builder.line("l" + i, cny(BigDecimal.valueOf(1 + random.nextInt(1_000_000), 4)), "standard");
            }
            Invoice invoice = book.issue(builder.build(), DAY);
            Money open = invoice.total();
            for (int part = 0; part < 5; part++) {
                BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(60), 2);
                int line = 1 + random.nextInt(4);
                BigDecimal left = invoice.lines().get(line - 1).amount();
                for (Invoice note : book.creditsOf(invoice.number())) {
                    for (InvoiceLine back : note.lines()) {
                        left = back.credits() == line ? left.add(back.amount()) : left;
                    }
                }
                if (amount.compareTo(left) <= 0) {
                    Credit credit = Credit.of("CN", invoice.number(), "part " + part, "", Map.of(line, amount));
                    Invoice note = book.credit(credit, DAY);
                    assertThat(book.credit(credit, DAY)).isEqualTo(note);
                    open = open.plus(note.total());
                }
            }
            assertThat(open.amount().signum()).isNotNegative();
            open = open.plus(book.credit(Credit.all("CN", invoice.number(), "rest", ""), DAY)
                    .total());
            assertThat(open.amount()).isZero();
        }
    }

    @Test
    void moreThanIsLeftIsNotGivenBack() {
        Invoice invoice = book.issue(draft("A", "c-1", 10, "100"), DAY);

        assertThatThrownBy(() -> book.credit(part(invoice, 1, "100.01"), DAY))
                .hasMessageContaining("of line 1 100 is left, and 100.01 was to be given back");
        assertThatThrownBy(() -> book.credit(part(invoice, 1, "-1"), DAY)).hasMessageContaining("100 is left");
        assertThatThrownBy(() -> book.credit(part(invoice, 2, "1"), DAY)).hasMessageContaining("it has no line 2");
        assertThatThrownBy(() -> book.credit(part(invoice, 1, "0.001"), DAY))
                .hasMessageContaining("more than 2 decimals");
        assertThatThrownBy(() -> book.credit(Credit.all("CN", "A-000009", "x", ""), DAY))
                .hasMessageContaining("No invoice or credit note has the number A-000009");
        assertThat(book.creditsOf(invoice.number())).isEmpty();
        book.credit(part(invoice, 1, "1"), DAY);
        assertThatThrownBy(() -> book.credit(part(invoice, 1, "2"), DAY)).hasMessageContaining("says something else");
    }

    @Test
    void anInvoiceIsReplacedOnceItIsGivenBackInFull() {
        Invoice wrong = book.issue(draft("A", "c-1", 10, "100"), DAY);
        InvoiceDraft right = builder("A", "c-1", 10)
                .line("host", cny(new BigDecimal("90")), "standard")
                .replacing(wrong.number())
                .build();

        assertThatThrownBy(() -> book.issue(right, DAY)).hasMessageContaining("106 CNY of A-000001 is not given back");
        book.credit(Credit.all("CN", wrong.number(), "x", ""), DAY);
        Invoice issued = book.issue(right, DAY);
        assertThat(issued.number()).isEqualTo("A-000002");
        assertThat(book.issue(right, DAY)).isEqualTo(issued);
        InvoiceDraft other = builder("A", "c-2", 10)
                .line("host", cny(new BigDecimal("90")), "standard")
                .replacing(wrong.number())
                .build();
        assertThatThrownBy(() -> book.issue(other, DAY)).hasMessageContaining("cannot replace it");
    }

    @Test
    void threadsThatAskAtOnceGetOneInvoiceEachAndNoGap() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Invoice>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String customer = "c-" + i % 16;
                work.add(() -> book.issue(draft("A", customer, 10, "100"), DAY));
            }
            List<String> numbers = new ArrayList<>();
            for (Future<Invoice> future : executor.invokeAll(work)) {
                numbers.add(future.get().number());
            }
            assertThat(numbers.stream().distinct()).hasSize(16);
            assertThat(book.find("A-000016")).isPresent();
            assertThat(book.find("A-000017")).isEmpty();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anAlteredInvoiceIsFound() throws Exception {
        book.issue(draft("A", "c-1", 10, "100"), DAY);
        String seal = book.seal();
        book.issue(draft("A", "c-2", 10, "100"), DAY);
        assertThat(book.holds(seal)).isTrue();
        book.close();
        Path file = folder.resolve("invoices");
        Files.writeString(file, Files.readString(file).replace("\t100\t", "\t10\t"));

        assertThatThrownBy(() -> InvoiceBook.open(file)).hasMessageContaining("was altered: line 2");
    }

    private void reopen() {
        book.close();
        open();
    }

    private static Credit part(Invoice invoice, int line, String amount) {
        return Credit.of("CN", invoice.number(), "part", "", Map.of(line, new BigDecimal(amount)));
    }

    private static Money cny(BigDecimal amount) {
        return new Money(amount, Currency.getInstance("CNY"));
    }

    private static InvoiceDraft draft(String series, String customer, int month, String amount) {
        return builder(series, customer, month)
                .line("host", cny(new BigDecimal(amount)), "standard")
                .build();
    }

    private static InvoiceDraft.Builder builder(String series, String customer, int month) {
        return InvoiceDraft.of(
                        series,
                        InvoiceTest.SELLER,
                        Party.of(customer, "Customer " + customer),
                        BillingPeriod.of(YearMonth.of(2026, month)),
                        Currency.getInstance("CNY"))
                .taxation(Taxation.exclusive(TaxRule.of("VAT", "standard", "6")));
    }
}
