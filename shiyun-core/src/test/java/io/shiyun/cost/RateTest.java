package io.shiyun.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Per;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

    private static BigDecimal cost(String price, long seconds, long micros) {
        return new Rate(new BigDecimal(price), seconds, FROM).upTo(FROM.plus(micros, ChronoUnit.MICROS));
    }

    /** The same by the definition, with a decimal division. */
    private static BigDecimal expected(String price, long seconds, long micros) {
        return new BigDecimal(price)
                .multiply(BigDecimal.valueOf(micros))
                .divide(
                        BigDecimal.valueOf(seconds).multiply(BigDecimal.valueOf(1_000_000)),
                        11,
                        RoundingMode.HALF_EVEN);
    }

    @Test
    void anHourOfAnHourlyPriceIsThePrice() {
        assertThat(cost("0.1", 3600, 3_600_000_000L)).isEqualByComparingTo("0.1");
        assertThat(cost("0.1", 3600, 1_000_000)).isEqualByComparingTo("0.00002777778");
        assertThat(cost("0.0416666667", 3600, 86_400_000_000L)).isEqualByComparingTo("1.0000000008");
        assertThat(cost("73", 2_628_000, 3_600_000_000L)).isEqualByComparingTo("0.1");
    }

    @Test
    void halvesGoToTheEvenNeighbour() {
        assertThat(cost("0.00000000001", 2, 1_000_000)).isEqualByComparingTo("0");
        assertThat(cost("0.00000000003", 2, 1_000_000)).isEqualByComparingTo("0.00000000002");
        assertThat(cost("0.00000000005", 2, 1_000_000)).isEqualByComparingTo("0.00000000002");
        assertThat(cost("-0.00000000003", 2, 1_000_000)).isEqualByComparingTo("-0.00000000002");
        assertThat(cost("-0.00000000001", 2, 1_000_000)).isEqualByComparingTo("0");
    }

    @Test
    void everyPathRoundsAsTheDefinitionSays() {
        Random random = new Random(20261120);
        long[] units = {1, 60, 3600, 86_400, 2_628_000, 31_536_000};
        for (int i = 0; i < 50_000; i++) {
            String price = new BigDecimal(new java.math.BigInteger(1 + random.nextInt(90), random), random.nextInt(28))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1))
                    .toString();
            long seconds = units[random.nextInt(units.length)];
            long micros = 1 + (random.nextLong() >>> (11 + random.nextInt(52)));
            assertThat(cost(price, seconds, micros))
                    .as("price %s by %s s for %s us", price, seconds, micros)
                    .isEqualByComparingTo(expected(price, seconds, micros));
        }
    }

    @Test
    void stretchesAddUpHoweverTimeIsCut() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            Rate rate = new Rate(
                    BigDecimal.valueOf(random.nextInt(1_000_000), 2 + random.nextInt(12)),
                    Per.values()[random.nextInt(6)].seconds(),
                    FROM);
            Instant start = FROM.plusMillis(random.nextInt());
            Instant end = start.plus(random.nextLong() >>> 20, ChronoUnit.MICROS);
            BigDecimal sum = BigDecimal.ZERO;
            Instant at = start;
            for (int piece = random.nextInt(9); piece > 0; piece--) {
                long left = ChronoUnit.MICROS.between(at, end);
                Instant next = at.plus(left == 0 ? 0 : (random.nextLong() >>> 1) % left, ChronoUnit.MICROS);
                sum = sum.add(rate.between(at, next));
                at = next;
            }
            sum = sum.add(rate.between(at, end));
            assertThat(sum).isEqualByComparingTo(rate.between(start, end));
        }
    }

    @Test
    void nothingCostsBeforeItBegan() {
        Rate rate = new Rate(BigDecimal.ONE, 1, FROM);
        assertThat(rate.between(FROM.minusSeconds(10), FROM)).isZero();
        assertThat(rate.between(FROM.minusSeconds(10), FROM.plusSeconds(2))).isEqualByComparingTo("2");
    }

    @Test
    void spaceOverAMonthCountsTheMonth() {
        assertThat(Rate.seconds(Per.GIB_MONTH)).isEqualTo(Rate.seconds(Per.MONTH));
        assertThatThrownBy(() -> Rate.seconds(Per.REQUEST)).isInstanceOf(IllegalStateException.class);
    }
}
