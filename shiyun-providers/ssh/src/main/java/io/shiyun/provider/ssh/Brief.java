package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;

/** A part of a call's time, for one machine of many. It is cancelled with the call. */
final class Brief implements Call {
    private final Call whole;
    private final long reserve;

    /** Makes a call that is over once this much of what is left has been used. */
    Brief(Call whole, Duration time) {
        this.whole = whole;
        this.reserve = Math.max(0, whole.remaining().toNanos() - time.toNanos());
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, whole.remaining().toNanos() - reserve));
    }

    @Override
    public void check() {
        whole.check();
        if (remaining().isZero()) {
            throw over(Certainty.NOT_SENT);
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        return whole.onCancel(action);
    }

    @Override
    public CloudException over(Certainty certainty) {
        return whole.remaining().isZero()
                ? whole.over(certainty)
                : CloudException.of(certainty, Reason.TIMEOUT, "the machine did not answer in its part of the time")
                        .build();
    }
}
