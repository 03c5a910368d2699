package io.shiyun.finops.balance;

import io.shiyun.finops.balance.Movement.Kind;
import io.shiyun.finops.book.Book;
import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and their movements, in one file that only grows. A movement is on the disk before it is answered. It has a
 * reference: asked again with the same one, the ledger answers with the movement that there is, and moves nothing. No
 * account goes below its credit line. Safe for use by several threads, open in one process at a time.
 */
public final class Ledger implements AutoCloseable {
    private static final String TERMS = "TERMS";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Account> accounts = new HashMap<>();
    private final InstantSource clock;
    private final Book book;

    private Ledger(Path path, InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        book = Book.open(path, "ledger", (position, texts) -> replay(texts));
    }

    /**
     * Opens a ledger, or begins one.
     *
     * @throws BillingException {@link Reason#BOOK} if it is open elsewhere, altered, or cannot be read
     */
    public static Ledger open(Path path, InstantSource clock) {
        return new Ledger(path, clock);
    }

    /**
     * Opens an account, or gives one other terms. A credit line may shrink below what is owed: then nothing can be spent
     * until it is paid.
     *
     * @throws BillingException {@link Reason#CONFLICT} if the account is in another currency
     */
    public Balance put(AccountTerms terms) {
        return locked(() -> {
            Account account = accounts.get(terms.account());
            if (account != null && !account.terms.currency().equals(terms.currency())) {
                throw new BillingException(
                        Reason.CONFLICT,
                        "Account " + terms.account() + " is in " + account.terms.currency() + ", not in "
                                + terms.currency() + "; open another one");
            }
            if (account == null || !account.terms.equals(terms)) {
                book.append(List.of(
                        TERMS,
                        terms.account(),
                        terms.currency().getCurrencyCode(),
                        terms.creditLine().amount().toPlainString(),
                        terms.lowAt() == null ? "" : terms.lowAt().amount().toPlainString()));
                apply(terms);
            }
            return balance(terms.account());
        });
    }

    /** Pays in; see {@link #deduct} for references. */
    public Movement topUp(String account, String reference, Money amount) {
        return move(Kind.TOP_UP, account, reference, "", amount);
    }

    /**
     * Spends.
     *
     * @param reference the caller's own name of the matter, such as the number of an invoice
     * @throws BillingException {@link Reason#FUNDS} if less is available; {@link Reason#CONFLICT} if the reference stands
     *     for another movement; {@link Reason#NOT_FOUND} if there is no such account
     * @throws IllegalArgumentException if the amount is not above zero, or not in the account's currency
     */
    public Movement deduct(String account, String reference, Money amount) {
        return move(Kind.DEDUCT, account, reference, "", amount);
    }

    /** Sets money aside, as before something is created; as {@link #deduct}. */
    public Movement hold(String account, String reference, Money amount) {
        return move(Kind.HOLD, account, reference, "", amount);
    }

    /**
     * Spends what was set aside, or part of it, and frees the rest.
     *
     * @param hold the reference of the hold
     * @throws BillingException {@link Reason#FUNDS} if the amount is more than was held; {@link Reason#NOT_FOUND} if nothing
     *     is held by that name; else as {@link #deduct}
     */
    public Movement capture(String account, String reference, String hold, Money amount) {
        return move(Kind.CAPTURE, account, reference, hold, amount);
    }

    /** Frees what was set aside; as {@link #capture}. */
    public Movement release(String account, String reference, String hold) {
        return locked(() -> move(
                Kind.RELEASE,
                account,
                reference,
                hold,
                Money.zero(account(account).terms.currency())));
    }

    /**
     * Returns where an account stands.
     *
     * @throws BillingException {@link Reason#NOT_FOUND} if there is no such account
     */
    public Balance balance(String account) {
        return locked(() -> account(account).balance());
    }

    /** Returns a movement of an account by its reference, or null if there is none. */
    public @Nullable Movement movement(String account, String reference) {
        return locked(() -> account(account).movements.get(reference));
    }

    @Override
    public void close() {
        locked(() -> {
            book.close();
            return true;
        });
    }

    private Movement move(Kind kind, String name, String reference, String hold, Money amount) {
        return locked(() -> {
            Account account = account(name);
            account.checkAmount(kind, amount);
            if (reference.isBlank()) {
                throw new IllegalArgumentException(
                        "A movement of " + name + " has a reference; give one, so that it is not made twice");
            }
            Movement made = account.movements.get(reference);
            if (made != null) {
                return same(made, kind, hold, amount);
            }
            Instant now = clock.instant();
            Movement movement = account.plan(kind, reference, hold, amount, now);
            book.append(
                    List.of(kind.name(), name, reference, hold, amount.amount().toPlainString(), now.toString()));
            account.apply(movement);
            return movement;
        });
    }

    private static Movement same(Movement made, Kind kind, String hold, Money amount) {
        if (made.kind() != kind || !made.hold().equals(hold) || !made.amount().equals(amount)) {
            throw new BillingException(
                    Reason.CONFLICT,
                    "The reference " + made.reference() + " of " + made.account() + " stands for " + made.kind()
                            + " of "
                            + made.amount() + " at " + made.at() + ", not for " + kind + " of " + amount
                            + "; give each matter its own reference");
        }
        return made;
    }

    private void replay(List<String> texts) {
        if (texts.get(0).equals(TERMS)) {
            var currency = Rounding.currency(texts.get(2));
            Money lowAt = texts.get(4).isEmpty() ? null : new Money(new BigDecimal(texts.get(4)), currency);
            apply(new AccountTerms(texts.get(1), new Money(new BigDecimal(texts.get(3)), currency), lowAt));
            return;
        }
        Account account = account(texts.get(1));
        Money amount = new Money(new BigDecimal(texts.get(4)), account.terms.currency());
        account.apply(account.plan(
                Kind.valueOf(texts.get(0)), texts.get(2), texts.get(3), amount, Instant.parse(texts.get(5))));
    }

    private void apply(AccountTerms terms) {
        Account account = accounts.get(terms.account());
        if (account == null) {
            accounts.put(terms.account(), new Account(terms));
        } else {
            account.terms = terms;
        }
    }

    private Account account(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new BillingException(Reason.NOT_FOUND, "No account " + name + "; open it with its terms first");
        }
        return account;
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
