package io.shiyun.provider.aws;

import io.shiyun.model.Host;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckCall;
import io.shiyun.tck.TckHarness;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The whole contract, on the stand-in whose signatures and shapes botocore checks. */
class AwsContractTest extends ProviderContract {
    private StandIn standIn;

    @BeforeAll
    void up() throws IOException, InterruptedException {
        standIn = StandIn.start("--cluster-transition", "0.1");
    }

    @AfterAll
    void down() throws IOException, InterruptedException {
        if (standIn != null) {
            standIn.close();
        }
    }

    @Override
    protected TckHarness harness() {
        CloudConfig config = standIn.config().build();
        CloudProvider provider = new AwsProvider(name -> null);
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
                return question.equals("adopt.address") ? Optional.of(existing(provider, config)) : Optional.empty();
            }
        };
    }

    /** Launches a machine that the contract then finds and takes in. */
    private static String existing(CloudProvider provider, CloudConfig config) {
        try (Cloud cloud = provider.connect(config)) {
            Hosts hosts = cloud.find(Hosts.class).orElseThrow();
            TckCall call = TckCall.of(Duration.ofSeconds(20));
            HostOrder order = Samples.order(cloud.regions().get(0)).build();
            Progress<Host> made = hosts.create(order, new Intent("0123456789abcdefadopt", Map.of()), call);
            return made instanceof Progress.Ongoing<Host> ongoing
                    ? ongoing.soFar().orElseThrow().addresses().get(0)
                    : "";
        }
    }
}
