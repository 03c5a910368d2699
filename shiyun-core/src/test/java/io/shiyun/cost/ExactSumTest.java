package io.shiyun.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Test
    void sumsOfLongsOfAnySizeAreExact() {
        Random random = new Random(1);
        ExactSum sum = new ExactSum();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 100_000; i++) {
            long units = switch (random.nextInt(6)) {
                case 0 -> Long.MAX_VALUE;
                case 1 -> Long.MIN_VALUE;
                case 2 -> -1;
                default -> random.nextLong() >> random.nextInt(64);
            };
            sum.add(units);
            expected = expected.add(BigDecimal.valueOf(units, 11));
            if (i % 1000 == 0) {
                assertThat(sum.value()).isEqualByComparingTo(expected);
            }
        }
        assertThat(sum.value()).isEqualByComparingTo(expected);
    }

    @Test
    void aSumGoesFarBeyondALong() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 1000; i++) {
            sum.add(Long.MAX_VALUE);
        }
        assertThat(sum.value())
                .isEqualByComparingTo(BigDecimal.valueOf(Long.MAX_VALUE, 11).multiply(BigDecimal.valueOf(1000)));
    }

    @Test
    void decimalsOfAnyLengthAreExact() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            ExactSum one = new ExactSum();
            ExactSum other = new ExactSum();
            BigDecimal expected = BigDecimal.ZERO;
            for (int i = 0; i < 50; i++) {
                BigDecimal amount =
                        new BigDecimal(new java.math.BigInteger(random.nextInt(120), random), random.nextInt(40) - 5);
                amount = random.nextBoolean() ? amount : amount.negate();
                (random.nextBoolean() ? one : other).add(amount);
                expected = expected.add(amount);
            }
            one.add(other);
            assertThat(one.value()).as("round " + round).isEqualByComparingTo(expected);
        }
    }

    @Test
    void theShortestAndLongestAmountsOfTheFastPathAreExact() {
        for (String text : new String[] {
            "0",
            "0.00000000001",
            "-0.00000000001",
            "9999999.99999999999",
            "-9999999.99999999999",
            "10000000",
            "1E6",
            "1E7",
            "1E-11",
            "1E-12",
            "-35.2E-7",
            "0.0000000000000000000000000001"
        }) {
            ExactSum sum = new ExactSum();
            sum.add(new BigDecimal(text));
            assertThat(sum.value()).isEqualByComparingTo(text);
        }
    }
}
