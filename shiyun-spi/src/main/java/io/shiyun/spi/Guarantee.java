package io.shiyun.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * What keeps a repeated create single, and within what times.
 *
 * @param kind by what
 * @param tokenLife for how long the cloud remembers a token; zero without tokens
 * @param visibleWithin after how long a new thing is in every list
 */
public record Guarantee(GuaranteeKind kind, Duration tokenLife, Duration visibleWithin) {
    public Guarantee {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tokenLife, "tokenLife");
        Objects.requireNonNull(visibleWithin, "visibleWithin");
    }

    /** Nothing keeps it single, and it may show up at any time within five minutes. */
    public static final Guarantee NONE = new Guarantee(GuaranteeKind.NONE, Duration.ZERO, Duration.ofMinutes(5));

    /** Returns that the cloud remembers the token for this long. */
    public static Guarantee token(Duration life, Duration visibleWithin) {
        return new Guarantee(GuaranteeKind.TOKEN, life, visibleWithin);
    }

    /** Returns that names are unique. */
    public static Guarantee name(Duration visibleWithin) {
        return new Guarantee(GuaranteeKind.NAME, Duration.ZERO, visibleWithin);
    }

    /** Returns that tags sent with the create can be listed. */
    public static Guarantee tags(Duration visibleWithin) {
        return new Guarantee(GuaranteeKind.TAGS, Duration.ZERO, visibleWithin);
    }
}
