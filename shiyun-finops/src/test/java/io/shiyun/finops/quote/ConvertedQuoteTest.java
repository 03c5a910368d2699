package io.shiyun.finops.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.ExchangeRate;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.model.Money;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.PriceFile;
import io.shiyun.offer.Quote;
import io.shiyun.offer.QuoteItem;
import io.shiyun.offer.QuoteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertedQuoteTest {
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final ExchangeRates RATES =
            ExchangeRates.of(List.of(ExchangeRate.of("USD", "CNY", DAY, "7.1055", "PBOC central parity")));

    @TempDir
    Path folder;

    private Quote quote() throws IOException {
        Path file = Files.writeString(
                folder.resolve("prices.csv"),
                "provider,region,instance_type,price_per_hour,currency,as_of\n"
                        + "AWS,us-1,m1,0.1,USD,2026-11-20\nALI,cn-1,e3,0.7,CNY,2026-11-20\n");
        OfferCatalogue catalogue = OfferCatalogue.of(PriceFile.reader().read(file));
        QuoteItem us = QuoteItem.of(catalogue.detail("AWS", "us-1", "m1").get(0));
        QuoteItem cn = QuoteItem.of(catalogue.detail("ALI", "cn-1", "e3").get(0));
        return QuoteRequest.of(us.lasting(Duration.ofHours(3)), cn.times(2).lasting(Duration.ofHours(3)))
                .quote(Instant.parse("2026-11-21T00:00:00Z"));
    }

    @Test
    void eachLineIsConvertedExactlyAndTheRateIsCited() throws IOException {
        ConvertedQuote converted = ConvertedQuote.of(quote(), CNY, RATES, DAY);
        assertThat(converted.total()).isEqualTo(Money.of("6.33165", "CNY"));
        assertThat(converted.citations()).containsExactly("1 USD = 7.1055 CNY on 2026-11-20 (PBOC central parity)");
        assertThat(converted.toString()).contains("in CNY: 6.33165 CNY, at 1 USD = 7.1055 CNY");
        assertThat(ConvertedQuote.of(quote(), CNY, RATES.lastKnownWithin(3), DAY.plusDays(1))
                        .citations())
                .containsExactly(
                        "1 USD = 7.1055 CNY on 2026-11-20 (PBOC central parity), the last known on 2026-11-21");
    }

    @Test
    void withoutARateOfTheDayNothingIsConverted() {
        assertThatThrownBy(() -> ConvertedQuote.of(quote(), CNY, RATES, DAY.plusDays(1)))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("No rate from USD to CNY on 2026-11-21");
    }
}
