package io.shiyun.finops.money;

import io.shiyun.model.Money;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * An amount in another currency, with the rate that made it so.
 *
 * @param original the amount as it was
 * @param converted its exact worth, not rounded
 * @param rate the rate that was used, with its day and source
 * @param asked the day for which the rate was asked
 */
public record Conversion(Money original, Money converted, ExchangeRate rate, LocalDate asked) {
    /** Returns how many days the rate is older than the day for which it was asked. */
    public int age() {
        return Math.toIntExact(ChronoUnit.DAYS.between(rate.date(), asked));
    }

    /** Returns a line for a bill, such as {@code 10 USD at 1 USD = 7.1 CNY on 2026-10-30 (PBOC), 1 day old}. */
    public String citation() {
        String said = original + " at " + rate;
        return age() == 0 ? said : said + ", " + age() + (age() == 1 ? " day old" : " days old");
    }
}
