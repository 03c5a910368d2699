package io.shiyun.call;

import io.shiyun.call.CallContext.Source;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time that an operation has, before a call of it begins. It holds nothing of any call, so that one serves all, and
 * an answer from the cache needs no more.
 *
 * @param nanos how much
 * @param source where its answer may come from
 */
record Allowance(long nanos, Source source) implements Call {
    CallContext begin(LongSupplier ticker) {
        return CallContext.of(nanos, source, ticker);
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public void check() {}

    @Override
    public Registration onCancel(Runnable action) {
        return CallContext.NOTHING;
    }

    @Override
    public CloudException over(Certainty certainty) {
        return CallContext.cancelled(certainty);
    }
}
