package io.shiyun.finops.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-02T08:00:00Z"));

    @TempDir
    Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder.resolve("ledger"), CLOCK);
        ledger.put(AccountTerms.prepaid("shop", CNY).lowAt(cny("20")));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void prepaidNeverGoesBelowZero() {
        ledger.topUp("shop", "pay-1", cny("100"));
        assertThat(ledger.deduct("shop", "A-000001", cny("70")).after().available())
                .isEqualTo(cny("30"));

        assertThatThrownBy(() -> ledger.deduct("shop", "A-000002", cny("30.01")))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining(
                        "Account shop has 30 CNY available (balance 30 CNY, held 0 CNY, credit line 0 CNY)")
                .hasMessageContaining("too little to deduct 30.01 CNY; top it up first")
                .extracting(e -> ((BillingException) e).reason())
                .isEqualTo(Reason.FUNDS);
        assertThat(ledger.balance("shop").balance()).isEqualTo(cny("30"));
        assertThat(ledger.movement("shop", "A-000002")).isNull();
    }

    @Test
    void aCreditLineIsSpentFirstAndPaidAfterwards() {
        ledger.put(AccountTerms.postpaid("post", cny("50")));
        ledger.deduct("post", "A-1", cny("50"));
        assertThat(ledger.balance("post").balance()).isEqualTo(cny("-50"));
        assertThatThrownBy(() -> ledger.deduct("post", "A-2", cny("0.01"))).hasMessageContaining("too little");
        assertThat(ledger.topUp("post", "pay", cny("50")).after().available()).isEqualTo(cny("50"));
    }

    @Test
    void oneReferenceMovesOnce() {
        ledger.topUp("shop", "pay-1", cny("100"));
        Movement first = ledger.deduct("shop", "A-1", cny("10"));
        reopen();
        assertThat(ledger.deduct("shop", "A-1", cny("10.00"))).isEqualTo(first);
        assertThat(ledger.balance("shop").balance()).isEqualTo(cny("90"));
        assertThatThrownBy(() -> ledger.deduct("shop", "A-1", cny("11")))
                .hasMessageContaining("stands for DEDUCT of 10 CNY")
                .extracting(e -> ((BillingException) e).reason())
                .isEqualTo(Reason.CONFLICT);
        assertThatThrownBy(() -> ledger.topUp("shop", "A-1", cny("10"))).hasMessageContaining("own reference");
    }

    @Test
    void theMovementThatMakesAnAccountLowSaysSo() {
        assertThat(ledger.topUp("shop", "pay-1", cny("100")).becameLow()).isFalse();
        assertThat(ledger.deduct("shop", "a", cny("80")).becameLow()).isFalse();
        assertThat(ledger.hold("shop", "b", cny("0.01")).becameLow()).isTrue();
        assertThat(ledger.deduct("shop", "c", cny("5")).becameLow()).isFalse();
        assertThat(ledger.balance("shop").low()).isTrue();
    }

    @Test
    void whatIsHeldIsNotSpentTwice() {
        ledger.topUp("shop", "pay-1", cny("100"));
        ledger.hold("shop", "create-1", cny("60"));
        assertThatThrownBy(() -> ledger.hold("shop", "create-2", cny("41"))).hasMessageContaining("held 60 CNY");
        assertThatThrownBy(() -> ledger.capture("shop", "A-1", "create-1", cny("60.01")))
                .hasMessageContaining("less than 60.01 CNY");
        assertThat(ledger.capture("shop", "A-1", "create-1", cny("45")).after())
                .extracting(Balance::balance, Balance::held)
                .containsExactly(cny("55"), cny("0"));
        reopen();
        assertThat(ledger.capture("shop", "A-1", "create-1", cny("45")).after().balance())
                .isEqualTo(cny("55"));
        assertThatThrownBy(() -> ledger.release("shop", "r", "create-1")).hasMessageContaining("holds nothing");
        ledger.hold("shop", "create-3", cny("55"));
        assertThat(ledger.release("shop", "undo", "create-3").after().available())
                .isEqualTo(cny("55"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void amountsAreAboveZero(String amount) {
        assertThatThrownBy(() -> ledger.topUp("shop", "x", cny(amount))).hasMessageContaining("above zero");
    }

    @Test
    void badAskingIsRefused() {
        assertThatThrownBy(() -> ledger.topUp("shop", "x", Money.of("1", "USD")))
                .hasMessageContaining("convert it by a dated rate first");
        assertThatThrownBy(() -> ledger.topUp("shop", " ", cny("1"))).hasMessageContaining("has a reference");
        assertThatThrownBy(() -> ledger.balance("none")).hasMessageContaining("No account none");
        assertThatThrownBy(() -> ledger.put(AccountTerms.postpaid("shop", Money.of("1", "USD"))))
                .hasMessageContaining("is in CNY, not in USD");
        assertThatThrownBy(() -> AccountTerms.postpaid("x", cny("-1"))).hasMessageContaining("as zero or more");
    }

    @Test
    void aSmallerCreditLineStopsSpendingUntilPaid() {
        ledger.put(AccountTerms.postpaid("post", cny("50")));
        ledger.deduct("post", "A-1", cny("40"));
        ledger.put(AccountTerms.postpaid("post", cny("10")));
        reopen();
        assertThat(ledger.balance("post").available()).isEqualTo(cny("-30"));
        assertThatThrownBy(() -> ledger.hold("post", "h", cny("1"))).hasMessageContaining("-30 CNY available");
        ledger.topUp("post", "p", cny("31"));
        ledger.hold("post", "h", cny("1"));
    }

    /** Eight threads spend what is there; afterwards, and after a replay, the books balance. */
    @Test
    void noThreadSpendsWhatAnotherSpent() throws Exception {
        ledger.topUp("shop", "pay-1", cny("100"));
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<BigDecimal>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String reference = "r" + i % 150;
                Money amount = cny(Integer.toString(1 + i % 150 % 3));
                work.add(() -> {
                    try {
                        return ledger.deduct("shop", reference, amount)
                                .after()
                                .balance()
                                .amount();
                    } catch (BillingException e) {
                        assertThat(e.reason()).isEqualTo(Reason.FUNDS);
                        return BigDecimal.ZERO;
                    }
                });
            }
            for (var done : executor.invokeAll(work)) {
                assertThat(done.get()).isNotNegative();
            }
        } finally {
            executor.shutdownNow();
        }
        BigDecimal spent = BigDecimal.ZERO;
        for (int i = 0; i < 150; i++) {
            Movement movement = ledger.movement("shop", "r" + i);
            spent = movement == null ? spent : spent.add(movement.amount().amount());
        }
        Money balance = ledger.balance("shop").balance();
        assertThat(balance.amount().add(spent)).isEqualByComparingTo("100");
        assertThat(balance.amount()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(3));
        reopen();
        assertThat(ledger.balance("shop").balance()).isEqualTo(balance);
    }

    private void reopen() {
        ledger.close();
        ledger = Ledger.open(folder.resolve("ledger"), CLOCK);
    }

    private static Money cny(String amount) {
        return new Money(new BigDecimal(amount), CNY);
    }
}
