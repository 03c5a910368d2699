package io.shiyun.call;

import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.List;

/**
 * The connected clouds as the rest of the library sees them: each behind the pipeline, by the name the user gave it.
 * Thread-safe.
 */
public interface Clouds {
    /** Returns the names of the clouds, in the order the user gave them. */
    List<CloudId> ids();

    /**
     * Returns the guarded session.
     *
     * @throws IllegalArgumentException when no cloud has this name; the message lists those that are connected
     */
    Cloud cloud(CloudId id);

    /** Returns what the cloud can do, as far as it was narrowed by now. */
    Capabilities capabilities(CloudId id);

    /** Returns a call that has the time such an operation has by default. */
    Call call(Operation operation);

    /** Returns the same for a read that must see what is there now: its answer never comes from the cache. */
    default Call freshCall(Operation operation) {
        return call(operation);
    }

    /** Returns a call that has this much time. */
    Call call(Duration time);

    /**
     * Returns a guarded service of a cloud.
     *
     * @throws CloudException UNSUPPORTED, NOT_SENT, when the cloud does not have it
     */
    default <S extends CloudService> S service(CloudId id, Class<S> type) {
        return cloud(id)
                .find(type)
                .orElseThrow(
                        () -> CloudException.unsupported("Cloud '" + id + "' has no service " + type.getSimpleName()));
    }
}
