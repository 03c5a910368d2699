package io.shiyun.provider.ssh;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Machines behind real OpenSSH servers keep the contract that every provider keeps. */
class SshContractTest extends ProviderContract {
    @TempDir
    static Path folder;

    private static @Nullable Testbed testbed;

    @BeforeAll
    static void start() throws Exception {
        testbed = Testbed.start(folder, 6);
    }

    @AfterAll
    static void stop() throws Exception {
        if (testbed != null) {
            testbed.close();
        }
    }

    @Override
    protected TckHarness harness() {
        Testbed machines = Objects.requireNonNull(testbed);
        CloudProvider provider = new SshProvider();
        CloudConfig config;
        try {
            config = machines.config();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
                return Optional.of(machines.setting("tck." + question)).filter(answer -> !answer.isEmpty());
            }

            @Override
            public Duration patience() {
                return Duration.ofSeconds(60);
            }
        };
    }
}
