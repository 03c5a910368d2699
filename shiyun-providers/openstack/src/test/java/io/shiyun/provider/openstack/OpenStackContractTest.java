package io.shiyun.provider.openstack;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real OpenStack keeps the contract that every provider keeps. */
@EnabledIfEnvironmentVariable(
        named = "OS_AUTH_URL",
        matches = ".+",
        disabledReason = "SKIPPED: no OpenStack; start one by testbed/openstack/up and read its openrc")
class OpenStackContractTest extends ProviderContract {
    private static final Map<String, String> OPTIONS =
            Map.of("shape", "m1.tiny", "shape.other", "m1.small", "image", "debian-12");

    @Override
    protected TckHarness harness() {
        CloudProvider provider = new OpenStackProvider();
        CloudConfig config = RealCloud.config().set("page-size", "5").build();
        return new TckHarness() {
            @Override
            public CloudProvider provider() {
                return provider;
            }

            @Override
            public CloudConfig config() {
                return config;
            }

            @Override
            public Optional<String> option(String question) {
                return Optional.ofNullable(OPTIONS.get(question));
            }

            @Override
            public Duration patience() {
                return Duration.ofMinutes(3);
            }
        };
    }
}
