package io.shiyun.finops.invoice;

import io.shiyun.finops.money.Rounding;
import java.math.BigDecimal;
import java.util.Currency;

/** Payable amounts as texts with all decimals of their currency. */
final class Payable {
    private Payable() {}

    static String text(BigDecimal amount, Currency currency) {
        return amount.setScale(Rounding.digits(currency)).toPlainString();
    }
}
