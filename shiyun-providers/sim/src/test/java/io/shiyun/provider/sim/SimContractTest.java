package io.shiyun.provider.sim;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;

/** The whole contract, on a simulated cloud without faults. */
class SimContractTest extends ProviderContract {
    @Override
    protected TckHarness harness() {
        SimProvider provider = new SimProvider();
        CloudConfig config = CloudConfig.builder(new CloudId("lab"))
                .set("boot-time", "5ms")
                .set("page-size", "2")
                .set("regions", "sim-1,sim-2")
                .build();
        return new TckHarness() {
            @Override
            public CloudProvider provider() {
                return provider;
            }

            @Override
            public CloudConfig config() {
                return config;
            }
        };
    }
}
