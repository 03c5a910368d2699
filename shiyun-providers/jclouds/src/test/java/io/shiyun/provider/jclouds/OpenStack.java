package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import java.util.Optional;

/** The real OpenStack of the environment, as {@code testbed/openstack/up} prints it. */
final class OpenStack {
    private OpenStack() {}

    /** Returns why there is none; empty when there is one. */
    static Optional<String> absence() {
        return System.getenv("OS_AUTH_URL") == null
                ? Optional.of("no OpenStack: OS_AUTH_URL is not set; start one with testbed/openstack/up")
                : Optional.empty();
    }

    static CloudConfig.Builder config() {
        return CloudConfig.builder(new CloudId("lab"))
                .set("api", "openstack-nova")
                .set("endpoint", env("OS_AUTH_URL"))
                .set("identity", env("OS_USER_DOMAIN_NAME") + ":" + env("OS_USERNAME"))
                .set("credential", env("OS_PASSWORD"))
                .set("regions", env("OS_REGION_NAME"))
                .set("properties", keystone(env("OS_PROJECT_NAME")));
    }

    static String keystone(String project) {
        return "jclouds.keystone.version=3;jclouds.keystone.scope=project:" + project;
    }

    static String env(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("the environment variable " + name + " is not set");
        }
        return value;
    }
}
