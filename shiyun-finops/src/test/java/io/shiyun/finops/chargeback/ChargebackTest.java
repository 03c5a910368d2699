package io.shiyun.finops.chargeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.CubeRow;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChargebackTest {
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final BillingPeriod OCTOBER = BillingPeriod.of(YearMonth.of(2026, 10));

    @Test
    void directAndSharedCostsByDepartment() {
        Chargeback chargeback = Chargeback.of(OCTOBER, CNY)
                .direct("shop", "hosts", cny("300"))
                .direct("search", "hosts", cny("100"))
                .direct("", "forgotten volume", cny("7"))
                .shared("network", cny("10"), Map.of("shop", one(), "search", one(), "legal", one()))
                .build();

        assertThat(chargeback.statements())
                .extracting(
                        Statement::department,
                        s -> s.direct().toString(),
                        s -> s.total().toString())
                .containsExactly(
                        tuple("(unassigned)", "7 CNY", "7 CNY"),
                        tuple("legal", "0 CNY", "3.33333333334 CNY"),
                        tuple("search", "100 CNY", "103.33333333333 CNY"),
                        tuple("shop", "300 CNY", "303.33333333333 CNY"));
        assertThat(chargeback.total()).isEqualTo(cny("417"));
        assertThat(chargeback.statements().get(1).lines().get(0).reckoning())
                .startsWith("10 CNY by weight, legal: 1/3 = 3.33333333333 and 0.00000000001 left over");
        assertThat(chargeback.transfers("it", Rounding.HALF_UP))
                .extracting(Transfer::debit, t -> t.amount().toString())
                .containsExactly(
                        tuple("legal", "3.33 CNY"), tuple("search", "103.34 CNY"), tuple("shop", "303.33 CNY"));
    }

    @Test
    void sumsOfBillsByDepartment() {
        Chargeback chargeback = Chargeback.of(OCTOBER, CNY)
                .rows(
                        List.of(
                                new CubeRow(List.of("aws", "shop"), "CNY", 3, Map.of(Cost.BILLED, one())),
                                new CubeRow(List.of("azure", ""), "CNY", 1, Map.of(Cost.BILLED, one()))),
                        1,
                        Cost.BILLED)
                .build();
        assertThat(chargeback.statements())
                .extracting(Statement::department, s -> s.lines().get(0).description())
                .containsExactly(tuple("(unassigned)", "azure"), tuple("shop", "aws"));
    }

    @Test
    void sharedByDirectCost() {
        Chargeback chargeback = Chargeback.of(OCTOBER, CNY)
                .direct("a", "x", cny("30"))
                .direct("b", "x", cny("10"))
                .sharedByDirectCost("support", cny("8"))
                .build();
        assertThat(chargeback.statements())
                .extracting(s -> s.shared().toString())
                .containsExactly("6 CNY", "2 CNY");
    }

    @Test
    void statementsAndBookingsAddToTheCosts() {
        Random random = new Random(31);
        for (int i = 0; i < 2_000; i++) {
            Chargeback.Builder builder = Chargeback.of(OCTOBER, CNY);
            Money in = Money.zero(CNY);
            for (int d = random.nextInt(6); d >= 0; d--) {
                Money amount = random(random);
                builder.direct("d" + random.nextInt(4), "x", amount);
                in = in.plus(amount);
            }
            for (int s = random.nextInt(3); s >= 0; s--) {
                Map<String, BigDecimal> weights = new TreeMap<>();
                for (int w = random.nextInt(5); w >= 0; w--) {
                    weights.put("d" + w, BigDecimal.valueOf(1 + random.nextInt(1_000), random.nextInt(4)));
                }
                Money amount = random(random);
                builder.shared("s" + s, amount, weights);
                in = in.plus(amount);
            }
            Chargeback chargeback = builder.build();

            assertThat(chargeback.total()).isEqualTo(in);
            Money booked = Money.zero(CNY);
            for (Transfer transfer : chargeback.transfers("it", Rounding.HALF_EVEN)) {
                booked = booked.plus(transfer.amount());
                Money exact = chargeback.statements().stream()
                        .filter(s -> s.department().equals(transfer.debit()))
                        .findFirst()
                        .orElseThrow()
                        .total();
                assertThat(transfer.amount().minus(exact).amount().abs()).isLessThanOrEqualTo(new BigDecimal("0.01"));
            }
            assertThat(booked).isEqualTo(Rounding.HALF_EVEN.round(in));
        }
    }

    @Test
    void badSharesAreRefused() {
        Chargeback.Builder builder = Chargeback.of(OCTOBER, CNY);
        assertThatThrownBy(() -> builder.direct("a", "x", Money.of("1", "USD")))
                .hasMessageContaining("convert it by a dated rate first");
        assertThatThrownBy(() -> builder.shared("s", cny("1"), Map.of())).hasMessageContaining("no department");
        assertThatThrownBy(() -> Chargeback.of(OCTOBER, CNY)
                        .shared("s", cny("1"), Map.of("a", BigDecimal.ZERO))
                        .build())
                .hasMessageContaining("All weights are zero");
        assertThatThrownBy(() -> Chargeback.of(OCTOBER, CNY)
                        .sharedByDirectCost("s", cny("1"))
                        .build())
                .hasMessageContaining("nobody to divide");
    }

    private static Money random(Random random) {
        return new Money(BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, random.nextInt(14)), CNY);
    }

    private static BigDecimal one() {
        return BigDecimal.ONE;
    }

    private static Money cny(String amount) {
        return new Money(new BigDecimal(amount), CNY);
    }
}
