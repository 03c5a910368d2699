package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the one default configuration does to 10,000 calls of a cloud that fails with a given probability: the real
 * pipeline in virtual time, one call each 10 ms, 100 seeds. The figures are
 * printed as {@code io.shiyun.benchmarks.Record} reads them.
 */
class RetrySimulationTest {
    private static final int CALLS = 10_000;
    private static final int SEEDS = 100;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final CloudException FAULT = CloudException.ambiguous(Reason.UNAVAILABLE, "503")
            .code("ServiceUnavailable")
            .build();

    private record Outcome(long requests, long succeeded, long calls) {
        double success() {
            return succeeded / (double) requests;
        }

        double callsPerRequest() {
            return calls / (double) requests;
        }

        Outcome plus(Outcome other) {
            return new Outcome(requests + other.requests, succeeded + other.succeeded, calls + other.calls);
        }
    }

    @Test
    @DisplayName("at 10 % faults at least 99.85 % of calls succeed")
    void tenPercentFaults() {
        Outcome outcome = simulate("10 % faults", 0.1, GuardPolicy.standard(), "at least 99.85", "");
        assertThat(outcome.success()).isGreaterThanOrEqualTo(0.9985);
    }

    @Test
    @DisplayName("at 50 % faults at least 60 % of calls succeed, for at most 1.25 calls a request")
    void brownOut() {
        Outcome outcome = simulate("50 % faults", 0.5, GuardPolicy.standard(), "at least 60", "at most 1.25");
        assertThat(outcome.success()).isGreaterThanOrEqualTo(0.60);
        assertThat(outcome.callsPerRequest()).isLessThanOrEqualTo(1.25);
    }

    @Test
    @DisplayName("in a total outage a request costs at most 1.01 calls without a breaker")
    void outageWithoutBreaker() {
        Outcome outcome =
                simulate("outage, breaker off", 1, GuardPolicy.standard().withoutBreaker(), "", "at most 1.01");
        assertThat(outcome.callsPerRequest()).isLessThanOrEqualTo(1.01);
    }

    @Test
    @DisplayName("in a total outage a request costs at most 1.01 calls with the breaker")
    void outageWithBreaker() {
        Outcome outcome = simulate("outage, breaker on", 1, GuardPolicy.standard(), "", "at most 1.01");
        assertThat(outcome.callsPerRequest()).isLessThanOrEqualTo(1.01);
    }

    private static Outcome simulate(String name, double faults, GuardPolicy guards, String success, String calls) {
        Outcome mean = new Outcome(0, 0, 0);
        for (int seed = 1; seed <= SEEDS; seed++) {
            mean = mean.plus(run(seed, faults, guards));
        }
        String what = "default retry, " + name + ", mean of " + SEEDS + " seeds of " + CALLS + " calls: ";
        System.out.printf(Locale.ROOT, "figure: %ssucceed | %.3f | %% | %s%n", what, 100 * mean.success(), success);
        System.out.printf(
                Locale.ROOT, "figure: %scalls a request | %.4f | | %s%n", what, mean.callsPerRequest(), calls);
        return mean;
    }

    private static Outcome run(long seed, double faults, GuardPolicy guards) {
        SplittableRandom random = new SplittableRandom(seed);
        VirtualTime time = new VirtualTime();
        ScriptedCloud cloud = new ScriptedCloud("sim");
        cloud.script = call -> {
            if (random.nextDouble() < faults) {
                throw FAULT;
            }
        };
        int succeeded = 0;
        try (Pipeline pipeline = time.pipeline()
                .jitter(random::nextDouble)
                .guards(guards)
                .limits(Operation.HOSTS_GET, limits -> limits.fresh(Duration.ZERO))
                .build()) {
            Hosts hosts = pipeline.guard(cloud, Capabilities.builder().build())
                    .find(Hosts.class)
                    .orElseThrow();
            for (int i = 0; i < CALLS; i++) {
                time.advance(PACE);
                try {
                    hosts.get(cloud.id("h"), pipeline.call(Operation.HOSTS_GET));
                    succeeded++;
                } catch (CloudException failed) {
                    if (failed.reason() != Reason.UNAVAILABLE) {
                        throw failed;
                    }
                }
            }
        }
        return new Outcome(CALLS, succeeded, cloud.requests.get());
    }
}
