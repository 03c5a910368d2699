package io.shiyun.provider.sim;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One thing in a {@link Table}: what it is now, and what it becomes by itself. */
final class Row<T> {
    /** The order in which rows were made; a page goes on after it. */
    final long number;

    /** Whose it is: the token of the intent it was made by. */
    final String token;

    private final long listedFrom;
    private T value;
    private long due = Long.MAX_VALUE;
    private @Nullable Function<T, Optional<T>> next;
    private boolean gone;

    Row(long number, String token, long listedFrom, T value) {
        this.number = number;
        this.token = token;
        this.listedFrom = listedFrom;
        this.value = value;
    }

    T value() {
        return value;
    }

    void set(T newer) {
        value = newer;
    }

    /** Returns whether it no longer exists; its value is then the last it had. */
    boolean gone() {
        return gone;
    }

    /** Returns whether lists show it at this nano. */
    boolean listed(long nanos) {
        return nanos - listedFrom >= 0;
    }

    /** Returns whether it becomes something else by itself. */
    boolean passing() {
        return next != null;
    }

    /** Returns how many nanoseconds are left until it does. */
    long left(long nanos) {
        return next == null ? 0 : Math.max(0, due - nanos);
    }

    /** Has it become something else at this nano; nothing ends it. */
    void become(long at, Function<T, Optional<T>> other) {
        due = at;
        next = other;
    }

    /** Lets become what is due. Returns whether it still exists. */
    boolean settle(long nanos) {
        Function<T, Optional<T>> now = next;
        if (now != null && nanos - due >= 0) {
            next = null;
            Optional<T> other = now.apply(value);
            gone = other.isEmpty();
            other.ifPresent(this::set);
        }
        return !gone;
    }
}
