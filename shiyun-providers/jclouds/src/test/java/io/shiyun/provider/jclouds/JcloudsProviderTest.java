package io.shiyun.provider.jclouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudId;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.tck.TckCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JcloudsProviderTest {
    private static CloudConfig.Builder config(String api) {
        return CloudConfig.builder(new CloudId("lab")).set("api", api);
    }

    @Test
    void anUnknownApiIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> new JcloudsProvider().connect(config("nimbus").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'api'")
                .hasMessageContaining("nimbus")
                .hasMessageContaining("openstack-nova")
                .hasMessageContaining("filesystem");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, ftp://cloud.example",
        "endpoint, cloud.example:5000/v3",
        "regions, ','",
        "properties, jclouds.trust-all-certs=true",
        "properties, jclouds.relax-hostname=true",
        "properties, jclouds.max-retries=5",
        "properties, http.proxy=x",
        "properties, jclouds.keystone.version"
    })
    void aSettingThatCannotBeRightIsNamed(String key, String value) {
        assertThatThrownBy(() -> new JcloudsProvider()
                        .connect(config("openstack-nova").set(key, value).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + key + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openstack-nova",
                "cloudstack",
                "digitalocean2",
                "filesystem",
                "transient",
                "s3",
                "azureblob",
                "google-cloud-storage",
                "openstack-swift"
            })
    void aCloudThatComesWithItIsHostsOrBucketsAsItsKindIs(String api) {
        CloudConfig config = config(api)
                .set("folder", "unused")
                .set("endpoint", "http://127.0.0.1:9")
                .build();
        try (Cloud cloud = new JcloudsProvider().connect(config)) {
            Capabilities can = cloud.narrow(new JcloudsProvider().capabilities(), TckCall.of(Duration.ofSeconds(5)));
            assertThat(cloud.find(Hosts.class).isPresent())
                    .isEqualTo(can.of(Operation.HOSTS_CREATE).usable())
                    .isNotEqualTo(cloud.find(Buckets.class).isPresent());
            assertThat(cloud.find(Buckets.class).isPresent())
                    .isEqualTo(can.of(Operation.BUCKETS_PUT).usable());
            assertThat(can.guarantee(Operation.HOSTS_CREATE).kind())
                    .isEqualTo(api.equals("openstack-nova") ? GuaranteeKind.TAGS : GuaranteeKind.NONE);
        }
    }
}
