package io.shiyun.finops.balance;

import io.shiyun.model.Money;

/**
 * Where an account stands.
 *
 * @param terms what it may do
 * @param balance what was paid in less what was deducted; below zero is owed
 * @param held what is set aside for orders under way
 */
public record Balance(AccountTerms terms, Money balance, Money held) {
    /** Returns what can be spent or held: the balance and the credit line, less what is held. */
    public Money available() {
        return balance.plus(terms.creditLine()).minus(held);
    }

    /** Returns whether less is available than the account's low mark. */
    public boolean low() {
        return terms.lowAt() != null && available().compareTo(terms.lowAt()) < 0;
    }
}
