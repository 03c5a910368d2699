package io.shiyun.finops.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.finops.balance.AccountTerms;
import io.shiyun.finops.balance.Ledger;
import io.shiyun.finops.money.ExchangeRate;
import io.shiyun.finops.money.ExchangeRates;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.finops.rating.Commitment;
import io.shiyun.finops.rating.Labels;
import io.shiyun.finops.rating.MarkupRule;
import io.shiyun.finops.rating.MarkupRules;
import io.shiyun.finops.rating.Match;
import io.shiyun.finops.rating.Metering;
import io.shiyun.finops.rating.PriceItem;
import io.shiyun.finops.rating.PriceList;
import io.shiyun.finops.rating.Rater;
import io.shiyun.finops.rating.Rating;
import io.shiyun.finops.rating.Tier;
import io.shiyun.finops.rating.TieredPrice;
import io.shiyun.finops.rating.Usage;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/billing.md. */
class BillingGuideTest {
    @TempDir
    Path folder;

    @Test
    void theExampleMakesTheInvoiceThatTheGuideSays() throws IOException {
        List<Usage> use = List.of(
                usage("u-1", "host", "2026-10-01T00:00:00Z", "2026-10-03T00:00:00Z", "2"),
                usage("u-2", "traffic", "2026-10-31T12:00:00Z", "2026-10-31T12:00:00Z", "1100"));
        Party us = Party.of("us", "Cloud House Ltd.");
        Party shop = Party.of("shop", "Shop Ltd.");

        // guide:start
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        Currency cny = Currency.getInstance("CNY");
        BillingPeriod october = BillingPeriod.of(YearMonth.of(2026, 10));
        LocalDate lastDay = LocalDate.of(2026, 10, 31);

        // What things cost: a host by the second, a minute at least; 100 GiB of traffic free.
        Metering bySecond = Metering.by(Per.HOUR).begun(Duration.ofSeconds(1)).atLeast(Duration.ofMinutes(1));
        TieredPrice traffic = TieredPrice.graduated(Tier.of("0", "100", "0"), Tier.of("100", null, "0.09"));
        PriceList prices = PriceList.of(
                PriceItem.of("host", "USD", bySecond, TieredPrice.flat("0.17")),
                PriceItem.of("traffic", "USD", Metering.by(Per.GIB), traffic));

        // One host is reserved for a year.
        Instant bought = Instant.parse("2026-01-01T00:00:00Z");
        Instant ends = Instant.parse("2027-01-01T00:00:00Z");
        Commitment reserved =
                Commitment.reservation("r-1", bought, ends, "host", BigDecimal.ONE, Money.of("0.11", "USD"));
        Rating rating = new Rater(prices, zone, List.of(reserved)).rate(october, use);

        // What we sell it for: partners at cost, everybody else 15 % more.
        MarkupRules rules = MarkupRules.of(
                zone,
                MarkupRule.percent("partners", Match.ANY.tag("team", "partner"), "0"),
                MarkupRule.percent("resale", Match.ANY, "15"));

        // The invoice is in yuan, at a rate that it cites.
        ExchangeRate parity = ExchangeRate.of("USD", "CNY", lastDay, "7.1055", "PBOC central parity");
        InvoiceDraft draft = InvoiceDraft.of("2026", us, shop, october, cny)
                .rates(ExchangeRates.of(List.of(parity)), lastDay)
                .taxation(Taxation.exclusive(TaxRule.of("VAT", "standard", "6")))
                .lines(rules.price(rating.lines()), "standard")
                .build();
        try (InvoiceBook book = InvoiceBook.open(folder.resolve("invoices"));
                Ledger ledger = Ledger.open(folder.resolve("ledger"), InstantSource.system())) {
            Invoice invoice = book.issue(draft, LocalDate.of(2026, 11, 2));
            Files.writeString(folder.resolve(invoice.number() + ".html"), InvoiceHtml.of(invoice));

            ledger.put(AccountTerms.prepaid("shop", cny).lowAt(Money.of("500", "CNY")));
            ledger.topUp("shop", "payment 17", Money.of("5000", "CNY"));
            ledger.deduct("shop", invoice.number(), invoice.total());
        }
        // guide:end

        assertThat(rating.totals()).containsEntry("USD", Money.of("180", "USD"));
        assertThat(rating.commitments().get(0).utilization()).isEqualByComparingTo("0.064516");
        try (InvoiceBook book = InvoiceBook.open(folder.resolve("invoices"))) {
            Invoice invoice = book.get("2026-000001");
            assertThat(invoice.total()).isEqualTo(Rounding.HALF_EVEN.round(Money.of("1559.09", "CNY")));
            assertThat(invoice.notes())
                    .containsExactly("Converted at 1 USD = 7.1055 CNY on 2026-10-31 (PBOC central parity)");
        }
        assertThat(folder.resolve("2026-000001.html")).exists();
    }

    @Test
    void theGuideShowsThisCode() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("docs")) ? here : here.getParent();
        Path source = root.resolve("shiyun-finops/src/test/java/io/shiyun/finops/invoice/BillingGuideTest.java");
        String code = Files.readString(source)
                .lines()
                .dropWhile(line -> !line.contains("// guide:start"))
                .skip(1)
                .takeWhile(line -> !line.contains("// guide:end"))
                .map(line -> line.length() > 8 ? line.substring(8) : "")
                .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
        Path guide = root.resolve("docs/billing.md");
        String text = Files.readString(guide);
        if (Boolean.getBoolean("readme.update")) {
            int from = text.indexOf("```java\n");
            Files.writeString(
                    guide, text.substring(0, from) + code + text.substring(text.indexOf("\n```\n", from) + 5));
        } else {
            assertThat(text).as("run again with -Dreadme.update=true").contains(code);
        }
    }

    private static Usage usage(String id, String item, String from, String to, String quantity) {
        Labels labels = new Labels("aws", "Amazon EC2", "us-east-1", Map.of("team", "shop"));
        return new Usage(id, item, Instant.parse(from), Instant.parse(to), new BigDecimal(quantity), labels);
    }
}
