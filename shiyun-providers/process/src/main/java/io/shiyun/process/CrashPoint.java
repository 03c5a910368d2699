package io.shiyun.process;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A named place in the code where a test can have this Java process die as by SIGKILL: no shutdown hook runs, no buffer is
 * flushed, no {@code finally} is reached.
 *
 * <p>{@link #reach} does nothing unless the system property or else the environment variable {@link #VARIABLE} is set to
 * {@code name} or {@code name:n}; then the n-th arrival at that name, the first by default, is the last thing that happens.
 */
public final class CrashPoint {
    public static final String VARIABLE = "SHIYUN_CRASH_AT";

    private static final Optional<Planned> PLANNED = planned();
    private static final Map<String, AtomicInteger> ARRIVALS = new ConcurrentHashMap<>();

    private CrashPoint() {}

    /** Dies here if this is the place and the arrival that was asked for. */
    public static void reach(String name) {
        if (PLANNED.isPresent() && PLANNED.get().name().equals(name)) {
            int arrival = ARRIVALS.computeIfAbsent(name, unseen -> new AtomicInteger())
                    .incrementAndGet();
            if (arrival == PLANNED.get().arrival()) {
                die();
            }
        }
    }

    /** Reads {@code name} or {@code name:n}. */
    record Planned(String name, int arrival) {
        static Planned parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return new Planned(text.strip(), 1);
            }
            try {
                return new Planned(
                        text.substring(0, colon).strip(),
                        Integer.parseInt(text.substring(colon + 1).strip()));
            } catch (NumberFormatException malformed) {
                throw new IllegalArgumentException(VARIABLE + " must be name or name:n, not '" + text + "'", malformed);
            }
        }
    }

    private static Optional<Planned> planned() {
        @Nullable String text = System.getProperty(VARIABLE, System.getenv(VARIABLE));
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(Planned.parse(text));
    }

    private static void die() {
        try {
            new ProcessBuilder(
                            "kill",
                            "-KILL",
                            Long.toString(ProcessHandle.current().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException noKillCommand) {
            Runtime.getRuntime().halt(137);
        }
        Runtime.getRuntime().halt(137);
    }
}
