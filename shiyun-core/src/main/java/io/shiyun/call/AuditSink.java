package io.shiyun.call;

import io.shiyun.model.Certainty;
import io.shiyun.model.Located;
import io.shiyun.model.Problem;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where the record of a call goes. Thread-safe. What it throws is logged, since the call it tells of has happened. */
@FunctionalInterface
public interface AuditSink {
    /** Keeps nothing. */
    AuditSink NONE = entry -> {};

    void record(Entry entry);

    /**
     * One call and what came of it.
     *
     * @param at when it began
     * @param operation what was asked
     * @param subject about what
     * @param intent what made it single, if anything did
     * @param failure why it failed; empty when it succeeded
     * @param attempts how often the provider was asked
     * @param requestId the cloud's own id of the last request; empty when it told none
     * @param duration from its beginning to its end, waits included
     */
    record Entry(
            Instant at,
            Operation operation,
            Located subject,
            Optional<Intent> intent,
            Optional<Failed> failure,
            int attempts,
            String requestId,
            Duration duration) {}

    /**
     * Why a call failed.
     *
     * @param problem in the cloud's words
     * @param certainty whether it may have had an effect
     */
    record Failed(Problem problem, Certainty certainty) {}
}
