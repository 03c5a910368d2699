package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TieredPriceTest {
    private static final Tier FREE = Tier.of("0", "10", "0");
    private static final Tier MIDDLE = Tier.of("10", "50", "0.09");
    private static final Tier LAST = Tier.of("50", null, "0.07");

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "10, 0, 0", "10.5, 0.045, 0.945", "50, 3.60, 4.50", "51, 3.67, 3.57"})
    void graduatedAndVolume(BigDecimal quantity, BigDecimal graduated, BigDecimal volume) {
        assertThat(TieredPrice.graduated(FREE, MIDDLE, LAST).charge(quantity)).isEqualByComparingTo(graduated);
        assertThat(TieredPrice.volume(LAST, FREE, MIDDLE).charge(quantity)).isEqualByComparingTo(volume);
    }

    @Test
    void aFlatPartIsChargedOnceWhenItsTierIsEntered() {
        TieredPrice price = TieredPrice.graduated(FREE, MIDDLE.plus(new BigDecimal("5")), LAST);

        assertThat(price.charge(new BigDecimal("10"))).isZero();
        assertThat(price.charge(new BigDecimal("11"))).isEqualByComparingTo("5.09");
        assertThat(price.charge(new BigDecimal("60"))).isEqualByComparingTo("9.30");
    }

    /** The oracle walks over every single unit, and finds its tier by the words of the contract. */
    @Test
    void randomTiersAgreeWithALoopOverUnits() {
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            List<Tier> tiers = randomTiers(random);
            int quantity = random.nextInt(200);
            assertThat(TieredPrice.graduated(tiers.toArray(Tier[]::new)).charge(BigDecimal.valueOf(quantity)))
                    .isEqualByComparingTo(graduatedByUnit(tiers, quantity));
            assertThat(TieredPrice.volume(tiers.toArray(Tier[]::new)).charge(BigDecimal.valueOf(quantity)))
                    .isEqualByComparingTo(volumeByUnit(tiers, quantity));
        }
    }

    @Test
    void stretchesAddToTheWholeHoweverTheyAreCut() {
        Random random = new Random(13);
        BigDecimal hour = BigDecimal.valueOf(3_600);
        for (int i = 0; i < 2_000; i++) {
            Tier[] tiers = randomTiers(random).toArray(Tier[]::new);
            TieredPrice price = random.nextBoolean() ? TieredPrice.graduated(tiers) : TieredPrice.volume(tiers);
            BigDecimal total = BigDecimal.valueOf(1 + random.nextInt(700_000));
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal before = BigDecimal.ZERO;
            while (before.compareTo(total) < 0) {
                BigDecimal next = BigDecimal.valueOf(1 + random.nextInt(90_000)).min(total.subtract(before));
                for (TieredPrice.Part part : price.parts(before, next, total, hour)) {
                    sum = sum.add(part.amount());
                }
                before = before.add(next);
            }
            BigDecimal whole = price.parts(BigDecimal.ZERO, total, total, hour).stream()
                    .map(TieredPrice.Part::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(whole);
        }
    }

    @Test
    void tiersThatOverlapAreNamed() {
        assertThatThrownBy(() -> TieredPrice.graduated(FREE, Tier.of("9", null, "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The tiers above 0 up to 10 and above 9 overlap");
        assertThatThrownBy(() -> TieredPrice.graduated(Tier.of("0", null, "1"), LAST))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> TieredPrice.volume(FREE, FREE)).hasMessageContaining("overlap");
    }

    @Test
    void quantitiesWithoutATierAreNamed() {
        assertThatThrownBy(() -> TieredPrice.graduated(FREE, LAST)).hasMessageContaining("above 10 up to 50");
        assertThatThrownBy(() -> TieredPrice.graduated(MIDDLE, LAST)).hasMessageContaining("above 0 up to 10");
        assertThatThrownBy(() -> TieredPrice.graduated(FREE).charge(new BigDecimal("10.01")))
                .hasMessageContaining("ends at 10 units, and 10.01 were used");
        assertThatThrownBy(TieredPrice::graduated).hasMessageContaining("at least one tier");
    }

    @Test
    void negativeNumbersAreRefused() {
        assertThatThrownBy(() -> TieredPrice.flat("1").charge(new BigDecimal("-1")))
                .hasMessageContaining("zero or more, not -1");
        assertThatThrownBy(() -> Tier.of("0", null, "-0.1")).hasMessageContaining("negative price");
        assertThatThrownBy(() -> Tier.of("-1", null, "1")).hasMessageContaining("zero or above");
        assertThatThrownBy(() -> Tier.of("5", "5", "1")).hasMessageContaining("holds nothing");
    }

    private static List<Tier> randomTiers(Random random) {
        List<Tier> tiers = new ArrayList<>();
        int from = 0;
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            int to = from + 1 + random.nextInt(40);
            BigDecimal price = random.nextInt(5) == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(12));
            BigDecimal flat = random.nextInt(4) == 0 ? BigDecimal.valueOf(random.nextInt(100), 1) : BigDecimal.ZERO;
            tiers.add(new Tier(BigDecimal.valueOf(from), i == count - 1 ? null : BigDecimal.valueOf(to), price, flat));
            from = to;
        }
        return tiers;
    }

    private static BigDecimal graduatedByUnit(List<Tier> tiers, int quantity) {
        BigDecimal sum = BigDecimal.ZERO;
        Tier current = null;
        for (int unit = 1; unit <= quantity; unit++) {
            Tier tier = tierOf(tiers, unit);
            sum = sum.add(tier.unitPrice());
            if (!tier.equals(current)) {
                sum = sum.add(tier.flat());
                current = tier;
            }
        }
        return sum;
    }

    private static BigDecimal volumeByUnit(List<Tier> tiers, int quantity) {
        if (quantity == 0) {
            return BigDecimal.ZERO;
        }
        Tier tier = tierOf(tiers, quantity);
        BigDecimal sum = tier.flat();
        for (int unit = 1; unit <= quantity; unit++) {
            sum = sum.add(tier.unitPrice());
        }
        return sum;
    }

    private static Tier tierOf(List<Tier> tiers, int unit) {
        for (Tier tier : tiers) {
            if (unit > tier.from().intValue()
                    && (tier.to() == null || unit <= tier.to().intValue())) {
                return tier;
            }
        }
        throw new AssertionError("no tier for unit " + unit);
    }
}
