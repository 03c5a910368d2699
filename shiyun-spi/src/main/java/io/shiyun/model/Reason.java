package io.shiyun.model;

/**
 * Why a cloud did not do what was asked, in the words of what the caller can do about it. A new reason may be added;
 * code outside this project needs a default branch.
 */
public enum Reason {
    /** It does not exist. The caller changes the request. */
    NOT_FOUND(false, false),
    /** Something of this name exists already. */
    EXISTS(false, false),
    /** The thing is not in a state in which this can be done, or somebody else is changing it. */
    CONFLICT(false, false),
    /** The request is wrong in itself. */
    INVALID(false, false),
    /** The account has no right to it. */
    DENIED(false, false),
    /** The account owes money or its balance is too low. */
    UNPAID(false, false),
    /** The cloud or its provider cannot do this at all. */
    UNSUPPORTED(false, false),
    /** The secret is wrong or no longer valid; the provider has renewed its own token once already. */
    UNAUTHENTICATED(false, false),
    /** Too many requests; wait and ask again. */
    THROTTLED(true, true),
    /** A limit of the account is reached; ask for more or go to another region. */
    QUOTA(false, true),
    /** Sold, but none left just now. */
    STOCK(false, true),
    /** Never sold there. */
    NOT_SOLD(false, true),
    /** The cloud cannot answer just now. */
    UNAVAILABLE(true, true),
    /** The answer did not come in time. */
    TIMEOUT(true, true),
    /** The caller called it off. */
    CANCELLED(false, false),
    /** None of these; the cloud's own code is kept so that the table can grow. */
    UNKNOWN(false, false);

    private final boolean retryable;
    private final boolean movable;

    Reason(boolean retryable, boolean movable) {
        this.retryable = retryable;
        this.movable = movable;
    }

    /** Returns whether the same request may succeed at the same place a little later. */
    public boolean retryable() {
        return retryable;
    }

    /** Returns whether the same wish may succeed at another place. */
    public boolean movable() {
        return movable;
    }
}
