package io.shiyun.finops.invoice;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * The tax on all lines of a category.
 *
 * @param name of the tax
 * @param category the lines it is on
 * @param percent of the net amount
 * @param net amount without tax
 * @param amount of tax
 */
public record TaxLine(String name, String category, BigDecimal percent, BigDecimal net, BigDecimal amount) {
    public TaxLine {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(category, "category");
        percent = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
        net = net.signum() == 0 ? BigDecimal.ZERO : net.stripTrailingZeros();
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }
}
