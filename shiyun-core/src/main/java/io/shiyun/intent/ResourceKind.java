package io.shiyun.intent;

import io.shiyun.model.Id;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of thing that clouds keep, as far as intents need to know it: how it is listed, looked at and told apart.
 * Thread-safe; every call goes through the pipeline.
 *
 * @param <T> its facts
 */
public interface ResourceKind<T> {
    /** How a thing stands. */
    enum Stand {
        /** Usable. */
        READY,
        /** The cloud is at work on it. */
        PASSING,
        /** It failed, and is still there. */
        BROKEN,
        /** Gone, but still told of. */
        GONE
    }

    /**
     * What is charged for a thing.
     *
     * @param zone where, or empty
     * @param shape its size, or empty
     * @param quantity how many units
     */
    record Charged(String zone, String shape, java.math.BigDecimal quantity) {}

    /** Returns its name in the journal and in usage records, such as {@code HOST}. */
    String name();

    /** Returns the type of its ids. */
    Class<? extends Id> idType();

    /** Returns the operation that lists it: a cloud without it has none of these. */
    Operation listing();

    /** Returns the operation that creates it: whose guarantee tells how soon it shows up in a list. */
    Operation creating();

    /** Lists those of a region that have these tags; may list more where the cloud cannot choose. */
    Page<T> list(Region region, Map<String, String> tags, Cursor from, Call call);

    /** Returns one. NOT_FOUND when there is none. */
    T get(Id id, Call call);

    /** Returns its id. */
    Id id(T thing);

    /** Returns all its tags. */
    Map<String, String> tags(T thing);

    /** Returns how it stands. */
    Stand stand(T thing);

    /** Returns the problem it has, in words for a person. */
    io.shiyun.model.Problem problem(T thing);

    /** Returns when it was made, where the cloud tells. */
    Optional<Instant> created(T thing);

    /** Returns what is charged for it; empty when nothing is. */
    default Optional<Charged> charged(T thing) {
        return Optional.empty();
    }

    /** Returns the fact of one that is gone. */
    T departed(Id id);

    /** Returns the kinds of work that this kind of thing has, to be found again by the name in the journal. */
    List<IntentKind<T>> intents();

    /** Returns the work that deletes one. */
    IntentKind<T> deletion();
}
