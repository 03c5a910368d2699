package io.shiyun.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a process wrote, by lines, wherever it lies. Reading may block; trouble is a {@link ProcessException}. Thread-safe. */
public interface LineLog {
    /**
     * The last lines, and where to go on.
     */
    record Tail(List<String> lines, LogPosition next) {
        public Tail {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Delivers the whole lines from a position on that are there now. A position whose generation is no longer kept goes on at the
     * oldest line there is.
     *
     * @param withRest also deliver a last line that has no end yet
     * @return where to go on
     */
    LogPosition read(LogPosition from, int atMost, boolean withRest, Consumer<String> sink);

    /** Returns the last lines, a line that is still being written included. */
    Tail tail(int lines);

    /** Returns when it was last written to; empty before the first time. */
    Optional<Instant> written();
}
