package io.shiyun.provider.openstack;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Setting;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The OpenStack of the variables {@code OS_*}, such as those that testbed/openstack/up prints. */
final class RealCloud {
    private RealCloud() {}

    /** Skips the test, aloud, where there is none. */
    static void need() {
        Assumptions.assumeTrue(
                System.getenv("OS_AUTH_URL") != null,
                "SKIPPED: no OpenStack; start one by testbed/openstack/up and read its openrc");
    }

    static CloudConfig.Builder config() {
        CloudConfig.Builder config = CloudConfig.builder(new CloudId("lab"))
                .set("network", "private")
                .set("price-card", "price-card.properties");
        Map<String, String> environment = System.getenv();
        for (Setting setting : new OpenStackProvider().settings()) {
            String value = environment.get("OS_" + setting.environment());
            if (value != null && !setting.environment().isEmpty()) {
                config.set(setting.key(), value);
            }
        }
        return config;
    }
}
