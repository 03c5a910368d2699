package io.shiyun.call;

import io.shiyun.model.CloudException;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what was asked of a cloud and what came of it. A step that finds an operation still going on is no news. */
final class AuditStep implements Step {
    private static final Logger log = LoggerFactory.getLogger(AuditStep.class);

    private final AuditSink sink;
    private final InstantSource clock;

    AuditStep(AuditSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        if (!invocation.plan().limits().audited()) {
            return next.proceed(invocation);
        }
        Instant at = clock.instant();
        long begun = invocation.call().now();
        try {
            T answer = next.proceed(invocation);
            if (!(answer instanceof Progress.Ongoing) || invocation.plan().effect() != Effect.STEP) {
                record(invocation, at, begun, null);
            }
            return answer;
        } catch (CloudException failure) {
            record(invocation, at, begun, failure);
            throw failure;
        }
    }

    private void record(Invocation<?, ?> invocation, Instant at, long begun, @Nullable CloudException failure) {
        AuditSink.Entry entry = new AuditSink.Entry(
                at,
                invocation.operation(),
                invocation.subject(),
                Optional.ofNullable(invocation.intent()),
                Optional.ofNullable(failure).map(e -> new AuditSink.Failed(e.problem(), e.certainty())),
                invocation.attempts(),
                invocation.requestId(),
                Duration.ofNanos(invocation.call().now() - begun));
        try {
            sink.record(entry);
        } catch (RuntimeException e) {
            log.error("The audit record of a call could not be kept: {}", entry, e);
        }
    }
}
