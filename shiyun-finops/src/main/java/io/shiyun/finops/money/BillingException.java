package io.shiyun.finops.money;

import java.util.Objects;

/** A bill that cannot be made from what is known, or that would contradict what was billed before. */
public final class BillingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller can act on. */
    public enum Reason {
        /** No exchange rate for that day: put one into the table, or allow the last known one. */
        RATE_MISSING,
        /** No price for that thing at that time: put one into the price list. */
        PRICE_MISSING,
        /** No tax rule for that category on that day: put one into the rules. */
        TAX_MISSING,
        /** What is asked contradicts what is in the book. */
        CONFLICT,
        /** Nothing of that name is in the book. */
        NOT_FOUND,
        /** The balance and the credit line do not cover it. */
        FUNDS,
        /** The book cannot be read or written. */
        BOOK
    }

    private final Reason reason;

    /** An exception; the message says what to do. */
    public BillingException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** An exception with what led to it. */
    public BillingException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Returns what the caller can act on. */
    public Reason reason() {
        return reason;
    }
}
