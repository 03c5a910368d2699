package io.shiyun.finops.budget;

/**
 * That nothing can be said yet, which is better than a guess.
 *
 * @param reason why not, and what it takes
 * @param daysKnown how many days are known
 * @param daysNeeded how many it takes
 */
public record NoForecast(String reason, int daysKnown, int daysNeeded) implements Outlook {
    @Override
    public String words() {
        return "no forecast: " + reason;
    }
}
