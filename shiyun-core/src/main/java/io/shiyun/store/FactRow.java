package io.shiyun.store;

import java.time.Instant;

/**
 * Something a cloud once said.
 *
 * @param cloud which cloud
 * @param service about which of its services
 * @param region in which region
 * @param key about what
 * @param text what it said
 * @param at when it said so
 */
public record FactRow(String cloud, String service, String region, String key, String text, Instant at) {
    /** Cuts the time to microseconds. */
    public FactRow {
        if (cloud.isBlank() || service.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("A fact needs a cloud, a service and a key");
        }
        at = Times.cut(at);
    }

    /** Without what was said. */
    @Override
    public String toString() {
        return "FactRow(" + cloud + " " + service + " " + region + " " + key + " at " + at + ")";
    }
}
