package io.shiyun.store;

import java.util.Objects;

/**
 * Money that is held for one epoch of a create.
 *
 * @param intent the operation
 * @param epoch its epoch
 * @param state what is to be done with it
 * @param resource the logical name of what is created
 * @param cloud where
 * @param region where
 * @param actor who asked for it
 * @param project for which project, or empty
 * @param app for which app, or empty
 * @param amount how much, in plain decimals, or empty when that is not known
 * @param currency of the amount, or empty
 */
public record SpendRow(
        String intent,
        int epoch,
        State state,
        String resource,
        String cloud,
        String region,
        String actor,
        String project,
        String app,
        String amount,
        String currency) {
    /** What is to be done with the money. */
    public enum State {
        /** It stays held: the outcome is not known. */
        OPEN,
        /** It is to be spent: the thing is there. */
        CAPTURE,
        /** It is to be freed: nothing was made. */
        RELEASE
    }

    public SpendRow {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(state, "state");
    }
}
