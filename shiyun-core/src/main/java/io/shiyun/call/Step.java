package io.shiyun.call;

import io.shiyun.spi.CloudService;

/** One concern of the pipeline, around all that follow. Stateless but for what it was built with; thread-safe. */
interface Step {
    <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next);

    /** The steps that follow, the last of which asks the provider. */
    interface Next {
        <S extends CloudService, T> T proceed(Invocation<S, T> invocation);
    }
}
