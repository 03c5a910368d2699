package io.shiyun.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.offer.QuoteFault.Why;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String HEADER =
            "provider,region,instance_type,layer,purchase_option,term_months,price,per,currency,"
                    + "stock,restriction,as_of,source\n";
    private static final OfferCatalogue CATALOGUE = catalogue(List.of(
            "AWS,us-1,m1,host,on_demand,,0.1,hour,USD,available,,2026-11-20,list a",
            "AWS,us-1,m1,host,reserved,12,0.06,hour,USD,available,,2026-11-20,list a",
            "AWS,us-1,m1,host,spot,,0.03,hour,USD,,,2026-11-20,list a",
            "ALI,cn-1,e3,host,prepaid,1,99.5,month,CNY,available,,2026-11-01,list b",
            "ALI,cn-1,disk,volume,on_demand,,0.35,gib_month,CNY,,,2026-11-01,list b",
            "CDN,any,cdn,cdn,on_demand,,0.085,gib,USD,,,2026-11-01,list c",
            "OLD,us-1,m1,host,on_demand,,0.1,hour,USD,,,2023-01-01,list d",
            "OUT,us-1,m1,host,on_demand,,0.1,hour,USD,sold_out,not for trial accounts,2026-11-20,list e",
            "AGE,us-1,m1,host,on_demand,,0.1,hour,USD,,,,list f",
            "NIL,us-1,m1,host,on_demand,,0,hour,USD,,,2026-11-20,list g",
            "YEN,jp-1,m1,host,on_demand,,1,day,USD,,,2026-11-20,list h"));

    private static OfferCatalogue catalogue(List<String> rows, PriceAdjustment... agreed) {
        return OfferCatalogue.of(
                List.of(PriceFileTest.read(HEADER + String.join("\n", rows) + "\n")), List.of(), List.of(agreed));
    }

    private static CatalogueOffer offer(String seller, String region, String shape) {
        return CATALOGUE.detail(seller, region, shape).stream()
                .filter(each ->
                        each.purchase() == Purchase.ON_DEMAND || each.seller().equals("ALI"))
                .findFirst()
                .orElseThrow();
    }

    private static QuoteItem m1() {
        return QuoteItem.of(offer("AWS", "us-1", "m1"));
    }

    private static List<Why> whys(QuoteRequest request) {
        try {
            request.quote(NOW);
        } catch (QuoteException e) {
            return e.faults().stream().map(QuoteFault::why).toList();
        }
        return List.of();
    }

    @Test
    void aLineIsPriceTimesQuantityTimesTimeAndSaysWhoseAndHowOldThePriceIs() {
        Quote quote =
                QuoteRequest.of(m1().times(3).lasting(Duration.ofMinutes(90))).quote(NOW);
        QuoteLine line = quote.lines().get(0);
        assertThat(quote.total()).isEqualTo(Money.of("0.45", "USD"));
        assertThat(line.unitPrice()).isEqualTo(Price.hourly("0.1", "USD"));
        assertThat(line.exact()).isTrue();
        assertThat(line.source()).isEqualTo("list a");
        assertThat(line.age(NOW)).contains(Duration.ofHours(36));
        assertThat(quote.validUntil()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(quote.valid(quote.validUntil())).isFalse();
        assertThat(quote.notIncluded()).anyMatch(out -> out.equals("taxes")).anyMatch(out -> out.contains("traffic"));
        assertThat(quote.toString())
                .contains("3 x AWS/us-1 m1 on_demand for PT1H30M at 0.1 USD/hour: 0.45 USD", "by list a");
    }

    @Test
    void everyUnitIsCounted() {
        QuoteItem disk = QuoteItem.of(offer("ALI", "cn-1", "disk")).times(200).months(3);
        QuoteItem cdn = QuoteItem.of(offer("CDN", "any", "cdn")).times(new BigDecimal("1500.5"));
        QuoteItem prepaid = QuoteItem.of(offer("ALI", "cn-1", "e3")).times(2).months(6);
        Quote quote = QuoteRequest.of(disk, cdn, prepaid).quote(NOW);
        assertThat(quote.lines())
                .extracting(QuoteLine::amount)
                .containsExactly(Money.of("210", "CNY"), Money.of("127.5425", "USD"), Money.of("1194", "CNY"));
        assertThat(quote.totals())
                .containsEntry(Currency.getInstance("CNY"), Money.of("1404", "CNY"))
                .containsEntry(Currency.getInstance("USD"), Money.of("127.5425", "USD"));
        assertThatThrownBy(quote::total).hasMessageContaining("convert it by dated rates");
    }

    @Test
    void aDivisionThatLeavesARestIsRoundedOnceAndSaysSo() {
        QuoteLine line = QuoteRequest.of(
                        QuoteItem.of(offer("YEN", "jp-1", "m1")).times(3).lasting(Duration.ofSeconds(1)))
                .quote(NOW)
                .lines()
                .get(0);
        assertThat(line.amount()).isEqualTo(Money.of("0.000034722222222222", "USD"));
        assertThat(line.exact()).isFalse();
        QuoteLine even = QuoteRequest.of(
                        QuoteItem.of(offer("YEN", "jp-1", "m1")).lasting(Duration.ofHours(12)))
                .quote(NOW)
                .lines()
                .get(0);
        assertThat(even.amount()).isEqualTo(Money.of("0.5", "USD"));
        assertThat(even.exact()).isTrue();
    }

    @Test
    void theSameThingIsQuotedInEveryWayItIsSold() {
        Quote year =
                QuoteRequest.of(m1().bought(Purchase.RESERVED, 12).months(12)).quote(NOW);
        assertThat(year.total()).isEqualTo(Money.of("525.6", "USD"));
        assertThat(year.lines().get(0).offer().termMonths()).isEqualTo(12);
        Quote spot = QuoteRequest.of(m1().bought(Purchase.SPOT).lasting(Duration.ofHours(10)))
                .quote(NOW);
        assertThat(spot.total()).isEqualTo(Money.of("0.3", "USD"));
        assertThat(spot.notIncluded())
                .anyMatch(out -> out.contains("spot price"))
                .anyMatch(out -> out.contains("stock"));

        assertThatThrownBy(
                        () -> QuoteRequest.of(m1().bought(Purchase.RESERVED, 36).months(36))
                                .quote(NOW))
                .hasMessageContaining("is not sold reserved for 36 months")
                .hasMessageContaining("reserved for 12 months");
        assertThat(whys(QuoteRequest.of(m1().bought(Purchase.RESERVED).months(18))))
                .containsExactly(Why.EXTENT);
        assertThat(whys(QuoteRequest.of(m1().bought(Purchase.RESERVED).lasting(Duration.ofDays(365)))))
                .containsExactly(Why.EXTENT);
    }

    @Test
    void whatCannotBeQuotedSaysWhyForEveryItemAtOnce() {
        Duration hour = Duration.ofHours(1);
        QuoteRequest all = QuoteRequest.of(
                        m1(),
                        m1().times(new BigDecimal("1.5")).lasting(hour),
                        QuoteItem.of(offer("OLD", "us-1", "m1")).lasting(hour),
                        QuoteItem.of(offer("OUT", "us-1", "m1")).lasting(hour),
                        QuoteItem.of(offer("AGE", "us-1", "m1")).lasting(hour),
                        QuoteItem.of(offer("NIL", "us-1", "m1")).lasting(hour))
                .maxAge(Duration.ofDays(7));
        assertThat(whys(all))
                .containsExactly(
                        Why.EXTENT, Why.EXTENT, Why.STALE, Why.RESTRICTED, Why.SOLD_OUT, Why.STALE, Why.PRICE_MISSING);
        assertThatThrownBy(() -> all.quote(NOW))
                .isInstanceOf(QuoteException.class)
                .hasMessageContaining("OLD/us-1 m1 on_demand: its price is as of 2023-01-01T00:00:00Z")
                .hasMessageContaining("not for trial accounts")
                .hasMessageContaining("of unknown age")
                .hasMessageContaining("is not known, which is not free");
    }

    @Test
    void aQuoteCountsNoLongerThanItsPricesAreFresh() {
        Quote quote = QuoteRequest.of(m1().lasting(Duration.ofHours(1)))
                .maxAge(Duration.ofHours(40))
                .validFor(Duration.ofDays(30))
                .excluding("support")
                .quote(NOW);
        assertThat(quote.validUntil()).isEqualTo(NOW.plus(Duration.ofHours(4)));
        assertThat(quote.notIncluded()).startsWith("support");
    }

    @Test
    void agreedPricesAreShownStepByStepInTheirOrder() {
        List<String> rows = List.of("AWS,us-1,m1,host,on_demand,,2.4,day,USD,,,2026-11-20,list a");
        PriceAdjustment percent = PriceAdjustment.percentOff("frame contract", new BigDecimal("10"));
        PriceAdjustment amount = PriceAdjustment.amountOff("loyalty", Money.of("0.01", "USD"));
        QuoteItem one = QuoteItem.of(catalogue(rows, percent, amount)
                        .detail("AWS", "us-1", "m1")
                        .get(0))
                .lasting(Duration.ofHours(10));
        QuoteLine line = QuoteRequest.of(one).quote(NOW).lines().get(0);
        assertThat(line.listPrice().money()).isEqualTo(Money.of("2.4", "USD"));
        assertThat(line.steps())
                .containsExactly(
                        new PriceStep("frame contract", Price.hourly("0.1", "USD"), Price.hourly("0.09", "USD")),
                        new PriceStep("loyalty", Price.hourly("0.09", "USD"), Price.hourly("0.08", "USD")));
        assertThat(line.unitPrice()).isEqualTo(Price.hourly("0.08", "USD"));
        assertThat(line.amount()).isEqualTo(Money.of("0.8", "USD"));

        QuoteItem other = QuoteItem.of(catalogue(rows, amount, percent)
                        .detail("AWS", "us-1", "m1")
                        .get(0))
                .lasting(Duration.ofHours(10));
        assertThat(QuoteRequest.of(other).quote(NOW).total()).isEqualTo(Money.of("0.81", "USD"));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> m1().times(0)).hasMessageContaining("more than nothing");
        assertThatThrownBy(() -> m1().lasting(Duration.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> m1().months(-1)).hasMessageContaining("months");
        assertThatThrownBy(() -> QuoteRequest.of(List.of())).hasMessageContaining("1 to 1000 items");
        assertThatThrownBy(() -> QuoteRequest.of(m1()).maxAge(Duration.ofSeconds(-1)))
                .hasMessageContaining("above zero");
    }

    @Test
    void whatCannotBeAskedForIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> m1().bought(Purchase.RESERVED, -12))
                .hasMessageContaining("no less than 0 months, not -12");
        assertThatThrownBy(() -> m1().months(-1)).hasMessageContaining("1 to 1200 months, not for -1");
        assertThatThrownBy(() -> m1().months(1_201)).hasMessageContaining("1 to 1200 months, not for 1201");
        assertThatThrownBy(() -> m1().lasting(Duration.ZERO)).hasMessageContaining("time above zero");
        assertThatThrownBy(() -> m1().times(0)).hasMessageContaining("more than nothing");
        for (String wrong : List.of("1e1000000000", "-1e1000000000", "1e-1000000000", "1e30")) {
            assertThatThrownBy(() -> m1().times(new BigDecimal(wrong))).hasMessageContaining("at most 30 digits");
        }
        assertThat(m1().times(new BigDecimal("999999999999999999999999999999")).quantity())
                .isPositive();
        QuoteRequest request = QuoteRequest.of(m1().months(1));
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(36_526), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> request.validFor(wrong)).hasMessageContaining("at most 100 years, not " + wrong);
            assertThatThrownBy(() -> request.maxAge(wrong)).hasMessageContaining("at most 100 years, not " + wrong);
        }
        Duration century = Duration.ofDays(36_525);
        assertThat(request.validFor(century).maxAge(century).quote(NOW).valid(NOW))
                .isTrue();
    }
}
