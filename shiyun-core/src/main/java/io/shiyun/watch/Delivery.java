package io.shiyun.watch;

import java.time.Duration;
import java.util.Objects;

/**
 * How one attempt to deliver a notice ended.
 *
 * @param kind whether it is done, to be tried again, or hopeless
 * @param detail why not, for people; never a secret
 * @param retryAfter how long the target asked to be left alone; zero when it did not
 */
public record Delivery(Kind kind, String detail, Duration retryAfter) {
    /** What follows an attempt. */
    public enum Kind {
        /** The target took the notice. */
        DELIVERED,
        /** It may work later. */
        RETRY,
        /** It will not work unless someone changes something. */
        REFUSED
    }

    /** Checks presence. */
    public Delivery {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** Returns that the target took it. */
    public static Delivery delivered() {
        return new Delivery(Kind.DELIVERED, "", Duration.ZERO);
    }

    /** Returns that it should be tried again. */
    public static Delivery retry(String detail) {
        return new Delivery(Kind.RETRY, detail, Duration.ZERO);
    }

    /** Returns that it will not work. */
    public static Delivery refused(String detail) {
        return new Delivery(Kind.REFUSED, detail, Duration.ZERO);
    }
}
