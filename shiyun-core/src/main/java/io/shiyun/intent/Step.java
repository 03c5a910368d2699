package io.shiyun.intent;

import java.time.Duration;
import java.util.Objects;

/**
 * What one turn of a {@link Task} led to.
 *
 * @param <R> what the task leads to
 */
public sealed interface Step<R> {
    /**
     * There is more to do, after a while.
     *
     * @param in how long to wait
     */
    record Again<R>(Duration in) implements Step<R> {
        public Again {
            if (in.isNegative()) {
                throw new IllegalArgumentException("a wait of " + in + "; it cannot be negative");
            }
        }
    }

    /**
     * The task is over.
     *
     * @param result what it led to
     */
    record End<R>(R result) implements Step<R> {
        public End {
            Objects.requireNonNull(result, "result");
        }
    }

    /** Returns that there is more to do now. */
    static <R> Step<R> now() {
        return new Again<>(Duration.ZERO);
    }

    /** Returns that there is more to do after this long. */
    static <R> Step<R> in(Duration wait) {
        return new Again<>(wait);
    }

    /** Returns that the task is over. */
    static <R> Step<R> end(R result) {
        return new End<>(result);
    }
}
