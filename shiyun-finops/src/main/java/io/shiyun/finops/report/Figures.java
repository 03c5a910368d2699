package io.shiyun.finops.report;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/** Amounts as a page shows them. */
final class Figures {
    private static final String[] UNITS = {"", "k", "M", "G", "T"};

    private Figures() {}

    /** Returns an amount with the decimals of its currency and with thousands apart. */
    static String money(Money money) {
        return amount(money.amount(), money.currency()) + " " + money.currency().getCurrencyCode();
    }

    /** Returns an amount with the decimals of its currency and with thousands apart, without its currency. */
    static String amount(BigDecimal amount, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        return String.format(Locale.ROOT, "%,." + digits + "f", amount.setScale(digits, RoundingMode.HALF_EVEN));
    }

    /** Returns an amount for an axis, in few characters. */
    static String brief(double amount) {
        double size = Math.abs(amount);
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        String digits = size == Math.rint(size) ? "%.0f" : size >= 10 ? "%.1f" : "%.2g";
        String text = size == 0 ? "0" : String.format(Locale.ROOT, digits, size);
        return (amount < 0 ? "-" : "") + text + UNITS[unit];
    }

    /** Returns how much more or less one amount is than another, in percent; empty when that says nothing. */
    static String change(BigDecimal now, BigDecimal before) {
        if (before.signum() <= 0) {
            return "";
        }
        BigDecimal percent =
                now.subtract(before).multiply(BigDecimal.valueOf(100)).divide(before, 1, RoundingMode.HALF_EVEN);
        return (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + " %";
    }

    /** Returns a share in percent; empty when there is no whole. */
    static String share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? ""
                : part.multiply(BigDecimal.valueOf(100))
                                .divide(whole, 1, RoundingMode.HALF_EVEN)
                                .toPlainString()
                        + " %";
    }

    /** Returns a number for SVG. */
    static String at(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
