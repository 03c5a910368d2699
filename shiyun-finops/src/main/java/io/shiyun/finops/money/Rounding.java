package io.shiyun.finops.money;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * How an amount becomes payable: rounded to the minor unit of its currency, whose digits are those of ISO 4217 as {@link
 * Currency#getDefaultFractionDigits} has them (JPY 0, CNY 2, KWD 3). A half goes to the even neighbour or away from zero.
 */
public enum Rounding {
    /** A half goes to the even neighbour, so that many of them cancel out. */
    HALF_EVEN(RoundingMode.HALF_EVEN),
    /** A half goes away from zero, as most tax offices have it. */
    HALF_UP(RoundingMode.HALF_UP);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    /** Returns the nearest payable amount. */
    public Money round(Money amount) {
        return new Money(amount.amount().setScale(digits(amount.currency()), mode), amount.currency());
    }

    /** Returns {@code dividend / divisor} as a payable amount, rounded once. */
    public Money quotient(Money dividend, BigDecimal divisor) {
        return new Money(dividend.amount().divide(divisor, digits(dividend.currency()), mode), dividend.currency());
    }

    /**
     * Returns the decimals of the smallest payable amount.
     *
     * @throws IllegalArgumentException if ISO 4217 gives the currency none, as for gold or for tests
     */
    public static int digits(Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        if (digits < 0) {
            throw new IllegalArgumentException(currency.getCurrencyCode()
                    + " has no minor unit in ISO 4217, so nothing payable can be written in it; convert to a national"
                    + " currency first");
        }
        return digits;
    }

    /**
     * Returns an amount for people, such as {@code 12.35 USD} or {@code 12 JPY}: to the nearest minor unit of its currency,
     * a half to the even neighbour; in whole where it has none.
     */
    public static String words(Money amount) {
        return plain(amount) + " " + amount.currency().getCurrencyCode();
    }

    /** Returns {@link #words} without the currency. */
    public static String plain(Money amount) {
        int digits = Math.max(0, amount.currency().getDefaultFractionDigits());
        return amount.amount().setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * Returns the currency of an ISO 4217 code.
     *
     * @throws IllegalArgumentException if there is none, with the code
     */
    public static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    '"' + code + "\" is no ISO 4217 currency; write three capital letters, such as CNY", e);
        }
    }
}
