package io.shiyun.call;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are given again, and beside them the last known ones. Both are bounded by the number of items they
 * hold. An answer that is being asked for is held as a future, so that no lock is held meanwhile; one that fails is
 * taken away. Age is judged by the reader, since each operation has its own.
 */
final class AnswerStore {
    private final AsyncCache<CacheKey, Answer> answers;
    private final Cache<CacheKey, Answer> lastKnown;

    AnswerStore(long mostItems) {
        this.answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(mostItems)
                .weigher((CacheKey key, Answer answer) -> answer.weight())
                .buildAsync();
        this.lastKnown = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(mostItems)
                .weigher((CacheKey key, Answer answer) -> answer.weight())
                .build();
    }

    @Nullable CompletableFuture<Answer> find(CacheKey key) {
        return answers.getIfPresent(key);
    }

    /** The answer, if there is one already. */
    static @Nullable Answer arrived(@Nullable CompletableFuture<Answer> future) {
        Answer answer = future == null ? null : future.getNow(Answer.NONE);
        return answer == null || answer.none() ? null : answer;
    }

    /** Puts {@code flight} in the place of what was found there; false when somebody else was faster. */
    boolean replace(CacheKey key, @Nullable CompletableFuture<Answer> found, Flight flight) {
        return found == null
                ? answers.asMap().putIfAbsent(key, flight) == null
                : answers.asMap().replace(key, found, flight);
    }

    /** Takes back a flight that brought nothing to be kept. */
    void forget(CacheKey key, Flight flight) {
        answers.asMap().remove(key, flight);
    }

    void renew(CacheKey key, Answer answer) {
        answers.put(key, CompletableFuture.completedFuture(answer));
    }

    void remember(CacheKey key, Answer answer) {
        lastKnown.put(key, answer);
    }

    @Nullable Answer lastKnown(CacheKey key) {
        return lastKnown.getIfPresent(key);
    }
}
