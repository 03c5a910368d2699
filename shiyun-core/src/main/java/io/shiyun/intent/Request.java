package io.shiyun.intent;

import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Region;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * What is to be written down and done.
 *
 * @param operationId the operation, see {@link io.shiyun.store.OperationIds}; several epochs of it may follow one another
 * @param resource the logical name of what it is done to, the same over all places, such as {@code host/build-1}
 * @param region where
 * @param order the frozen order
 * @param terms for whom and at what price
 * @param time how long it may take from being accepted to being done
 * @param patience how long a cloud that does not answer is waited for while the outcome is in doubt
 * @param epochs how often it may be sent anew at this place after a doubt that ended with nothing made, at least 1
 */
public record Request(
        String operationId,
        String resource,
        Region region,
        Fields order,
        Terms terms,
        Duration time,
        Duration patience,
        int epochs) {
    /** How long anything may take unless said: longer than the slowest healthy create of a host. */
    public static final Duration TIME = Duration.ofMinutes(30);

    /** How long a silent cloud is waited for unless said: longer than a restart of its control plane. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How often it is sent anew unless said. */
    public static final int EPOCHS = 3;

    public Request {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(terms, "terms");
        if (operationId.isBlank() || resource.isBlank()) {
            throw new IllegalArgumentException("A request needs an operation id and the name of its resource");
        }
        if (time.isNegative() || patience.isNegative() || epochs < 1) {
            throw new IllegalArgumentException("time and patience cannot be negative, epochs not less than 1: were "
                    + time + ", " + patience + ", " + epochs);
        }
    }

    /** Returns a request with the usual times. */
    public static Request of(String operationId, String resource, Region region, Fields order, Terms terms) {
        return new Request(operationId, resource, region, order, terms, TIME, PATIENCE, EPOCHS);
    }

    /** Returns the request to delete one thing, for {@link ResourceKind#deletion()}. */
    public static Request delete(String operationId, ResourceKind<?> resource, Id id, Terms terms) {
        return of(
                operationId,
                resourceName(resource, id),
                id.region(),
                Fields.of(fields -> fields.put("id", id.text())),
                terms);
    }

    /** Returns the logical name of a thing that exists. */
    public static String resourceName(ResourceKind<?> resource, Id id) {
        return resource.name().toLowerCase(Locale.ROOT) + "/" + id.text();
    }

    /** Returns the same with another patience. */
    public Request patience(Duration most) {
        return new Request(operationId, resource, region, order, terms, time, most, epochs);
    }

    /** Returns the same with another number of epochs. */
    public Request epochs(int most) {
        return new Request(operationId, resource, region, order, terms, time, patience, most);
    }
}
