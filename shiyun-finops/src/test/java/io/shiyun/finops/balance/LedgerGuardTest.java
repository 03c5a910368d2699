package io.shiyun.finops.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.CloudSettings;
import io.shiyun.HostSpec;
import io.shiyun.Placement;
import io.shiyun.Shiyun;
import io.shiyun.cost.Spend;
import io.shiyun.finops.money.ExchangeRate;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Money;
import io.shiyun.model.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerGuardTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T08:00:00Z"));
    private static final Spend SPEND = spend("op#1", Optional.of(usd("4")));

    @TempDir
    Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder.resolve("ledger"), CLOCK);
        ledger.put(AccountTerms.prepaid("shop", Currency.getInstance("USD")));
        ledger.topUp("shop", "payment 1", usd("10"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static Spend spend(String reference, Optional<Money> expected) {
        return new Spend(reference, "host/web", "a", "sim-1", "me", "shop", "", expected);
    }

    private LedgerGuard guard() {
        return LedgerGuard.of(ledger, Spend::project);
    }

    @Test
    void eachMovementIsMadeOnce() {
        for (int i = 0; i < 2; i++) {
            guard().hold(SPEND);
            assertThat(ledger.balance("shop").held()).isEqualTo(usd("4"));
        }
        ledger.close();
        ledger = Ledger.open(folder.resolve("ledger"), CLOCK);
        for (int i = 0; i < 2; i++) {
            guard().capture(SPEND);
            assertThat(ledger.balance("shop").balance()).isEqualTo(usd("6"));
            assertThat(ledger.balance("shop").held()).isEqualTo(usd("0"));
        }
        Spend other = spend("op#2", Optional.of(usd("6")));
        guard().hold(other);
        guard().release(other);
        guard().release(other);
        guard().release(spend("op#3", Optional.of(usd("1"))));
        assertThat(ledger.balance("shop").available()).isEqualTo(usd("6"));
    }

    @Test
    void whatCannotBePaidIsRefused() {
        assertThatThrownBy(() -> guard().hold(spend("op#1", Optional.of(usd("10.01")))))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.UNPAID);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                })
                .hasMessageContaining("host/web was not created: Account shop has 10 USD available")
                .hasMessageContaining("top it up first");
        assertThatThrownBy(() -> guard().hold(spend("op#1", Optional.empty())))
                .hasMessageContaining("price is not known");
        guard().lettingUnpriced().hold(spend("op#1", Optional.empty()));
        guard().lettingUnpriced().capture(spend("op#1", Optional.empty()));
        LedgerGuard nobody = LedgerGuard.of(ledger, spend -> "nobody");
        assertThatThrownBy(() -> nobody.hold(SPEND)).hasMessageContaining("No account nobody");
        nobody.release(SPEND);
        assertThat(ledger.balance("shop").available()).isEqualTo(usd("10"));
    }

    @Test
    void holdingMayBeACheckAndMayConvertByADatedRate() {
        guard().hold(SPEND);
        guard().onlyChecking().capture(SPEND);
        assertThat(ledger.balance("shop").available()).isEqualTo(usd("10"));

        Spend yuan = spend("op#2", Optional.of(Money.of("50", "CNY")));
        assertThatThrownBy(() -> guard().hold(yuan)).hasMessageContaining("dated rate");
        ExchangeRates rates =
                ExchangeRates.of(List.of(ExchangeRate.of("CNY", "USD", LocalDate.of(2026, 11, 20), "0.14", "a bank")));
        guard().converting(rates, ZoneOffset.UTC, CLOCK).hold(yuan);
        assertThat(ledger.balance("shop").held()).isEqualTo(usd("7"));
        guard().converting(rates, ZoneOffset.UTC, InstantSource.system()).hold(yuan);
        guard().capture(yuan);
        assertThat(ledger.balance("shop").balance()).isEqualTo(usd("3"));
        assertThatThrownBy(() -> guard().converting(rates, ZoneOffset.UTC, InstantSource.system())
                        .hold(spend("op#3", Optional.of(Money.of("1", "CNY")))))
                .hasMessageContaining("No rate");
    }

    @Test
    void aBackendHoldsBeforeItCreatesAndCreatesNothingWithoutFunds() {
        CloudSettings sim = CloudSettings.of("boot-time", "20ms").with("world", folder.toString());
        HostSpec web = HostSpec.named("web").shape("medium").image("debian-12").project("shop");
        try (Shiyun shiyun = Shiyun.builder()
                .cloud("a", "sim", sim)
                .store(folder.resolve("shiyun.db"))
                .spendGuard(guard(), Duration.ofHours(100))
                .build()) {
            shiyun.hosts().create(web, Placement.cheapest());
            shiyun.hosts().create(web.withName("web2"), Placement.cheapest());
            assertThat(ledger.balance("shop").available()).isEqualTo(usd("2"));
            assertThatThrownBy(() -> shiyun.hosts().create(web.withName("web3"), Placement.cheapest()))
                    .isInstanceOfSatisfying(CloudException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.UNPAID);
                        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                    })
                    .hasMessageContaining("too little to hold 4 USD");
            assertThat(shiyun.hosts().list().items()).hasSize(2);
            ledger.topUp("shop", "payment 2", usd("2"));
            shiyun.hosts().create(web.withName("web3"), Placement.cheapest());
            assertThat(ledger.balance("shop").balance()).isEqualTo(usd("0"));
            assertThat(ledger.balance("shop").held()).isEqualTo(usd("0"));
        }
    }
}
