package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.util.List;

/** A store in memory behind jclouds keeps the contract that every store of objects keeps. */
class TransientContractTest extends ProviderContract {
    @Override
    protected TckHarness harness() {
        CloudConfig config = CloudConfig.builder(new CloudId("memory"))
                .set("api", "transient")
                .build();
        return new Harness(config, "buckets", List.of());
    }
}
