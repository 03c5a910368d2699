package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.Release;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.AppId;
import io.shiyun.model.Money;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 1);
    private static final Validity IN_NOVEMBER = Validity.between(NOVEMBER, NOVEMBER.plusMonths(1));
    private static final BillingPeriod PERIOD = BillingPeriod.of(YearMonth.of(2026, 11));
    private static final AppId SHOP = new AppId(new ProjectId(Region.of("a", "r"), "p"), "shop");

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static RatedLine line(String team, LocalDate day, String amount) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new RatedLine(
                RatedLine.Kind.ON_DEMAND,
                "u-" + day,
                "host",
                new Labels("a", "hosts", "r", Map.of("team", team)),
                start,
                start.plusSeconds(3600),
                "",
                BigDecimal.ONE,
                new BigDecimal(amount),
                usd(amount));
    }

    private static PricedLine sold(String team, LocalDate day, String amount) {
        return PricedLine.atCost(line(team, day, amount));
    }

    private static List<Money> prices(List<PricedLine> lines) {
        return lines.stream().map(PricedLine::price).toList();
    }

    private static Release release(Release.Kind kind, Release.Outcome outcome, String at) {
        Instant when = Instant.parse(at);
        return new Release(
                "op", kind, SHOP, 1, outcome, Optional.empty(), "", List.of(), Optional.empty(), List.of(), when, when);
    }

    @Test
    void aFeeStartsWhenTheAppIsStableAndEndsWhenItIsDeleted() {
        AppFees fees = new AppFees(
                app -> new ServiceFee("care of " + app.value(), Labels.NONE, Term.MONTH, usd("30"), null, null),
                ZoneOffset.UTC);
        fees.done(release(Release.Kind.DEPLOY, Release.Outcome.ROLLED_BACK, "2026-11-03T10:00:00Z"));
        assertThat(fees.due(PERIOD, Rounding.HALF_EVEN)).isEmpty();
        fees.done(release(Release.Kind.DEPLOY, Release.Outcome.DONE, "2026-11-11T10:00:00Z"));
        fees.done(release(Release.Kind.SCALE, Release.Outcome.DONE, "2026-11-12T10:00:00Z"));
        fees.done(release(Release.Kind.DEPLOY, Release.Outcome.DONE, "2026-11-20T10:00:00Z"));
        assertThat(fees.due(PERIOD, Rounding.HALF_EVEN)).singleElement().satisfies(line -> {
            assertThat(line.amount()).isEqualTo(usd("20"));
            assertThat(line.start()).isEqualTo(Instant.parse("2026-11-11T00:00:00Z"));
            assertThat(line.item()).isEqualTo("care of shop");
        });
        fees.done(release(Release.Kind.DELETE, Release.Outcome.FAILED, "2026-11-21T10:00:00Z"));
        fees.done(release(Release.Kind.DELETE, Release.Outcome.DONE, "2026-11-21T10:00:00Z"));
        fees.done(release(Release.Kind.DELETE, Release.Outcome.DONE, "2026-11-22T10:00:00Z"));
        assertThat(fees.due(PERIOD, Rounding.HALF_EVEN))
                .extracting(RatedLine::amount)
                .containsExactly(usd("10"));
        fees.done(release(Release.Kind.DEPLOY, Release.Outcome.DONE, "2026-11-21T20:00:00Z"));
        assertThat(fees.due(PERIOD, Rounding.HALF_EVEN))
                .extracting(RatedLine::amount)
                .containsExactly(usd("10"), usd("10"));
    }

    @Test
    void whatItHeardIsGivenBackAfterARestart() {
        AppFees before = fees();
        before.stable(SHOP, Instant.parse("2026-11-11T10:00:00Z"));
        before.ended(SHOP, Instant.parse("2026-11-11T11:00:00Z"));
        before.stable(SHOP, Instant.parse("2026-11-11T12:00:00Z"));
        before.ended(SHOP, Instant.parse("2026-11-11T13:00:00Z"));
        before.stable(SHOP, Instant.parse("2026-11-20T10:00:00Z"));
        AppFees after = fees();
        for (int twice = 0; twice < 2; twice++) {
            for (AppFees.Stretch stretch : before.stretches()) {
                after.stable(SHOP, stretch.from());
                if (stretch.to() != null) {
                    after.ended(SHOP, stretch.to());
                }
            }
        }
        assertThat(after.stretches()).isEqualTo(before.stretches());
        assertThat(after.due(PERIOD, Rounding.HALF_EVEN))
                .extracting(RatedLine::amount)
                .containsExactly(usd("1"), usd("11"));
    }

    private static AppFees fees() {
        return new AppFees(
                app -> new ServiceFee("care", Labels.NONE, Term.MONTH, usd("30"), null, null), ZoneOffset.UTC);
    }

    @Test
    void aPhaseAtCostStopsTheMarkupForItsDays() {
        MarkupRules rules = MarkupRules.of(
                ZoneOffset.UTC,
                MarkupRule.atCost("first month", Match.ANY.tag("team", "new"), IN_NOVEMBER),
                MarkupRule.percent("resale", Match.ANY, "20"));
        PricedLine atCost = rules.price(line("new", NOVEMBER.plusDays(29), "10"));
        assertThat(atCost.price()).isEqualTo(usd("10"));
        assertThat(atCost.changes()).containsExactly(new PriceChange("first month", usd("10"), usd("10")));
        assertThat(rules.price(line("new", NOVEMBER.plusMonths(1), "10")).changes())
                .containsExactly(new PriceChange("resale", usd("10"), usd("12")));
        assertThat(rules.price(line("old", NOVEMBER, "10")).price()).isEqualTo(usd("12"));
    }

    @Test
    void promotionsAreTakenOffInTheirOrderAndShownOnEachLine() {
        Promotion percent = Promotion.percentOff("autumn", Match.ANY, IN_NOVEMBER, "10");
        Promotion amount = Promotion.amountOff("voucher", Match.ANY.tag("team", "shop"), IN_NOVEMBER, usd("25"));
        List<PricedLine> bill = List.of(
                sold("shop", NOVEMBER, "20"),
                sold("other", NOVEMBER, "20"),
                sold("shop", NOVEMBER.plusDays(3), "20"),
                sold("shop", NOVEMBER.plusMonths(1), "20"));

        List<PricedLine> first = Promotions.of(ZoneOffset.UTC, percent, amount).apply(bill);
        assertThat(prices(first)).containsExactly(usd("0"), usd("18"), usd("11"), usd("20"));
        assertThat(first.get(2).changes())
                .containsExactly(
                        new PriceChange("autumn", usd("20"), usd("18")),
                        new PriceChange("voucher", usd("18"), usd("11")));
        assertThat(first.get(2).changes().get(1).off()).isEqualTo(usd("7"));

        List<PricedLine> second = Promotions.of(ZoneOffset.UTC, amount, percent).apply(bill);
        assertThat(prices(second)).containsExactly(usd("0"), usd("18"), usd("13.5"), usd("20"));
    }

    @Test
    void noPriceGoesBelowZeroUnlessThatIsSaid() {
        Promotion big = Promotion.amountOff("voucher", Match.ANY, IN_NOVEMBER, usd("50"));
        List<PricedLine> bill =
                List.of(sold("a", NOVEMBER, "20"), sold("b", NOVEMBER, "10.5"), sold("c", NOVEMBER, "-3"));
        assertThat(prices(Promotions.of(ZoneOffset.UTC, big).apply(bill)))
                .containsExactly(usd("0"), usd("0"), usd("-3"));
        assertThat(prices(Promotions.of(ZoneOffset.UTC, big.allowingBelowZero()).apply(bill)))
                .containsExactly(usd("0"), usd("-19.5"), usd("-3"));
        assertThat(prices(Promotions.of(
                                ZoneOffset.UTC,
                                Promotion.amountOff("yuan", Match.ANY, IN_NOVEMBER, Money.of("5", "CNY")))
                        .apply(bill)))
                .containsExactly(usd("20"), usd("10.5"), usd("-3"));
        assertThatThrownBy(() -> Promotion.percentOff("x", Match.ANY, IN_NOVEMBER, "100.1"))
                .hasMessageContaining("allowingBelowZero");
        assertThatThrownBy(() -> Promotion.percentOff("x", Match.ANY, IN_NOVEMBER, "0"))
                .hasMessageContaining("surcharge");
        assertThatThrownBy(() -> Promotion.amountOff("x", Match.ANY, IN_NOVEMBER, usd("-1")))
                .hasMessageContaining("surcharge");
        assertThatThrownBy(() -> Promotions.of(ZoneOffset.UTC, big, big)).hasMessageContaining("Two promotions");
    }

    @Test
    void whatIsTakenOffIsNeverMoreThanWasPromisedToTheLastDigit() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<PricedLine> bill = new java.util.ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                bill.add(sold(
                        "t",
                        NOVEMBER,
                        new BigDecimal(random.nextInt(1_000_000))
                                .movePointLeft(11)
                                .toPlainString()));
            }
            Money off = usd(new BigDecimal(1 + random.nextInt(2_000_000))
                    .movePointLeft(11)
                    .toPlainString());
            List<PricedLine> after = Promotions.of(
                            ZoneOffset.UTC, Promotion.amountOff("v", Match.ANY, IN_NOVEMBER, off))
                    .apply(bill);
            Money before = prices(bill).stream().reduce(usd("0"), Money::plus);
            Money left = prices(after).stream().reduce(usd("0"), Money::plus);
            assertThat(before.minus(left)).isEqualTo(before.compareTo(off) < 0 ? before : off);
            assertThat(prices(after)).allMatch(price -> price.amount().signum() >= 0);
        }
    }

    @Test
    void aContractRunsIsRenewedAndEndsByNotice() {
        Contract year = Contract.of("frame", LocalDate.of(2026, 1, 31), Term.MONTH, 12, usd("0"));
        assertThat(year.end()).contains(LocalDate.of(2027, 1, 31));
        assertThat(year.holds(LocalDate.of(2027, 1, 30))).isTrue();
        assertThat(year.holds(LocalDate.of(2027, 1, 31))).isFalse();

        Contract open = year.renewing(1, 30);
        assertThat(open.end()).isEmpty();
        assertThat(open.runs(LocalDate.of(2027, 3, 5)))
                .containsExactly(
                        new Contract.Run(0, LocalDate.of(2026, 1, 31), LocalDate.of(2027, 1, 31)),
                        new Contract.Run(1, LocalDate.of(2027, 1, 31), LocalDate.of(2027, 2, 28)),
                        new Contract.Run(2, LocalDate.of(2027, 2, 28), LocalDate.of(2027, 3, 31)));
        assertThat(open.cancelledOn(LocalDate.of(2027, 1, 1)).end()).contains(LocalDate.of(2027, 1, 31));
        assertThat(open.cancelledOn(LocalDate.of(2027, 1, 2)).end()).contains(LocalDate.of(2027, 2, 28));
        assertThat(open.cancelledOn(LocalDate.of(2026, 2, 1)).runs(LocalDate.of(2030, 1, 1)))
                .hasSize(1);
        assertThatThrownBy(() -> open.cancelledOn(LocalDate.of(9000, 1, 1)).end())
                .hasMessageContaining("more than 1000 times");
        assertThatThrownBy(() -> Contract.of("x", NOVEMBER, Term.YEAR, 0, usd("1")))
                .hasMessageContaining("one term");
        assertThatThrownBy(() -> year.renewing(-1, 0)).hasMessageContaining("zero terms");
    }

    @Test
    void whatIsMissingToAContractsMinimumIsCharged() {
        Contract contract = Contract.of("frame", LocalDate.of(2026, 11, 16), Term.MONTH, 12, usd("300"));
        assertThat(contract.shortfall(PERIOD, usd("100.25"), ZoneOffset.UTC, Rounding.HALF_EVEN))
                .get()
                .satisfies(line -> {
                    assertThat(line.amount()).isEqualTo(usd("49.75"));
                    assertThat(line.basis()).isEqualTo("100.25 USD of at least 150 USD");
                });
        assertThat(contract.shortfall(PERIOD, usd("150"), ZoneOffset.UTC, Rounding.HALF_EVEN))
                .isEmpty();
        BillingPeriod later = BillingPeriod.of(YearMonth.of(2028, 1));
        assertThat(contract.shortfall(later, usd("0"), ZoneOffset.UTC, Rounding.HALF_EVEN))
                .isEmpty();
        assertThatThrownBy(() -> contract.shortfall(PERIOD, Money.of("1", "CNY"), ZoneOffset.UTC, Rounding.HALF_EVEN))
                .hasMessageContaining("currencies differ");
    }
}
