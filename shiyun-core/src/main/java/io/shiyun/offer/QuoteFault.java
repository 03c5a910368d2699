package io.shiyun.offer;

import java.util.Objects;

/**
 * Why one offer cannot be quoted.
 *
 * @param why the kind of fault
 * @param offer the offer in words
 * @param message what is wrong, and what to do about it
 */
public record QuoteFault(Why why, String offer, String message) {
    /** The kinds of faults. A new one may be added. */
    public enum Why {
        /** The offer has no price, or one of zero, which is no price. */
        PRICE_MISSING,
        /** Its price is older than was allowed, or of unknown age where a limit was set. */
        STALE,
        /** The account may not buy it. */
        RESTRICTED,
        /** It is known to be sold out. */
        SOLD_OUT,
        /** It is not sold in this way, or not for this term. */
        NOT_SOLD,
        /** Quantity or time do not fit what the price counts. */
        EXTENT
    }

    public QuoteFault {
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(offer, "offer");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return offer + ": " + message;
    }
}
