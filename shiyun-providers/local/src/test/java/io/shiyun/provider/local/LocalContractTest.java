package io.shiyun.provider.local;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** This machine keeps the contract that every provider keeps. */
class LocalContractTest extends ProviderContract {
    @TempDir
    static Path folder;

    @Override
    protected TckHarness harness() {
        CloudProvider provider = new LocalProvider();
        CloudConfig config = Lab.config(folder);
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
                return question.equals("app.http") ? Optional.of("true") : Optional.empty();
            }

            @Override
            public Duration patience() {
                return Duration.ofSeconds(60);
            }
        };
    }
}
