package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The releases that threads of this engine carry out just now. Thread-safe. */
final class Underway {
    private record Work(boolean resumed, CountDownLatch ended) {}

    private final Map<String, Work> all = new ConcurrentHashMap<>();

    /** Whether a caller has begun it and waits for it. */
    boolean isBegun(String id) {
        Work work = all.get(id);
        return work != null && !work.resumed();
    }

    Optional<Release> begin(String id, Supplier<Optional<Release>> body) {
        return carryOut(id, new Work(false, new CountDownLatch(1)), body);
    }

    /** Goes on with it, or waits until another thread that does has ended; then answers nothing. */
    Optional<Release> resume(String id, Supplier<Optional<Release>> body) {
        Work mine = new Work(true, new CountDownLatch(1));
        @Nullable Work other = all.putIfAbsent(id, mine);
        if (other == null) {
            return carryOut(id, mine, body);
        }
        try {
            other.ended().await();
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CloudException.notSent(Reason.CANCELLED, "The wait for the release " + id + " was interrupted")
                    .cause(stop)
                    .build();
        }
    }

    private Optional<Release> carryOut(String id, Work work, Supplier<Optional<Release>> body) {
        all.put(id, work);
        try {
            return body.get();
        } finally {
            all.remove(id);
            work.ended().countDown();
        }
    }
}
