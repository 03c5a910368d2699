package io.shiyun.finops.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProrationTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    @Test
    void tenOfThirtyOneDays() {
        assertThat(Proration.share(
                        Money.of("100", "CNY"),
                        START,
                        START.plusMonths(1),
                        START,
                        START.plusDays(10),
                        Rounding.HALF_UP))
                .isEqualTo(Money.of("32.26", "CNY"));
    }

    @Test
    void stretchesAddToThePriceHoweverTheTermIsCut() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String currency = new String[] {"JPY", "CNY", "KWD"}[i % 3];
            Money price =
                    new Money(new BigDecimal(random.nextInt(1_000_000)).movePointLeft(2), Rounding.currency(currency));
            LocalDate end = START.plusDays(1 + random.nextInt(800));
            Rounding rounding = random.nextBoolean() ? Rounding.HALF_EVEN : Rounding.HALF_UP;
            Money sum = Money.zero(price.currency());
            LocalDate day = START.minusDays(random.nextInt(3));
            while (day.isBefore(end)) {
                LocalDate next = day.plusDays(1 + random.nextInt(60));
                Money share = Proration.share(price, START, end, day, next, rounding);
                long days = Math.max(0, ChronoUnit.DAYS.between(later(day, START), earlier(next, end)));
                double naive = price.amount().doubleValue() * days / ChronoUnit.DAYS.between(START, end);
                double minorUnit = Math.pow(10, -Rounding.digits(price.currency())) + 1e-6;
                assertThat(share.amount().doubleValue()).isBetween(naive - minorUnit, naive + minorUnit);
                sum = sum.plus(share);
                day = next;
            }
            assertThat(sum).isEqualTo(price);
        }
    }

    @Test
    void aTermHasDaysAndAStretchEndsAfterItBegins() {
        Money price = Money.of("1", "CNY");
        assertThatThrownBy(() -> Proration.share(price, START, START, START, START, Rounding.HALF_UP))
                .hasMessageContaining("has no day");
        assertThatThrownBy(() ->
                        Proration.share(price, START, START.plusDays(9), START.plusDays(2), START, Rounding.HALF_UP))
                .hasMessageContaining("end before they begin");
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
