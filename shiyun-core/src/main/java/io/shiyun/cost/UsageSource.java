package io.shiyun.cost;

import java.time.Instant;
import java.util.function.Consumer;

/** Where use is read from. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface UsageSource {
    /** Hands over, one at a time, every use that touches the time from the first instant to before the second. */
    void each(Instant from, Instant to, Consumer<Use> action);
}
