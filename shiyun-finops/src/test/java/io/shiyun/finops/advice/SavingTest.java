package io.shiyun.finops.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import org.junit.jupiter.api.Test;

class SavingTest {
    private static Money month(String amount, Per per) {
        return Saving.month(new Price(Money.of(amount, "USD"), per));
    }

    @Test
    void aMonthHas730HoursWhateverThePriceCounts() {
        assertThat(month("0.000001", Per.SECOND)).isEqualTo(Money.of("2.628", "USD"));
        assertThat(month("1", Per.HOUR)).isEqualTo(Money.of("730", "USD"));
        assertThat(month("24", Per.DAY)).isEqualTo(Money.of("730", "USD"));
        assertThat(month("1", Per.DAY)).isEqualTo(Money.of("30.416666666666666667", "USD"));
        assertThat(month("5.5", Per.MONTH)).isEqualTo(Money.of("5.5", "USD"));
        assertThat(month("8760", Per.YEAR)).isEqualTo(Money.of("730", "USD"));
        assertThatThrownBy(() -> month("1", Per.GIB)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itIsSaidInThePayableUnitsOfItsCurrency() {
        assertThat(new Saving(Money.of("12.345", "USD"), Saving.Confidence.LOW))
                .hasToString("12.34 USD a month (low confidence)");
        assertThat(new Saving(Money.of("1234.5", "JPY"), Saving.Confidence.HIGH))
                .hasToString("1234 JPY a month (high confidence)");
    }
}
