package io.shiyun.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void sumsAreExactToTheLastDigit() {
        Money sum = Money.of("0", "USD");
        for (int i = 0; i < 10; i++) {
            sum = sum.plus(Money.of("0.1000000000000000000000000001", "USD"));
        }

        assertThat(sum).isEqualTo(Money.of("1.000000000000000000000000001", "USD"));
        assertThat(Money.of("1.50", "EUR"))
                .isEqualTo(Money.of("1.5", "EUR"))
                .hasSameHashCodeAs(Money.of("1.500", "EUR"));
        assertThat(Money.of("1E+3", "EUR")).hasToString("1000 EUR");
    }

    @Test
    void currenciesAreNeverMixed() {
        Money dollars = Money.of("1", "USD");

        assertThatThrownBy(() -> dollars.plus(Money.of("1", "EUR")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("currencies differ");
        assertThatThrownBy(() -> dollars.compareTo(Money.of("1", "EUR"))).hasMessageContaining("dated rate");
    }

    @Test
    void aPriceCountsTime() {
        assertThat(Price.hourly("0.36", "USD").of(Duration.ofSeconds(25))).isEqualTo(Money.of("0.0025", "USD"));
        assertThat(new Price(Money.of("73", "CNY"), Per.MONTH).perHour()).isEqualTo(Price.hourly("0.1", "CNY"));
        assertThatThrownBy(() -> new Price(Money.of("1", "USD"), Per.REQUEST).of(Duration.ofHours(1)))
                .hasMessageContaining("does not count time");
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertThat(Secret.of("hunter2")).hasToString("***").isEqualTo(Secret.of("hunter2"));
        assertThat(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
    }
}
