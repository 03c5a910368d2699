package io.shiyun.store;

import java.time.Instant;
import java.util.Objects;

/**
 * One revision of an app.
 *
 * @param app the app's id as text
 * @param number counts from 1 within the app
 * @param order the frozen order
 * @param state how far it came, in the words of the release engine
 * @param note why it was made, or what became of it
 * @param created when
 */
public record RevisionRow(String app, int number, FrozenOrder order, String state, String note, Instant created) {
    /** Cuts the time to microseconds. */
    public RevisionRow {
        if (app.isBlank() || number < 1) {
            throw new IllegalArgumentException("A revision needs an app and a number of 1 or more");
        }
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(note, "note");
        created = Times.cut(created);
    }
}
