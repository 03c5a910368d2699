package io.shiyun.call;

import io.shiyun.call.Step.Next;
import io.shiyun.spi.CloudService;
import java.util.List;

/** A step and those that follow it. */
final class Chain implements Next {
    private final Step step;
    private final Next next;

    private Chain(Step step, Next next) {
        this.step = step;
        this.next = next;
    }

    /** The first of these steps, the others behind it. */
    static Next of(List<Step> steps) {
        Next next = new End();
        for (int i = steps.size() - 1; i >= 0; i--) {
            next = new Chain(steps.get(i), next);
        }
        return next;
    }

    @Override
    public <S extends CloudService, T> T proceed(Invocation<S, T> invocation) {
        return step.around(invocation, next);
    }

    /** Behind the step that asks the provider there is nothing. */
    private static final class End implements Next {
        @Override
        public <S extends CloudService, T> T proceed(Invocation<S, T> invocation) {
            throw new IllegalStateException("the last step asks the provider itself");
        }
    }
}
