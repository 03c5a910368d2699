package io.shiyun.finops.invoice;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice, in its currency.
 *
 * @param kind what it is for
 * @param description what is charged
 * @param quantity how much of it; null if that says nothing
 * @param unit of the quantity; empty if there is none
 * @param unitPrice of one unit; null if there is none
 * @param exact the amount before it was rounded
 * @param amount what is payable
 * @param category by which it is taxed
 * @param credits on a credit note, the line of the invoice that it gives back, from 1; else 0
 */
public record InvoiceLine(
        Kind kind,
        String description,
        @Nullable BigDecimal quantity,
        String unit,
        @Nullable BigDecimal unitPrice,
        BigDecimal exact,
        BigDecimal amount,
        String category,
        int credits) {
    /** What a line is for. */
    public enum Kind {
        /** Something that was sold. */
        CHARGE,
        /** The difference between the rounded sum of exact lines and the sum of rounded lines. */
        ROUNDING
    }

    public InvoiceLine {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(category, "category");
        quantity = plain(quantity);
        unitPrice = plain(unitPrice);
        exact = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return number == null ? null : number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
