package io.shiyun.provider.template;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The whole contract. An author's own is the same, with the settings of an account at the real cloud. */
class TemplateContractTest extends ProviderContract {
    private TinyCloud cloud;

    @BeforeAll
    void start() throws IOException {
        cloud = new TinyCloud(0);
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Override
    protected TckHarness harness() {
        TemplateProvider provider = new TemplateProvider();
        CloudConfig config = CloudConfig.builder(new CloudId("lab"))
                .set("endpoint", cloud.endpoint())
                .set("key", TinyCloud.KEY)
                .build();
        Map<String, String> options = Map.of("shape", "small", "shape.other", "large", "image", "linux");
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
                return Optional.ofNullable(options.get(question));
            }
        };
    }
}
