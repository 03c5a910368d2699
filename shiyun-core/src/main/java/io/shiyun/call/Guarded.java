package io.shiyun.call;

import io.shiyun.model.Located;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the forwarders share: each of them implements one service of the SPI with one line an operation.
 *
 * @param <S> the service behind it
 */
abstract class Guarded<S extends CloudService> {
    private static final Boolean NOTHING = Boolean.TRUE;

    private final Pipeline pipeline;
    private final S service;
    private final Supplier<Capabilities> abilities;

    Guarded(Pipeline pipeline, S service, Supplier<Capabilities> abilities) {
        this.pipeline = pipeline;
        this.service = service;
        this.abilities = abilities;
    }

    /** Asks what its subject alone distinguishes from other questions. */
    final <T> T ask(Operation operation, Located subject, Call call, Invocation.Body<? super S, T> body) {
        return pipeline.run(operation, abilities, subject, null, call, service, body);
    }

    /** Asks what the argument distinguishes too: the rest of a question, or the intent of a write. */
    final <T> T ask(
            Operation operation,
            Located subject,
            @Nullable Object argument,
            Call call,
            Invocation.Body<? super S, T> body) {
        return pipeline.run(operation, abilities, subject, argument, call, service, body);
    }

    /** Asks what takes its subject and nothing else. */
    final <L extends Located, T> T ask(Operation operation, L subject, Call call, About<? super S, L, T> question) {
        return ask(operation, subject, call, (asked, attempt) -> question.ask(asked, subject, attempt));
    }

    /** Asks what takes its subject and its argument and nothing else. */
    final <L extends Located, A, T> T ask(
            Operation operation, L subject, A argument, Call call, AboutWith<? super S, L, A, T> question) {
        return ask(
                operation,
                subject,
                argument,
                call,
                (asked, attempt) -> question.ask(asked, subject, argument, attempt));
    }

    /** Asks for something without an answer. */
    final void run(Operation operation, Located subject, Call call, Deed<? super S> deed) {
        ask(operation, subject, call, (asked, attempt) -> {
            deed.run(asked, attempt);
            return NOTHING;
        });
    }

    /** Asks the provider about one thing. */
    @FunctionalInterface
    interface About<S, L, T> {
        T ask(S service, L subject, Call attempt);
    }

    /** Asks the provider about one thing, with one argument. */
    @FunctionalInterface
    interface AboutWith<S, L, A, T> {
        T ask(S service, L subject, A argument, Call attempt);
    }

    /** Asks the provider for something without an answer. */
    @FunctionalInterface
    interface Deed<S> {
        void run(S service, Call attempt);
    }

    @Override
    public String toString() {
        return "guarded " + service;
    }
}
