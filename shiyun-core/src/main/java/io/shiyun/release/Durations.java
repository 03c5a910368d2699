package io.shiyun.release;

import java.time.Duration;
import java.util.Locale;

/** Durations for a person. */
final class Durations {
    private Durations() {}

    /** Such as {@code 90 s}, {@code 1.5 s}, {@code 200 ms}. */
    static String text(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
