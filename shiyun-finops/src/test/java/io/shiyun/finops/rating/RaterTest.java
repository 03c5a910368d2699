package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RaterTest {
    private static final BillingPeriod OCTOBER = BillingPeriod.of(YearMonth.of(2026, 10));
    private static final Instant START = OCTOBER.startIn(ZoneOffset.UTC);

    @Test
    void secondsAtAPricePerHour() {
        Rating rating = rate(hourly("0.0116"), use("a", "host", 0, 90, "1"));

        assertThat(rating.lines()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Kind.ON_DEMAND);
            assertThat(line.quantity()).isEqualByComparingTo("0.025");
            assertThat(line.amount()).isEqualTo(Money.of("0.00029", "USD"));
        });
    }

    @Test
    void everyUnitFromSecondToYear() {
        Map<Per, String> anHour = Map.of(
                Per.SECOND, "3600",
                Per.MINUTE, "60",
                Per.HOUR, "1",
                Per.DAY, "0.04166666666666666667",
                Per.MONTH, "0.00136986301369863014",
                Per.YEAR, "0.00011415525114155251",
                Per.GIB_MONTH, "0.00136986301369863014");
        anHour.forEach((per, amount) -> {
            PriceItem price = PriceItem.of("host", "USD", Metering.by(per), TieredPrice.flat("1"));
            assertThat(rate(price, use("a", "host", 0, 3_600, "1")).totals())
                    .as(per.name())
                    .containsEntry("USD", Money.of(amount, "USD"));
        });
    }

    @Test
    void begunHoursAndAMinimumOfAMinute() {
        PriceItem begun =
                PriceItem.of("host", "USD", Metering.by(Per.HOUR).begun(Duration.ofHours(1)), TieredPrice.flat("1"));
        assertThat(rate(begun, use("a", "host", 0, 3_601, "1")).totals()).containsEntry("USD", Money.of("2", "USD"));

        PriceItem minimum = PriceItem.of(
                "host",
                "USD",
                Metering.by(Per.SECOND).begun(Duration.ofSeconds(1)).atLeast(Duration.ofMinutes(1)),
                TieredPrice.flat("1"));
        assertThat(rate(minimum, use("a", "host", 0, 5, "1")).totals()).containsEntry("USD", Money.of("60", "USD"));
        assertThat(rate(minimum, use("a", "host", 0, 61, "1")).totals()).containsEntry("USD", Money.of("61", "USD"));
    }

    @Test
    void whatIsCountedInBegunThousands() {
        PriceItem price = PriceItem.of(
                "requests",
                "USD",
                Metering.by(Per.REQUEST).begun(new BigDecimal("1000")),
                TieredPrice.graduated(Tier.of("0", "1000", "0"), Tier.of("1000", null, "0.0000004")));

        Rating rating = rate(price, use("a", "requests", 0, 9, "900"), use("b", "requests", 9, 9, "1001"));

        assertThat(rating.lines()).extracting(RatedLine::kind).containsExactly(Kind.FREE, Kind.ON_DEMAND);
        assertThat(rating.totals()).containsEntry("USD", Money.of("0.0008", "USD"));
    }

    @Test
    void aMinimumChargeIsToppedUpOnce() {
        PriceItem price = hourly("1").atLeast(new BigDecimal("5"));

        assertThat(rate(price, use("a", "host", 0, 3_600, "1"), use("b", "host", 9, 3_609, "1"))
                        .lines())
                .extracting(RatedLine::kind, line -> line.amount().toString())
                .contains(tuple(Kind.MINIMUM, "3 USD"))
                .hasSize(3);
        assertThat(rate(price, use("a", "host", 0, 36_000, "1")).lines()).hasSize(1);
        assertThat(rate(price).lines()).isEmpty();
    }

    @Test
    void aPriceThatChangesAtMidnightCutsUse() {
        LocalDate change = LocalDate.of(2026, 10, 2);
        PriceItem before = hourly("1").valid(Validity.between(LocalDate.of(2026, 1, 1), change));
        PriceItem after = hourly("2").valid(Validity.from(change));
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        Usage usage = new Usage(
                "a",
                "host",
                Instant.parse("2026-10-01T15:00:00Z"),
                Instant.parse("2026-10-01T18:00:00Z"),
                BigDecimal.ONE,
                Labels.NONE);

        Rating rating = new Rater(PriceList.of(before, after), shanghai).rate(OCTOBER, List.of(usage));

        assertThat(rating.lines())
                .extracting(
                        line -> line.start().toString(), line -> line.amount().toString())
                .containsExactly(tuple("2026-10-01T15:00:00Z", "1 USD"), tuple("2026-10-01T16:00:00Z", "4 USD"));
    }

    @Test
    void useOverTheEndOfAPeriodIsChargedOnceInAll() {
        BillingPeriod november = BillingPeriod.of(YearMonth.of(2026, 11));
        Rater rater = new Rater(PriceList.of(hourly("0.7")), ZoneOffset.UTC);
        Usage usage = use("a", "host", 31L * 86_400 - 1_800, 31L * 86_400 + 1_234, "3");

        Money sum = rater.rate(OCTOBER, List.of(usage))
                .totals()
                .get("USD")
                .plus(rater.rate(november, List.of(usage)).totals().get("USD"));

        assertThat(sum.amount()).isEqualByComparingTo(new BigDecimal("1.76983333333333333333"));
    }

    @Test
    void tiersRunOverAllUseOfAThingInTheOrderOfTime() {
        PriceItem price = PriceItem.of(
                "traffic",
                "USD",
                Metering.by(Per.GIB),
                TieredPrice.graduated(Tier.of("0", "100", "0"), Tier.of("100", null, "0.09")));

        Rating rating = rate(price, use("late", "traffic", 50, 50, "40"), use("early", "traffic", 10, 10, "80"));

        assertThat(rating.lines())
                .extracting(
                        RatedLine::reference,
                        RatedLine::kind,
                        line -> line.quantity().toPlainString())
                .containsExactly(
                        tuple("early", Kind.FREE, "80"),
                        tuple("late", Kind.FREE, "20"),
                        tuple("late", Kind.ON_DEMAND, "20"));
        assertThat(rating.totals()).containsEntry("USD", Money.of("1.8", "USD"));
    }

    @Test
    void spotFollowsTheMarket() {
        PriceItem price = PriceItem.of(
                "host",
                "USD",
                Metering.by(Per.HOUR),
                SpotPrice.of(Map.of(
                        START,
                        new BigDecimal("0.3"),
                        START.plusSeconds(3_600),
                        new BigDecimal("0.5"),
                        START.plusSeconds(7_200),
                        new BigDecimal("0.1"))));

        Rating rating = rate(price, use("a", "host", 1_800, 9_000, "2"));

        assertThat(rating.totals()).containsEntry("USD", Money.of("1.4", "USD"));
        assertThat(rating.lines()).hasSize(3).extracting(RatedLine::kind).containsOnly(Kind.SPOT);
    }

    @Test
    void linesOfRandomUseAddToTheWholeQuantityAtItsTiers() {
        Random random = new Random(5);
        TieredPrice tiers = TieredPrice.graduated(
                Tier.of("0", "100", "0"), Tier.of("100", "1000", "0.0071"), Tier.of("1000", null, "0.0049"));
        PriceItem price = PriceItem.of("host", "USD", Metering.by(Per.MINUTE), tiers);
        for (int i = 0; i < 200; i++) {
            List<Usage> usages = new ArrayList<>();
            long minutes = 0;
            for (int u = 0; u < 20; u++) {
                int begin = random.nextInt(2_000_000);
                int length = random.nextInt(200);
                int count = random.nextInt(4);
                minutes += (long) length * count;
                usages.add(use("u" + u, "host", begin, begin + length * 60L, Integer.toString(count)));
            }
            BigDecimal sum = rate(price, usages.toArray(Usage[]::new)).lines().stream()
                    .map(line -> line.amount().amount())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(tiers.charge(BigDecimal.valueOf(minutes)));
        }
    }

    @Test
    void aThingWithoutAPriceIsNamedWithItsDay() {
        LocalDate day = LocalDate.of(2026, 10, 2);
        PriceItem ended = hourly("1").valid(Validity.between(LocalDate.of(2026, 1, 1), day));

        assertThatThrownBy(() -> rate(ended, use("a", "host", 80_000, 90_000, "1")))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("No price of host on 2026-10-02, when use a went on");
        assertThatThrownBy(() -> rate(ended, use("a", "host", 90_000, 90_001, "1")))
                .hasMessageContaining(
                        "No price of host on 2026-10-02; it has prices [from 2026-01-01 before 2026-10-02]");
        assertThatThrownBy(() -> rate(ended, use("a", "disk", 0, 1, "1")))
                .hasMessageContaining("No price of disk; add it to the price list");
    }

    @Test
    void pricesThatOverlapAreNamed() {
        assertThatThrownBy(() -> PriceList.of(hourly("1"), hourly("2").valid(Validity.from(LocalDate.of(2026, 5, 1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two prices of host overlap: one holds ever, one from 2026-05-01");
    }

    @Test
    void badUseIsRefused() {
        assertThatThrownBy(() -> use("a", "host", 9, 8, "1")).hasMessageContaining("before it begins");
        assertThatThrownBy(() -> use("a", "host", 0, 8, "-2"))
                .hasMessageContaining("Use a of host has the negative quantity -2");
        assertThatThrownBy(() -> rate(hourly("1"), use("a", "host", 0, 1, "1"), use("a", "host", 5, 6, "1")))
                .hasMessageContaining("Use a comes twice");
        assertThatThrownBy(() -> rate(hourly("1"), use("a", "host", -60, -30, "1")))
                .hasMessageContaining("is not in the period 2026-10-01 to 2026-10-31");
        assertThatThrownBy(() -> new BillingPeriod(LocalDate.of(2026, 10, 2), LocalDate.of(2026, 10, 1)))
                .hasMessageContaining("A period from 2026-10-02 to 2026-10-01 has no day");
        assertThatThrownBy(() -> Metering.by(Per.REQUEST).begun(Duration.ofSeconds(1)))
                .hasMessageContaining("counts no time");
    }

    private static Rating rate(PriceItem price, Usage... usages) {
        return new Rater(PriceList.of(price), ZoneOffset.UTC).rate(OCTOBER, List.of(usages));
    }

    private static PriceItem hourly(String price) {
        return PriceItem.of("host", "USD", Metering.by(Per.HOUR), TieredPrice.flat(price));
    }

    private static Usage use(String id, String item, long from, long to, String quantity) {
        return new Usage(
                id, item, START.plusSeconds(from), START.plusSeconds(to), new BigDecimal(quantity), Labels.NONE);
    }
}
