package io.shiyun.finops.invoice;

import io.shiyun.finops.rating.Validity;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The tax on a category of lines while it holds.
 *
 * @param name as it is written on invoices, such as {@code VAT}
 * @param category the lines it is on
 * @param percent from 0, for what is exempt, to 100
 * @param validity the days on which it holds
 */
public record TaxRule(String name, String category, BigDecimal percent, Validity validity) {
    public TaxRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(validity, "validity");
        if (category.isBlank()) {
            throw new IllegalArgumentException("The tax " + name + " names no category of lines; lines say theirs");
        }
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("The tax " + name + " of " + percent.toPlainString()
                    + " percent cannot be; give 0 to 100, as percent: 6 for 6 %");
        }
        percent = percent.stripTrailingZeros();
    }

    /** Returns a tax that always holds; the percent is written as a decimal. */
    public static TaxRule of(String name, String category, String percent) {
        return new TaxRule(name, category, new BigDecimal(percent), Validity.always());
    }
}
