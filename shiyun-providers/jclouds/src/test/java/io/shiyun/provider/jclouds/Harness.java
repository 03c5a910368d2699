package io.shiyun.provider.jclouds;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.TckHarness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The contract's harness for one cloud of jclouds. */
record Harness(CloudConfig config, String claimed, List<String> only) implements TckHarness {
    private static final CloudProvider PROVIDER = new JcloudsProvider();

    @Override
    public CloudProvider provider() {
        return PROVIDER;
    }

    @Override
    public Optional<String> option(String question) {
        return question.equals("claims") ? Optional.of(claimed) : Optional.empty();
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(2);
    }
}
