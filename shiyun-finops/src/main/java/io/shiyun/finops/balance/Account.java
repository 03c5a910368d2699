package io.shiyun.finops.balance;

import io.shiyun.finops.balance.Movement.Kind;
import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import io.shiyun.model.Money;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What a ledger remembers of an account. */
final class Account {
    final Map<String, Movement> movements = new HashMap<>();
    AccountTerms terms;
    private final Map<String, Money> holds = new HashMap<>();
    private Money balance;
    private Money held;

    Account(AccountTerms terms) {
        this.terms = terms;
        this.balance = Money.zero(terms.currency());
        this.held = balance;
    }

    Balance balance() {
        return new Balance(terms, balance, held);
    }

    void checkAmount(Kind kind, Money amount) {
        if (!amount.currency().equals(terms.currency())) {
            throw new IllegalArgumentException("Account " + terms.account() + " is in " + terms.currency() + ", and "
                    + amount + " is not; convert it by a dated rate first");
        }
        int least = kind == Kind.RELEASE || kind == Kind.CAPTURE ? 0 : 1;
        if (amount.amount().signum() < least) {
            throw new IllegalArgumentException(
                    "A movement is above zero, not " + amount + "; its kind says in which direction it goes");
        }
    }

    /** Returns what a movement would do, or says why it cannot be. */
    Movement plan(Kind kind, String reference, String hold, Money amount, Instant at) {
        Balance before = balance();
        Money less = Money.zero(terms.currency()).minus(amount);
        Balance after = switch (kind) {
            case TOP_UP -> new Balance(terms, balance.plus(amount), held);
            case DEDUCT -> {
                covered(kind, before, amount);
                yield new Balance(terms, balance.plus(less), held);
            }
            case HOLD -> {
                covered(kind, before, amount);
                yield new Balance(terms, balance, held.plus(amount));
            }
            case CAPTURE, RELEASE -> new Balance(terms, balance.plus(less), held.minus(of(hold, amount)));
        };
        return new Movement(kind, terms.account(), reference, hold, amount, at, before, after);
    }

    private void covered(Kind kind, Balance before, Money amount) {
        if (before.available().compareTo(amount) < 0) {
            throw new BillingException(
                    Reason.FUNDS,
                    "Account " + terms.account() + " has " + before.available() + " available (balance "
                            + before.balance() + ", held " + before.held() + ", credit line " + terms.creditLine()
                            + "), too little to " + (kind == Kind.HOLD ? "hold " : "deduct ") + amount
                            + "; top it up first");
        }
    }

    private Money of(String hold, Money amount) {
        Money set = holds.get(hold);
        if (set == null) {
            throw new BillingException(
                    Reason.NOT_FOUND, "Account " + terms.account() + " holds nothing by the reference " + hold);
        }
        if (set.compareTo(amount) < 0) {
            throw new BillingException(
                    Reason.FUNDS,
                    "Account " + terms.account() + " holds " + set + " by the reference " + hold + ", less than "
                            + amount + "; capture that much and deduct the rest");
        }
        return set;
    }

    void apply(Movement movement) {
        balance = movement.after().balance();
        held = movement.after().held();
        switch (movement.kind()) {
            case HOLD -> holds.put(movement.reference(), movement.amount());
            case CAPTURE, RELEASE -> holds.remove(movement.hold());
            default -> {}
        }
        movements.put(movement.reference(), movement);
    }
}
