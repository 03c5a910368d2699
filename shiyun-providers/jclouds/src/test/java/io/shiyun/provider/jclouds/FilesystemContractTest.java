package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A folder behind jclouds keeps the contract that every store of objects keeps. */
class FilesystemContractTest extends ProviderContract {
    @TempDir
    static Path folder;

    @Override
    protected TckHarness harness() {
        CloudConfig config = CloudConfig.builder(new CloudId("folder"))
                .set("api", "filesystem")
                .set("folder", folder.toString())
                .set("credential", "not-needed-here")
                .build();
        return new Harness(config, "buckets", List.of());
    }
}
