package io.shiyun.call;

import io.shiyun.model.Located;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question to one service, as a value that the steps pass on.
 *
 * <p>Besides the question it holds what the steps note of its course: how many attempts were made, and the cloud's own
 * request id. Belongs to one thread at a time.
 *
 * @param <S> the service asked
 * @param <T> the answer
 */
final class Invocation<S extends CloudService, T> implements TimeOutStep.Question<T> {
    /** Asks the provider. */
    @FunctionalInterface
    interface Body<S extends CloudService, T> {
        T ask(S service, Call attempt);
    }

    private final Plan plan;
    private final Supplier<Capabilities> abilities;
    private final Lane lane;
    private final Located subject;
    private final @Nullable Object argument;
    private final CallContext call;
    private final S service;
    private final Body<? super S, T> body;
    private int attempts;
    private String requestId = "";

    Invocation(
            Plan plan,
            Supplier<Capabilities> abilities,
            Lane lane,
            Located subject,
            @Nullable Object argument,
            CallContext call,
            S service,
            Body<? super S, T> body) {
        this.plan = plan;
        this.abilities = abilities;
        this.lane = lane;
        this.subject = subject;
        this.argument = argument;
        this.call = call;
        this.service = service;
        this.body = body;
    }

    Plan plan() {
        return plan;
    }

    Operation operation() {
        return plan.operation();
    }

    /** The state that all calls to this region share. */
    Lane lane() {
        return lane;
    }

    Located subject() {
        return subject;
    }

    /** What distinguishes this question from others of the same operation and subject; an intent for a write. */
    @Nullable Object argument() {
        return argument;
    }

    @Nullable Intent intent() {
        return argument instanceof Intent intent ? intent : null;
    }

    /** Whether the cloud would still recognise the same create when it is sent again. */
    boolean repeatable() {
        Guarantee guarantee = abilities.get().guarantee(plan.operation());
        return intent() != null
                && guarantee.kind() == GuaranteeKind.TOKEN
                && guarantee.tokenLife().toNanos() > call.nanosSpent();
    }

    CallContext call() {
        return call;
    }

    /** Asks the provider, once. */
    @Override
    public T ask(Attempt attempt) {
        attempts++;
        return body.ask(service, attempt);
    }

    int attempts() {
        return attempts;
    }

    String requestId() {
        return requestId;
    }

    void answeredBy(String id) {
        requestId = id;
    }

    /** The same question with time of its own, for another thread. */
    Invocation<S, T> again(CallContext own) {
        return new Invocation<>(plan, abilities, lane, subject, argument, own, service, body);
    }
}
