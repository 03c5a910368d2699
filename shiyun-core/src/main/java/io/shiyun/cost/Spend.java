package io.shiyun.cost;

import io.shiyun.model.Money;
import java.util.Objects;
import java.util.Optional;

/**
 * What a create is expected to cost, at one place. Immutable, and the same after a restart.
 *
 * @param reference names it: one try of one operation at one place
 * @param resource what is created, such as {@code host/build-1}
 * @param cloud where
 * @param region where
 * @param actor who asked for it
 * @param project for which project, or empty
 * @param app for which app, or empty
 * @param expected how much; empty when the price is not known or does not count time alone, such as one by GiB and month, which is
 *     not free
 */
public record Spend(
        String reference,
        String resource,
        String cloud,
        String region,
        String actor,
        String project,
        String app,
        Optional<Money> expected) {
    public Spend {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(expected, "expected");
    }
}
