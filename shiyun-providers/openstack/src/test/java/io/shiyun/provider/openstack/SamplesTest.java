package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudException;
import io.shiyun.spi.Cloud;
import io.shiyun.wire.Json;
import io.shiyun.wire.Source;
import io.shiyun.wire.rig.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The samples that OpenStack publishes of its own replies, and recorded ones, put behind this provider's questions. They are looked for in
 * the folder of {@code SHIYUN_ORACLES}.
 */
class SamplesTest {
    private record Sample(Path file, byte[] bytes, Json json) {}

    private static final List<Sample> SAMPLES = new ArrayList<>();

    /** A tenth of all samples behind all questions is tried, all of them by {@code -Dshiyun.samples=all}. */
    private static final boolean ALL = "all".equals(System.getProperty("shiyun.samples"));

    /** How often each sample is damaged. */
    private static final int MUTATIONS = Integer.getInteger("shiyun.mutations", 20);

    /** Bodies of requests are what we send, not what we meet. */
    private static final String REQUEST = ".*(-req(-.*)?|-request(-.*)?|req-v[0-9]+)\\.json";

    @BeforeAll
    static void read() throws IOException {
        String oracles = System.getenv("SHIYUN_ORACLES");
        Assumptions.assumeTrue(oracles != null, "SKIPPED: SHIYUN_ORACLES names no folder of samples");
        int broken = 0;
        try (Stream<Path> files = Files.walk(Path.of(oracles, "openstack"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                try {
                    SAMPLES.add(new Sample(file, bytes, Json.read(bytes, Source.named(file.toString()))));
                } catch (CloudException noJson) {
                    broken++;
                }
            }
        }
        System.out.println("samples: " + SAMPLES.size() + " JSON documents, " + broken + " files that are none");
        assertThat(SAMPLES).hasSizeGreaterThan(1000);
    }

    /** The question that meets a sample of this kind, if one does. */
    private static Optional<String> question(Sample sample) {
        Json json = sample.json();
        if (sample.file().toString().matches(REQUEST) || !json.isObject()) {
            return Optional.empty();
        }
        boolean nova = sample.file().toString().contains("/nova/");
        boolean network = sample.file().getFileName().toString().startsWith("_v2_0__");
        Map<String, Boolean> kinds = new LinkedHashMap<>();
        kinds.put("hosts.get", json.has("server.status") && json.has("server.id"));
        kinds.put("hosts.create", json.has("server.adminPass") && !json.has("server.status"));
        kinds.put("hosts.list", json.at("servers").isList());
        kinds.put("offers.list", json.at("flavors").isList());
        kinds.put("images.list", json.at("images").isList());
        kinds.put("images.get", json.has("container_format") && json.has("status") && json.has("id"));
        kinds.put("places.zones", json.has("availabilityZoneInfo"));
        kinds.put("quotas.list", json.has("limits.absolute"));
        kinds.put("hosts.console", json.has("output"));
        kinds.put("images.create", json.has("image_id") && nova);
        kinds.put("networks.list", json.at("networks").isList() && network);
        kinds.put("networks.get", json.has("network.id") && network);
        kinds.put("networks.firewalls", json.at("security_groups").isList() && network);
        kinds.put("networks.addresses", json.at("floatingips").isList());
        kinds.put("volumes.list", json.at("volumes").isList() && network);
        kinds.put("volumes.get", json.has("volume.id") && network);
        kinds.put("volumes.snapshots", json.at("snapshots").isList() && network);
        kinds.put("clusters.list", json.at("clusters").isList() && !json.has("id"));
        kinds.put("clusters.get", json.has("coe_version") && json.has("uuid"));
        return kinds.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What is asked beside, whose reply the sample is not. */
    private static boolean isBeside(String target, String question) {
        return target.contains("/quotas/")
                || target.contains("/subnets")
                || target.contains("/nodegroups")
                || (target.startsWith("/volumev3") && question.startsWith("quotas"));
    }

    @Test
    void every_sample_of_a_reply_that_is_asked_for_is_understood() throws IOException {
        Map<String, Integer> understood = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{}"));
                Cloud cloud = stand.connect()) {
            for (Sample sample : SAMPLES) {
                Optional<String> question = question(sample);
                if (question.isEmpty()) {
                    continue;
                }
                Recorded body = Recorded.of(200, "application/json", sample.bytes());
                boolean creates = question.get().equals("hosts.create");
                stand.answer(seen -> creates && seen.method().equals("GET")
                        ? Stand.json(200, Stand.FLAVORS)
                        : isBeside(seen.target(), question.get()) ? Stand.json(200, "{}") : body);
                try {
                    Object answer = Questions.ALL.get(question.get()).apply(cloud, Stand.call());
                    assertThat(Questions.sound(answer)).isTrue();
                    understood.merge(question.get(), 1, Integer::sum);
                } catch (CloudException e) {
                    refused.add(sample.file() + " as " + question.get() + ": " + e.problem());
                }
            }
        }
        System.out.println("understood: " + understood + ", in all "
                + understood.values().stream().mapToInt(count -> count).sum() + "; refused: " + refused.size());
        refused.forEach(line -> System.out.println("refused: " + line));
        assertThat(understood.values().stream().mapToInt(count -> count).sum()).isGreaterThan(150);
        assertThat(refused).isEmpty();
    }

    @Test
    void every_sample_of_a_token_leads_to_its_catalogue_or_is_refused() {
        int services = 0;
        int read = 0;
        for (Sample sample : SAMPLES) {
            if (sample.json().at("token").isObject()) {
                services += Catalogue.read(sample.json().at("token.catalog"), "public")
                        .endpoints()
                        .size();
                read++;
            }
        }
        System.out.println("tokens: " + read + " with " + services + " addresses");
        assertThat(read).isPositive();
        assertThat(services).isPositive();
    }

    @Test
    void any_sample_behind_any_question_is_told_or_refused_as_a_cloud_exception() throws IOException {
        int told = 0;
        int refused = 0;
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{}"));
                Cloud cloud = stand.connect()) {
            for (Sample sample : SAMPLES) {
                stand.answer(seen -> Recorded.of(200, "application/json", sample.bytes()));
                for (var question : Questions.ALL.entrySet()) {
                    if (!ALL
                            && Math.floorMod(
                                            Objects.hash(
                                                    sample.file().getFileName().toString(), question.getKey()),
                                            10)
                                    != 0) {
                        continue;
                    }
                    try {
                        assertThat(Questions.sound(question.getValue().apply(cloud, Stand.call())))
                                .as(question.getKey() + " with " + sample.file())
                                .isTrue();
                        told++;
                    } catch (CloudException e) {
                        refused++;
                    } catch (RuntimeException e) {
                        throw new AssertionError(question.getKey() + " with " + sample.file(), e);
                    }
                }
            }
        }
        System.out.println("any sample behind any question: " + told + " told, " + refused + " refused");
    }

    /** Each sample that is asked for, with bytes of its body changed, removed or doubled; see also DamagedRepliesTest. */
    @Test
    void every_damaged_sample_is_told_or_refused_as_a_cloud_exception() throws IOException {
        int samples = 0;
        long told = 0;
        long refused = 0;
        long begun = System.nanoTime();
        try (Stand stand = Stand.start(seen -> Stand.json(200, "{}"));
                Cloud cloud = stand.connect()) {
            for (Sample sample : SAMPLES) {
                Optional<String> question = question(sample);
                if (question.isEmpty()) {
                    continue;
                }
                samples++;
                String asked = question.get();
                Recorded good = Recorded.of(200, "application/json", sample.bytes());
                boolean creates = asked.equals("hosts.create");
                for (int seed = 1; seed <= MUTATIONS; seed++) {
                    Recorded body = DamagedRepliesTest.damaged(good, 10 * seed + 1);
                    stand.answer(seen -> creates && seen.method().equals("GET")
                            ? Stand.json(200, Stand.FLAVORS)
                            : isBeside(seen.target(), asked) ? Stand.json(200, "{}") : body);
                    try {
                        assertThat(Questions.sound(Questions.ALL.get(asked).apply(cloud, Stand.call())))
                                .isTrue();
                        told++;
                    } catch (CloudException e) {
                        refused++;
                    } catch (RuntimeException e) {
                        throw new AssertionError(asked + " with " + sample.file() + " damaged by seed " + seed, e);
                    }
                }
            }
        }
        System.out.println(samples + " samples damaged " + MUTATIONS + " times each: " + told + " told, " + refused
                + " refused, in " + (System.nanoTime() - begun) / 1_000_000_000 + " s");
        assertThat(told).isPositive();
        assertThat(refused).isPositive();
    }
}
