package io.shiyun.finops.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeRatesTest {
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 10, 30);
    private static final ExchangeRate RATE = ExchangeRate.of("USD", "CNY", FRIDAY, "7.10535", "PBOC");

    private final ExchangeRates rates = ExchangeRates.of(List.of(RATE));

    @Test
    void conversionIsExactAndCitesItsRate() {
        Conversion conversion = rates.convert(Money.of("12.3456789", "USD"), CNY, FRIDAY);

        assertThat(conversion.converted()).isEqualTo(Money.of("87.720369572115", "CNY"));
        assertThat(conversion.citation()).isEqualTo("12.3456789 USD at 1 USD = 7.10535 CNY on 2026-10-30 (PBOC)");
        assertThat(conversion.age()).isZero();
    }

    @Test
    void aDayWithoutARateIsAnErrorThatNamesTheNearest() {
        assertThatThrownBy(() -> rates.convert(Money.of("1", "USD"), CNY, FRIDAY.plusDays(1)))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("No rate from USD to CNY on 2026-10-31")
                .hasMessageContaining("on 2026-10-30 (PBOC), 1 days old, and at most 0 are allowed")
                .extracting(e -> ((BillingException) e).reason())
                .isEqualTo(BillingException.Reason.RATE_MISSING);
    }

    @Test
    void theLastKnownRateServesOnlyAsLongAsTheCallerSays() {
        ExchangeRates weekend = rates.lastKnownWithin(2);

        Conversion sunday = weekend.convert(Money.of("1", "USD"), CNY, FRIDAY.plusDays(2));
        assertThat(sunday.citation()).endsWith("on 2026-10-30 (PBOC), 2 days old");
        assertThatThrownBy(() -> weekend.convert(Money.of("1", "USD"), CNY, FRIDAY.plusDays(3)))
                .hasMessageContaining("3 days old, and at most 2 are allowed");
        assertThatThrownBy(() -> weekend.convert(Money.of("1", "USD"), CNY, FRIDAY.minusDays(1)))
                .hasMessageContaining("on or before 2026-10-29");
        assertThatThrownBy(() -> rates.lastKnownWithin(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noRateIsInvertedUnasked() {
        assertThatThrownBy(() -> rates.rate(CNY, Currency.getInstance("USD"), FRIDAY))
                .hasMessageContaining("No rate from CNY to USD");

        ExchangeRate inverse = RATE.inverse(10);
        assertThat(inverse.toString()).isEqualTo("1 CNY = 0.1407390206 USD on 2026-10-30 (PBOC, inverse to 10 digits)");
    }

    @Test
    void aRateByWayOfAThirdCurrencyIsTheExactProduct() {
        ExchangeRate euro = ExchangeRate.of("EUR", "USD", FRIDAY, "1.0871", "ECB");

        assertThat(euro.through(RATE).rate()).isEqualByComparingTo("7.724225985");
        assertThat(euro.through(RATE).source()).isEqualTo("ECB and PBOC, by way of USD");
        assertThatThrownBy(() -> RATE.through(euro)).hasMessageContaining("does not lead on to");
    }

    @Test
    void twoRatesForOneDayAreRefused() {
        ExchangeRate other = ExchangeRate.of("USD", "CNY", FRIDAY, "7.2", "a bank");

        assertThatThrownBy(() -> ExchangeRates.of(List.of(RATE, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two rates for one day")
                .hasMessageContaining("PBOC")
                .hasMessageContaining("a bank");
    }

    @Test
    void oneCurrencyNeedsNoRate() {
        Money amount = Money.of("3.14", "JPY");
        assertThat(rates.convert(amount, amount.currency(), FRIDAY.plusYears(9)).converted())
                .isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-7.1"})
    void aRateIsAboveZero(String rate) {
        assertThatThrownBy(() -> ExchangeRate.of("USD", "CNY", FRIDAY, rate, "PBOC"))
                .hasMessageContaining("a rate is above zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMB", "cny", "", "BTC"})
    void anUnknownCurrencyIsNamed(String code) {
        assertThatThrownBy(() -> ExchangeRate.of(code, "CNY", FRIDAY, "1", "PBOC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + code + "\" is no ISO 4217 currency");
    }

    @ParameterizedTest
    @CsvSource({
        "JPY, 0.5, 0, 1",
        "JPY, 1.5, 2, 2",
        "CNY, 1.005, 1, 1.01",
        "CNY, -1.005, -1, -1.01",
        "KWD, 1.0005, 1, 1.001",
        "KWD, 1.00051, 1.001, 1.001",
    })
    void minorUnitsAreThoseOfTheCurrency(String currency, String amount, String even, String up) {
        assertThat(Rounding.HALF_EVEN.round(Money.of(amount, currency))).isEqualTo(Money.of(even, currency));
        assertThat(Rounding.HALF_UP.round(Money.of(amount, currency))).isEqualTo(Money.of(up, currency));
    }

    @Test
    void nothingIsPayableInGold() {
        assertThatThrownBy(() -> Rounding.HALF_UP.round(Money.of("1.5", "XAU")))
                .hasMessageContaining("XAU has no minor unit");
    }
}
