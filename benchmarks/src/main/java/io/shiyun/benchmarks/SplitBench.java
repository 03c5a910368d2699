package io.shiyun.benchmarks;

import io.shiyun.finops.cube.Split;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A million random divisions of a shared cost: how many do not add up to it. Prints figures for {@link Record}. */
public final class SplitBench {
    private static final int CASES = 1_000_000;

    private SplitBench() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        Random random = new Random(2024);
        long drifted = 0;
        long naive = 0;
        long spent = 0;
        for (int i = 0; i < CASES; i++) {
            BigDecimal total = new BigDecimal(new BigInteger(1 + random.nextInt(60), random), 11);
            Map<String, BigDecimal> weights = new LinkedHashMap<>();
            for (int k = 1 + random.nextInt(9); k >= 0; k--) {
                weights.put("w" + k, BigDecimal.valueOf(1 + random.nextInt(10_000), 2));
            }
            long start = System.nanoTime();
            Split split = Split.weighted(total, weights);
            spent += System.nanoTime() - start;
            BigDecimal sum = split.parts().stream().map(Split.Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            drifted += sum.compareTo(total) == 0 ? 0 : 1;
            naive += rounded(total, weights).compareTo(total) == 0 ? 0 : 1;
        }
        CpuTime.figure("divisions of " + CASES + " that do not keep the total, ours", drifted, "", "0");
        CpuTime.figure("the same with each share rounded by itself", naive, "", "");
        CpuTime.figure("one division between 2 to 10, its work shown", spent / 1e3 / CASES, "us", "");
        if (drifted > 0) {
            System.exit(1);
        }
    }

    private static BigDecimal rounded(BigDecimal total, Map<String, BigDecimal> weights) {
        BigDecimal whole = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return weights.values().stream()
                .map(weight -> total.multiply(weight).divide(whole, 11, java.math.RoundingMode.HALF_EVEN))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
