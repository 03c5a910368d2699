package io.shiyun.provider.jclouds;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.tck.ProviderContract;
import io.shiyun.tck.TckHarness;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** A real OpenStack behind jclouds keeps the contract that every provider keeps. */
class OpenStackContractTest extends ProviderContract {
    @BeforeAll
    static void needsAnOpenStack() {
        assumeTrue(OpenStack.absence().isEmpty(), () -> OpenStack.absence().orElse(""));
    }

    @Override
    protected TckHarness harness() {
        return new Harness(
                OpenStack.config().build(),
                "hosts",
                List.of("cloud", "hosts", "images", "offers", "places", "objects"));
    }
}
