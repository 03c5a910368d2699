package io.shiyun.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The answers that were given, bounded by the number of items they hold, and the questions that are on their way. An
 * answer stays until a newer one comes, so that the last known is at hand while the cloud is asked or dead; its age is
 * judged by the reader, since each operation has its own. No lock is held while somebody asks.
 */
final class AnswerStore {
    private final Cache<CacheKey, Answer> answers;
    private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

    AnswerStore(long mostItems) {
        this.answers = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(mostItems)
                .weigher((CacheKey key, Answer answer) -> answer.weight())
                .build();
    }

    /** The last answer, however old. */
    @Nullable Answer find(CacheKey key) {
        return answers.getIfPresent(key);
    }

    void keep(CacheKey key, Answer answer) {
        answers.put(key, answer);
    }

    /** Sets a flight off, unless somebody asks the same already: then answers with that one's. */
    @Nullable Flight depart(CacheKey key, Flight own) {
        return flights.putIfAbsent(key, own);
    }

    /** Sets a flight off in the place of one that set off too early; false when that has landed meanwhile. */
    boolean overtake(CacheKey key, Flight early, Flight own) {
        return flights.replace(key, early, own);
    }

    void land(CacheKey key, Flight flight) {
        flights.remove(key, flight);
    }
}
