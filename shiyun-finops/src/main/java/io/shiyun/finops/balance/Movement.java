package io.shiyun.finops.balance;

import io.shiyun.model.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * What was done to an account.
 *
 * @param kind what
 * @param account the account's name
 * @param reference the caller's own name of the matter, once for each account
 * @param hold the reference of the hold that it settles; else empty
 * @param amount zero or more
 * @param at when
 * @param before where the account stood before
 * @param after where it stood after
 */
public record Movement(
        Kind kind,
        String account,
        String reference,
        String hold,
        Money amount,
        Instant at,
        Balance before,
        Balance after) {
    /** What can be done to an account. */
    public enum Kind {
        /** Money came in: a top-up, or the payment of what was owed. */
        TOP_UP,
        /** Money was spent. */
        DEDUCT,
        /** Money was set aside. */
        HOLD,
        /** Money that was set aside was spent, in part or in whole; the rest is free again. */
        CAPTURE,
        /** Money that was set aside is free again. */
        RELEASE
    }

    public Movement {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /** Returns whether this is what made the account low: the moment to tell its owner. */
    public boolean becameLow() {
        return after.low() && !before.low();
    }
}
