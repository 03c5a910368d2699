package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.tck.Claims;
import io.shiyun.tck.Contract;
import io.shiyun.tck.Result;
import io.shiyun.tck.Result.Verdict;
import io.shiyun.tck.Rule;
import io.shiyun.tck.Rules;
import io.shiyun.tck.TckHarness;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract can fail: each flaw of a provider is noticed by the rules that are about it. */
class ContractNoticesTest {
    /** A harness with little patience, since a flaw may mean waiting in vain. */
    private record Harness(CloudProvider provider, CloudConfig config, Claims claims) implements TckHarness {
        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    private static CloudConfig.Builder config() {
        return CloudConfig.builder(new CloudId("lab"));
    }

    private static List<Rule> named(List<String> ids) {
        return Rules.all().stream().filter(rule -> ids.contains(rule.id())).toList();
    }

    private static Result of(List<Result> results, String id) {
        return results.stream()
                .filter(result -> result.rule().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule " + id));
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NO_FLAW")
    void a_flaw_fails_the_rules_that_are_about_it(Flaw flaw) {
        BrokenProvider broken = new BrokenProvider(flaw);
        Claims claims = flaw == Flaw.CLAIMS_WHAT_IS_NONE ? new Claims(Set.of("hosts.reboot")) : Claims.NONE;
        Harness harness = new Harness(broken, config().set("key", "open sesame").build(), claims);
        List<Rule> rules = flaw == Flaw.KEEPS_WHAT_IS_DELETED
                ? named(List.of("hosts.a-created-host-runs-and-is-found-by-its-id"))
                : named(flaw.noticed());
        try {
            List<Result> results = Contract.run(harness, rules);
            for (String id : flaw.noticed()) {
                assertThat(of(results, id).line()).startsWith("FAIL " + id + " - ");
                assertThat(of(results, id).line()).hasSizeGreaterThan(20 + id.length());
            }
        } finally {
            broken.end();
        }
    }

    @Test
    void without_a_flaw_every_rule_that_notices_one_holds() {
        List<String> ids = Stream.of(Flaw.values())
                .flatMap(flaw -> flaw.noticed().stream())
                .toList();
        BrokenProvider whole = new BrokenProvider(Flaw.NO_FLAW);
        Harness harness =
                new Harness(whole, config().set("key", "open sesame").build(), new Claims(Set.of("hosts.reboot")));
        for (Result result : Contract.run(harness, named(ids))) {
            assertThat(result.line()).startsWith("PASS ");
        }
    }

    @Test
    void faults_of_the_simulated_cloud_fail_rules() {
        CloudConfig tokenless =
                config().set("boot-time", "5ms").set("lost-reply", "0.5").build();
        Harness harness = new Harness(new SimProvider(), tokenless, Claims.NONE);
        List<Result> results = Contract.run(harness, Rules.only(List.of("offers", "places")));
        assertThat(results).extracting(Result::verdict).contains(Verdict.FAIL);
    }
}
