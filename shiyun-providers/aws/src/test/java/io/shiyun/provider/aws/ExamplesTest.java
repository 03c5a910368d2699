package io.shiyun.provider.aws;

import static io.shiyun.provider.aws.Plain.list;
import static io.shiyun.provider.aws.Plain.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.CloudException;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Per;
import io.shiyun.model.Region;
import io.shiyun.model.RepositoryId;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Source;
import io.shiyun.wire.Xml;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that AWS published as examples, and recorded ones: each that a mapper can meet is read, or refused cleanly. */
class ExamplesTest {
    private static final Region REGION = Region.of("amazon", "us-east-1");
    private static final ClusterId CLUSTER = new ClusterId(REGION, "example");
    private static final RepositoryId REPOSITORY = new RepositoryId(REGION, "example");

    /** Mappers by the element or field that holds a list, or one, of what they read. */
    private static final Map<String, Function<Xml, Object>> XML = Map.ofEntries(
            Map.entry("instancesSet", item -> HostFacts.read(REGION, item)),
            Map.entry("imagesSet", item -> ImageFacts.read(REGION, item)),
            Map.entry("volumeSet", item -> VolumeFacts.volume(REGION, item)),
            Map.entry("snapshotSet", item -> VolumeFacts.snapshot(REGION, item)),
            Map.entry("vpcSet", item -> AwsNetworks.network(REGION, item, List.of())),
            Map.entry("securityGroupInfo", item -> Firewalls.read(REGION, item)),
            Map.entry("addressesSet", item -> item.has("allocationId") ? Addresses.read(REGION, item) : item),
            Map.entry("MetricAlarms", item -> item.has("MetricName") ? AwsAlerts.alarm(REGION, item) : item));

    private static final Map<String, Function<Json, Object>> JSON = Map.of(
            "cluster", item -> ClusterFacts.cluster(CLUSTER, item, List.of()),
            "nodegroup", item -> ClusterFacts.pool(CLUSTER, item),
            "repository", item -> AwsRegistries.read(REGION, item),
            "repositories", item -> AwsRegistries.read(REGION, item),
            "imageDetails", item -> AwsRegistries.version(REPOSITORY, item),
            "PriceList",
                    item -> Prices.price(
                            Json.read(item.text().getBytes(StandardCharsets.UTF_8), Source.named("a price")),
                            Per.HOUR));

    private int read;
    private int exact;
    private int mapped;

    private static Path folder() {
        String oracles = System.getenv("SHIYUN_ORACLES");
        Assumptions.assumeTrue(
                oracles != null, "SKIPPED ALOUD: SHIYUN_ORACLES is not set, so the published examples are not read");
        return Path.of(oracles, "aws");
    }

    /** The examples are parameters and results as JSON; they are sent through the wire's form of the service and read back. */
    @ParameterizedTest
    @ValueSource(strings = {"ec2", "cloudwatch", "eks", "ecr", "pricing", "ce"})
    void published_examples_are_read(String service) {
        Map<String, Object> model = map(Plain.parse(folder().resolve("models/" + service + "/service-2.json")));
        Map<String, Object> examples = map(map(Plain.parse(folder().resolve("models/" + service + "/examples-1.json")))
                .get("examples"));
        boolean xml = service.equals("ec2") || service.equals("cloudwatch");
        ExampleWriter writer = new ExampleWriter(map(model.get("shapes")), service.equals("ec2"));
        ModelReader reader = new ModelReader(map(model.get("shapes")));
        examples.forEach((operation, all) -> {
            Object output = map(map(model.get("operations")).get(operation)).get("output");
            for (Object one : list(all)) {
                Object reply = map(one).get("output");
                if (output == null || reply == null) {
                    continue;
                }
                Map<String, Object> known = map(reader.known(map(output), reply, false));
                Map<String, Object> shape = writer.shape(output);
                Map<String, Object> told = xml
                        ? reader.xml(
                                shape,
                                ModelReader.result(service.equals("ec2"), xml(writer.xml(operation, output, known))))
                        : reader.json(shape, json(writer.json(output, known)));
                assertThat(ModelReader.normal(told))
                        .as(operation)
                        .isEqualTo(ModelReader.normal(reader.known(map(output), reply, true)));
                exact++;
            }
        });
        if (examples.isEmpty()) {
            System.out.println(
                    "AWS published examples of " + service + ": AWS publishes none in " + service
                            + "/examples-1.json; its protocol's cases stand in ProtocolCasesTest, its replies in DocumentedRepliesTest");
            return;
        }
        System.out.println("AWS published examples of " + service + ": " + read + " replies read, " + exact + " exact, "
                + mapped + " resources mapped");
        assertThat(exact).isPositive();
    }

    @Test
    void recorded_replies_of_ec2_are_read() throws IOException {
        try (Stream<Path> files = Files.list(folder().resolve("recorded-ec2"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                xml(Files.readString(file));
            }
        }
        System.out.println("AWS recorded replies of EC2: " + read + " read, " + mapped + " resources mapped");
        assertThat(read).isPositive();
    }

    private Xml xml(String text) {
        Xml root = Xml.read(text.getBytes(StandardCharsets.UTF_8), Source.named("an example"));
        read++;
        walk(root);
        return root;
    }

    private void walk(Xml element) {
        Function<Xml, Object> mapper = XML.get(element.name());
        for (Xml child : element.children()) {
            if (mapper != null && (child.name().equals("item") || child.name().equals("member"))) {
                tried(mapper, child);
            }
            walk(child);
        }
    }

    private <T> void tried(Function<T, Object> mapper, T item) {
        try {
            assertThat(mapper.apply(item)).isNotNull();
            mapped++;
        } catch (CloudException refusal) {
            assertThat(refusal.problem().code()).isEqualTo("BadReply");
        }
    }

    private Json json(String text) {
        Json root = Json.read(text.getBytes(StandardCharsets.UTF_8), Source.named("an example"));
        read++;
        BiConsumer<String, Json> each = (name, part) -> {
            Function<Json, Object> mapper = JSON.get(name);
            if (mapper != null) {
                (part.isList() ? part.items() : List.of(part)).forEach(item -> tried(mapper, item));
            }
        };
        root.fields().forEach(each);
        return root;
    }

    /** Writes results as the services do. */
    private static final class ExampleWriter {
        private final ModelWriter model;
        private final boolean ec2;

        ExampleWriter(Map<String, Object> shapes, boolean ec2) {
            this.model = new ModelWriter(shapes);
            this.ec2 = ec2;
        }

        String xml(String operation, Object output, Map<String, Object> reply) {
            StringBuilder to = new StringBuilder("<" + operation + "Response xmlns=\"urn:example\">");
            String result = operation + "Result";
            members(to.append(ec2 ? "" : "<" + result + ">"), model.shape(output), reply);
            return to.append(ec2 ? "" : "</" + result + ">")
                    .append("</" + operation + "Response>")
                    .toString();
        }

        private void members(StringBuilder to, Map<String, Object> shape, Map<String, Object> values) {
            Map<String, Object> members = map(shape.get("members"));
            values.forEach((name, value) -> {
                if (members.containsKey(name) && value != null) {
                    Map<String, Object> ref = map(members.get(name));
                    String tag = String.valueOf(ref.getOrDefault("locationName", name));
                    element(to, tag, model.shape(ref), value);
                }
            });
        }

        private void element(StringBuilder to, String tag, Map<String, Object> shape, Object value) {
            to.append('<').append(tag).append('>');
            if (value instanceof Map<?, ?>) {
                members(to, shape, map(value));
            } else if (value instanceof List<?>) {
                Map<String, Object> item = map(shape.get("member"));
                for (Object each : list(value)) {
                    element(to, String.valueOf(item.getOrDefault("locationName", "member")), model.shape(item), each);
                }
            } else {
                to.append(text(shape, value).replace("&", "&amp;").replace("<", "&lt;"));
            }
            to.append("</").append(tag).append('>');
        }

        /** Moments stand in XML as text. */
        private static String text(Map<String, Object> shape, Object value) {
            if (value instanceof BigDecimal seconds && "timestamp".equals(shape.get("type"))) {
                return Instant.ofEpochMilli(seconds.movePointRight(3).longValue())
                        .toString();
            }
            return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
        }

        String json(Object output, Map<String, Object> reply) {
            JsonWriter to = JsonWriter.object();
            model.json(to, model.shape(output), reply);
            return to.toText();
        }

        Map<String, Object> shape(Object ref) {
            return model.shape(ref);
        }
    }
}
