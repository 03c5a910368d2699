package io.shiyun.finops.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.cube.KubernetesAllocation.Rates;
import io.shiyun.finops.cube.KubernetesAllocation.Resources;
import io.shiyun.finops.cube.KubernetesAllocation.Workload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static BigDecimal sum(Iterable<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            sum = sum.add(amount);
        }
        return sum;
    }

    @Test
    void unitsLeftOverGoToThoseWhoLostMost() {
        Split split = Split.of(new BigDecimal("100.00"), Map.of("a", new BigDecimal(1)), 2, "whole");
        assertThat(split.amounts()).containsEntry("a", new BigDecimal("100.00"));
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        weights.put("a", new BigDecimal("1"));
        weights.put("b", new BigDecimal("1"));
        weights.put("c", new BigDecimal("1.5"));
        Split cents = Split.of(new BigDecimal("1.00"), weights, 2, "by weight");
        assertThat(cents.amounts().values().stream().map(BigDecimal::toPlainString))
                .containsExactly("0.29", "0.28", "0.43");
        assertThat(cents).hasToString("""
                1.00 divided by weight, to units of 0.01:
                  a: 1/3.5 = 0.28 and 0.01 left over = 0.29
                  b: 1/3.5 = 0.28 = 0.28
                  c: 1.5/3.5 = 0.42 and 0.01 left over = 0.43""");
    }

    @Test
    void theTotalIsKeptToTheLastUnitAndNobodyIsOffByMoreThanOne() {
        Random random = new Random(11);
        for (int i = 0; i < 1_000_000; i++) {
            int scale = random.nextInt(14);
            BigDecimal total = new BigDecimal(new BigInteger(1 + random.nextInt(70), random), random.nextInt(20));
            total = random.nextInt(4) == 0 ? total.negate() : total;
            int count = 1 + random.nextInt(6);
            Map<String, BigDecimal> weights = new LinkedHashMap<>();
            for (int k = 0; k < count; k++) {
                weights.put("w" + k, BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(4)));
            }
            if (sum(weights.values()).signum() == 0) {
                continue;
            }
            Split split = Split.of(total, weights, scale, "test");
            if (sum(split.amounts().values()).compareTo(total) != 0) {
                throw new AssertionError(split);
            }
            for (Split.Part part : split.parts()) {
                boolean signKept = part.amount().signum() * total.signum() >= 0;
                boolean near = part.extra().abs().compareTo(split.unit().multiply(BigDecimal.valueOf(2))) < 0;
                boolean unweighted = part.weight().signum() > 0 || part.amount().signum() == 0;
                if (!signKept || !near || !unweighted) {
                    throw new AssertionError(split);
                }
            }
        }
    }

    @Test
    void evenAndByUse() {
        assertThat(Split.even(new BigDecimal("1"), List.of("a", "b", "c")).amounts().values().stream()
                        .map(BigDecimal::toPlainString))
                .containsExactly("0.33333333334", "0.33333333333", "0.33333333333");
        Split unused = Split.byUse(new BigDecimal("1"), Map.of("a", BigDecimal.ZERO));
        assertThat(unused.method()).contains("no use");
        assertThat(unused.amounts().get("a")).isEqualByComparingTo("1");
        assertThat(Split.weighted(new BigDecimal("-7.5"), Map.of("a", new BigDecimal("0.3")))
                        .amounts()
                        .get("a"))
                .isEqualByComparingTo("-7.5");
    }

    @Test
    void whatCannotBeDividedIsRefused() {
        assertThatThrownBy(() -> Split.even(BigDecimal.ONE, List.of())).hasMessageContaining("nobody");
        assertThatThrownBy(() -> Split.even(BigDecimal.ONE, List.of("a", "a"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> Split.weighted(BigDecimal.ONE, Map.of("a", BigDecimal.ZERO)))
                .hasMessageContaining("zero");
        assertThatThrownBy(() -> Split.weighted(BigDecimal.ONE, Map.of("a", new BigDecimal("-1"))))
                .hasMessageContaining("negative");
    }

    @Test
    void aNodeIsDividedByTheMoreOfRequestAndUseAndTheIdleShareStandsByItself() {
        Rates rates = new Rates(new BigDecimal("0.03"), new BigDecimal("0.005"), BigDecimal.ZERO);
        long gib = 1L << 30;
        KubernetesAllocation all = KubernetesAllocation.of(
                new BigDecimal("1.00"),
                new Resources(4000, 8 * gib, 0),
                3600,
                rates,
                List.of(
                        new Workload("shop/web", new Resources(1000, gib, 0), new Resources(2000, gib / 2, 0), 3600),
                        new Workload("shop/job", new Resources(1000, 2 * gib, 0), new Resources(10, gib, 0), 1800)));
        // The processors are 0.12 of 0.16 of the node's price, the memory 0.04.
        assertThat(all.workloads().get("shop/web")).isEqualByComparingTo("0.40625");
        assertThat(all.workloads().get("shop/job")).isEqualByComparingTo("0.125");
        assertThat(all.idle()).isEqualByComparingTo("0.46875");
        assertThat(all.shares().get("cpu").toString()).contains("requested or used");
    }

    @Test
    void anOvercommittedNodeHasNoIdleShareAndTheTotalIsKept() {
        Random random = new Random(5);
        Rates rates = new Rates(new BigDecimal("0.031"), new BigDecimal("0.0049"), new BigDecimal("0.9"));
        for (int i = 0; i < 2_000; i++) {
            BigDecimal cost = new BigDecimal(BigInteger.valueOf(random.nextLong(1_000_000_000_000L)), 11);
            List<Workload> pods = random.ints(random.nextInt(8), 0, 5_000)
                    .mapToObj(size -> new Workload(
                            "p" + random.nextLong(),
                            new Resources(size, size * 1_000_003L, size % 2),
                            new Resources(random.nextInt(3_000), 77_777_777L, 0),
                            random.nextInt(4_000)))
                    .toList();
            KubernetesAllocation all =
                    KubernetesAllocation.of(cost, new Resources(2000, 4L << 30, i % 2), 3600, rates, pods);
            assertThat(sum(all.workloads().values()).add(all.idle())).isEqualByComparingTo(cost);
            assertThat(all.idle().signum()).isNotNegative();
        }
        KubernetesAllocation full = KubernetesAllocation.of(
                BigDecimal.ONE,
                new Resources(1000, 1 << 20, 0),
                60,
                rates,
                List.of(new Workload("a", new Resources(3000, 3 << 20, 0), new Resources(0, 0, 0), 60)));
        assertThat(full.idle()).isEqualByComparingTo("0");
        assertThat(full.workloads().get("a")).isEqualByComparingTo("1");
    }
}
