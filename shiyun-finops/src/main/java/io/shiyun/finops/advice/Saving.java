package io.shiyun.finops.advice;

import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Objects;

/**
 * What advice is worth.
 *
 * @param perMonth how much less a month of 730 hours costs
 * @param confidence how well that is known
 */
public record Saving(Money perMonth, Confidence confidence) {
    /** How well a saving is known. */
    public enum Confidence {
        /** The evidence is thin, or much has to be done by hand. */
        LOW,
        /** The evidence is good; the future may differ. */
        FAIR,
        /** What is saved is being charged now for nothing. */
        HIGH
    }

    public Saving {
        Objects.requireNonNull(perMonth, "perMonth");
        Objects.requireNonNull(confidence, "confidence");
    }

    static Saving of(Price price, Confidence confidence) {
        return new Saving(month(price), confidence);
    }

    /**
     * Returns what a month of 730 hours costs at a price that counts time: exact, but for a price by the day or the
     * year, which is rounded half-even to 18 decimals.
     *
     * @throws IllegalStateException when the price does not count time
     */
    public static Money month(Price price) {
        long month = Per.MONTH.seconds();
        long unit = price.per().seconds();
        if (month % unit == 0) {
            return price.money().times(BigDecimal.valueOf(month / unit));
        }
        BigDecimal amount = price.money()
                .amount()
                .multiply(BigDecimal.valueOf(month))
                .divide(BigDecimal.valueOf(unit), 18, RoundingMode.HALF_EVEN);
        return new Money(amount, price.money().currency());
    }

    @Override
    public String toString() {
        return Rounding.words(perMonth) + " a month (" + confidence.name().toLowerCase(Locale.ROOT) + " confidence)";
    }
}
