package io.shiyun.call;

import io.shiyun.model.CloudException;
import io.shiyun.spi.CloudService;
import java.time.Duration;
import java.util.Optional;

/** Tells the listener of the beginning and the end of a call. */
final class ObserveStep implements Step {
    private final SafeListener listener;

    ObserveStep(SafeListener listener) {
        this.listener = listener;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        listener.callStarted(invocation);
        long begun = invocation.call().now();
        try {
            T answer = next.proceed(invocation);
            ended(invocation, begun, Optional.empty());
            return answer;
        } catch (CloudException failure) {
            ended(invocation, begun, Optional.of(failure));
            throw failure;
        }
    }

    private void ended(Invocation<?, ?> invocation, long begun, Optional<CloudException> failure) {
        long nanos = invocation.call().now() - begun;
        listener.callEnded(invocation, failure, Duration.ofNanos(nanos));
    }
}
