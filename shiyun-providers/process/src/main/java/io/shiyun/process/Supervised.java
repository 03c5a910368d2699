package io.shiyun.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * A process that a {@link Supervisor} keeps running, wherever it runs: one of this machine is a {@link ManagedProcess}, and one of
 * another machine is watched from here. Thread-safe.
 */
public interface Supervised {
    /** Returns which process it is, on its own machine. */
    ProcessIdentity identity();

    /** Returns whether it runs, as far as is known. A process whose machine does not answer is taken to run. */
    boolean alive();

    /** Returns whether it was started here and now, rather than found running and taken over. */
    boolean fresh();

    /**
     * Returns what completes with its end and its exit code, if that is known. Empty where nobody tells: then {@link #alive} is
     * asked again and again.
     */
    Optional<CompletionStage<OptionalInt>> end();

    /**
     * Ends it with all that belongs to it, by asking first and killing once the grace is over; harmless to repeat. Blocks.
     *
     * @throws ProcessException UNREACHABLE when its machine does not answer; it may then go on running
     */
    void end(Duration grace);
}
