package io.shiyun.finops.balance;

import io.shiyun.model.Money;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do.
 *
 * @param account its name
 * @param creditLine how far below zero its balance may go; zero for prepaid
 * @param lowAt below what is available the account is low; null if it never is
 */
public record AccountTerms(
        String account, Money creditLine, @Nullable Money lowAt) {
    public AccountTerms {
        if (account.isBlank()) {
            throw new IllegalArgumentException("An account has a name");
        }
        if (creditLine.amount().signum() < 0) {
            throw new IllegalArgumentException("The credit line of " + account + " is " + creditLine
                    + "; write how far below zero it may go, as zero or more");
        }
        if (lowAt != null && !lowAt.currency().equals(creditLine.currency())) {
            throw new IllegalArgumentException("Account " + account + " is in " + creditLine.currency()
                    + " and its low mark in " + lowAt.currency() + "; an account has one currency");
        }
    }

    /** Returns an account that is paid in advance. */
    public static AccountTerms prepaid(String account, Currency currency) {
        return new AccountTerms(account, Money.zero(Objects.requireNonNull(currency, "currency")), null);
    }

    /** Returns an account that is paid afterwards, up to a limit. */
    public static AccountTerms postpaid(String account, Money limit) {
        return new AccountTerms(account, limit, null);
    }

    /** Returns this, low when less than so much is available. */
    public AccountTerms lowAt(Money mark) {
        return new AccountTerms(account, creditLine, mark);
    }

    /** Returns the currency of all its amounts. */
    public Currency currency() {
        return creditLine.currency();
    }
}
