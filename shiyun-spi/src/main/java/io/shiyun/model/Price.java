package io.shiyun.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What one unit costs.
 *
 * @param money the price of one unit
 * @param per the unit
 */
public record Price(Money money, Per per) implements Comparable<Price> {
    /** Digits after the point of a cost that does not divide evenly. */
    private static final int SCALE = 18;

    public Price {
        Objects.requireNonNull(money, "money");
        Objects.requireNonNull(per, "per");
    }

    /** Returns a price by the hour. */
    public static Price hourly(String amount, String currency) {
        return new Price(Money.of(amount, currency), Per.HOUR);
    }

    /**
     * Returns what this long costs: amount times time, rounded half-even to 18 decimals where the division is not even.
     *
     * @throws IllegalStateException when the price does not count time
     */
    public Money of(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
        BigDecimal cost = money.amount()
                .multiply(seconds)
                .divide(BigDecimal.valueOf(per.seconds()), SCALE, RoundingMode.HALF_EVEN);
        return new Money(cost, money.currency());
    }

    /**
     * Returns the same price by the hour.
     *
     * @throws IllegalStateException when the price does not count time
     */
    public Price perHour() {
        return per == Per.HOUR ? this : new Price(of(Duration.ofHours(1)), Per.HOUR);
    }

    /** Compares what an hour costs; the currencies must be the same. */
    @Override
    public int compareTo(Price other) {
        return perHour().money.compareTo(other.perHour().money);
    }

    @Override
    public String toString() {
        return money + "/" + per.name().toLowerCase(Locale.ROOT);
    }
}
