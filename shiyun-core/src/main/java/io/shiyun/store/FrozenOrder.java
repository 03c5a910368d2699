package io.shiyun.store;

import java.util.Objects;

/**
 * An order with nothing left to choose, as text. Secrets in it are sealed, so the same order may have different texts;
 * the hash is over what it means, so equal orders have equal hashes within an installation. Made by {@link
 * Store#freeze}.
 *
 * @param text one line a field, secrets sealed
 * @param hash 64 hexadecimal digits, or empty for an order without content
 */
public record FrozenOrder(String text, String hash) {
    /** For an operation that needs no words beyond its subject, such as a delete. */
    public static final FrozenOrder EMPTY = new FrozenOrder("", "");

    /** Checks for null. */
    public FrozenOrder {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(hash, "hash");
    }

    /** The hash alone: the text may hold what a user typed. */
    @Override
    public String toString() {
        return "FrozenOrder(" + (hash.isEmpty() ? "empty" : hash) + ")";
    }
}
