package io.shiyun.provider.jclouds;

import java.util.Map;

/** The properties that keep jclouds from retrying and from waiting: core does both, and knows more. */
final class Unhurried {
    static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("jclouds.max-retries", "0"),
            Map.entry("jclouds.retries-delay-start", "0"),
            Map.entry("jclouds.compute.timeout.node-running", "0"),
            Map.entry("jclouds.compute.timeout.node-suspended", "0"),
            Map.entry("jclouds.compute.timeout.node-terminated", "0"),
            Map.entry("jclouds.compute.timeout.image-available", "0"),
            Map.entry("jclouds.compute.timeout.image-deleted", "0"),
            Map.entry("jclouds.compute.timeout.cleanup-incidental-resources", "0"),
            Map.entry("jclouds.compute.poll-status.initial-period", "1"),
            Map.entry("jclouds.compute.poll-status.max-period", "1"),
            Map.entry("jclouds.trust-all-certs", "false"),
            Map.entry("jclouds.relax-hostname", "false"));

    private Unhurried() {}
}
