package io.shiyun.call;

import io.shiyun.Permit;
import io.shiyun.spi.CloudService;

/** Asks whether the call is allowed before anything else happens, the cache included. */
final class PermitStep implements Step {
    private final Permit permit;

    PermitStep(Permit permit) {
        this.permit = permit;
    }

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        permit.check(invocation.operation(), invocation.subject());
        return next.proceed(invocation);
    }
}
