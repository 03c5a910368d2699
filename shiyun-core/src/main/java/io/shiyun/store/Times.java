package io.shiyun.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as the store keeps them: whole microseconds since 1970, what PostgreSQL keeps too. */
final class Times {
    private Times() {}

    /** Cuts to whole microseconds, so that a row read back equals the row written. */
    static Instant cut(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static @Nullable Instant cutOrNull(@Nullable Instant instant) {
        return instant == null ? null : cut(instant);
    }

    static long micros(Instant instant) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (ArithmeticException e) {
            throw new DateTimeException("The store keeps times within 290,000 years of 1970, not " + instant, e);
        }
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
