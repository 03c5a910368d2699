package io.shiyun.provider.aws;

import static io.shiyun.provider.aws.Plain.list;
import static io.shiyun.provider.aws.Plain.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.wire.Headers;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published serialisation cases of the four protocols that are spoken, with the provider's own forms, paths, JSON and readers. What
 * no request of the provider uses is left out, counted and named: host prefixes, compression, tokens that are filled in, headers and
 * payloads of REST-JSON.
 */
class ProtocolCasesTest {
    private static final URI ENDPOINT = URI.create("https://example.com");

    private final Map<String, Integer> left = new TreeMap<>();
    private int exact;

    private static Path folder() {
        String oracles = System.getenv("SHIYUN_ORACLES");
        Assumptions.assumeTrue(
                oracles != null,
                "SKIPPED ALOUD: SHIYUN_ORACLES is not set, so the published protocol cases are not read");
        return Path.of(oracles, "aws", "protocols");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2", "query", "json", "rest-json"})
    void requests_are_written_as_published(String protocol) {
        for (Object each : list(Plain.parse(folder().resolve("input/" + protocol + ".json")))) {
            Map<String, Object> suite = map(each);
            for (Object one : list(suite.get("cases"))) {
                input(protocol, suite, map(one));
            }
        }
        print("requests", protocol);
    }

    private void input(String protocol, Map<String, Object> suite, Map<String, Object> test) {
        Map<String, Object> given = map(test.get("given"));
        Map<String, Object> expected = map(test.get("serialized"));
        ModelWriter model = new ModelWriter(map(suite.get("shapes")));
        Map<String, Object> shape = model.shape(given.get("input"));
        Optional<String> unused = unused(test, given, shape);
        if (unused.isPresent()) {
            left.merge(unused.get(), 1, Integer::sum);
            return;
        }
        String name = String.valueOf(given.get("name"));
        Map<String, Object> metadata = map(suite.get("metadata"));
        Map<String, Object> params = map(test.get("params"));
        Request request;
        try {
            request = switch (protocol) {
                case "ec2", "query" -> {
                    String version = String.valueOf(metadata.get("apiVersion"));
                    Form form = protocol.equals("ec2") ? Form.ec2(name, version) : Form.query(name, version);
                    if (given.containsKey("input")) {
                        model.form(form, protocol.equals("ec2"), "", given.get("input"), params);
                    }
                    yield form.request(ENDPOINT);
                }
                case "json" -> {
                    JsonWriter body = JsonWriter.object();
                    model.json(body, shape, params);
                    yield AwsClient.target(metadata.get("targetPrefix") + "." + name, name, ENDPOINT, body.toBytes());
                }
                default -> rest(model, given, shape, params).request(ENDPOINT);
            };
        } catch (ModelWriter.Unwritable e) {
            left.merge(e.getMessage(), 1, Integer::sum);
            return;
        }
        compare(String.valueOf(test.get("id")), protocol, request, expected);
        exact++;
    }

    private static Optional<String> unused(
            Map<String, Object> test, Map<String, Object> given, Map<String, Object> shape) {
        String id = String.valueOf(test.get("id"));
        if (given.containsKey("endpoint") || id.contains("HostWithPath")) {
            return Optional.of("host prefixes");
        }
        if (given.containsKey("requestcompression") || id.startsWith("SDKApp")) {
            return Optional.of("compression");
        }
        if (id.contains("IdempotencyTokenAutoFill")) {
            return Optional.of("tokens that are filled in");
        }
        if (given.containsKey("httpChecksumRequired") || id.contains("ChecksumRequired")) {
            return Optional.of("checksums");
        }
        if (shape.containsKey("payload")) {
            return Optional.of("payloads");
        }
        if (id.equals("RestJsonToleratesRegexCharsInSegments")) {
            return Optional.of("paths with brackets");
        }
        boolean headers = map(shape.get("members")).entrySet().stream()
                .anyMatch(member ->
                        String.valueOf(map(member.getValue()).get("location")).startsWith("header")
                                && map(test.get("params")).containsKey(member.getKey()));
        return headers ? Optional.of("headers") : Optional.empty();
    }

    /** Writes path and query from the members that belong there. */
    private static Rest rest(
            ModelWriter model, Map<String, Object> given, Map<String, Object> shape, Map<String, Object> params) {
        Map<String, Object> http = map(given.get("http"));
        String template = String.valueOf(http.get("requestUri"));
        int mark = template.indexOf('?');
        String query = mark < 0 ? "" : template.substring(mark + 1);
        Map<String, Object> members = map(shape.get("members"));
        List<String> parts = new ArrayList<>();
        for (String part :
                (mark < 0 ? template : template.substring(0, mark)).substring(1).split("/", -1)) {
            String label = part.replaceAll("[{}+]", "");
            if (!part.startsWith("{")) {
                parts.add(part);
                continue;
            }
            for (Map.Entry<String, Object> member : members.entrySet()) {
                Map<String, Object> ref = map(member.getValue());
                if (label.equals(ref.getOrDefault("locationName", member.getKey()))) {
                    String value = model.scalar(ref, model.shape(ref), params.get(member.getKey()), "iso8601");
                    parts.addAll(part.endsWith("+}") ? Arrays.asList(value.split("/")) : List.of(value));
                }
            }
        }
        Rest rest = Rest.of(String.valueOf(http.get("method")), parts.toArray(String[]::new));
        rest = new Rest(rest.method(), rest.path(), query, Optional.empty());
        for (Map.Entry<String, Object> member : members.entrySet()) {
            Map<String, Object> ref = map(member.getValue());
            Object value = params.get(member.getKey());
            if ("querystring".equals(ref.get("location")) && value != null) {
                rest = query(
                        model,
                        rest,
                        ref,
                        String.valueOf(ref.getOrDefault("locationName", member.getKey())),
                        value,
                        params,
                        members);
            }
        }
        boolean body = members.values().stream().anyMatch(ref -> !map(ref).containsKey("location"));
        if (!body) {
            return rest;
        }
        JsonWriter json = JsonWriter.object();
        model.json(json, shape, params);
        return rest.body(json);
    }

    private static Rest query(
            ModelWriter model,
            Rest rest,
            Map<String, Object> ref,
            String name,
            Object value,
            Map<String, Object> params,
            Map<String, Object> members) {
        Map<String, Object> shape = model.shape(ref);
        Rest now = rest;
        switch (String.valueOf(shape.get("type"))) {
            case "list" -> {
                Map<String, Object> item = map(shape.get("member"));
                for (Object each : list(value)) {
                    now = now.query(name, model.scalar(item, model.shape(item), each, "iso8601"));
                }
            }
            case "map" -> {
                Map<String, Object> item = map(shape.get("value"));
                for (Map.Entry<String, Object> entry : map(value).entrySet()) {
                    boolean named = members.entrySet().stream()
                            .anyMatch(member ->
                                    entry.getKey().equals(map(member.getValue()).get("locationName"))
                                            && params.containsKey(member.getKey()));
                    if (!named) {
                        now = query(model, now, item, entry.getKey(), entry.getValue(), params, members);
                    }
                }
            }
            default -> now = now.query(name, model.scalar(ref, shape, value, "iso8601"));
        }
        return now;
    }

    private static void compare(String id, String protocol, Request request, Map<String, Object> expected) {
        assertThat(request.method()).as(id).isEqualTo(expected.getOrDefault("method", "POST"));
        String uri = request.uri().getRawPath()
                + (request.uri().getRawQuery() == null
                        ? ""
                        : "?" + request.uri().getRawQuery());
        assertThat(pairs(uri)).as(id).isEqualTo(pairs(String.valueOf(expected.get("uri"))));
        String body = new String(request.body(), StandardCharsets.UTF_8);
        Object wanted = expected.get("body");
        if (protocol.equals("ec2") || protocol.equals("query")) {
            assertThat(pairs("?" + body)).as(id).isEqualTo(pairs("?" + wanted));
        } else if (wanted != null && !String.valueOf(wanted).isEmpty()) {
            assertThat(Plain.parse(body)).as(id).isEqualTo(Plain.parse(String.valueOf(wanted)));
        } else if (wanted != null) {
            assertThat(body).as(id).isEmpty();
        }
        map(expected.get("headers"))
                .forEach((name, value) -> assertThat(
                                request.headers().first(name).map(text -> text.replace("; charset=utf-8", "")))
                        .as(id + " " + name)
                        .contains(String.valueOf(value)));
    }

    private static List<String> pairs(String uri) {
        int mark = uri.indexOf('?');
        List<String> parts = new ArrayList<>();
        parts.add(mark < 0 ? uri : uri.substring(0, mark));
        if (mark >= 0) {
            Arrays.stream(uri.substring(mark + 1).split("&")).sorted().forEach(parts::add);
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec2", "query", "json", "rest-json"})
    void answers_are_read_as_published(String protocol) {
        for (Object each : list(Plain.parse(folder().resolve("output/" + protocol + ".json")))) {
            Map<String, Object> suite = map(each);
            for (Object one : list(suite.get("cases"))) {
                output(protocol, suite, map(one));
            }
        }
        print("answers", protocol);
    }

    private void output(String protocol, Map<String, Object> suite, Map<String, Object> test) {
        Map<String, Object> response = map(test.get("response"));
        ModelReader model = new ModelReader(map(suite.get("shapes")));
        String id = String.valueOf(test.get("id"));
        Headers headers = Headers.NONE;
        for (Map.Entry<String, Object> header : map(response.get("headers")).entrySet()) {
            headers = headers.and(header.getKey(), String.valueOf(header.getValue()));
        }
        byte[] body = String.valueOf(response.getOrDefault("body", "")).getBytes(StandardCharsets.UTF_8);
        int status = ((BigDecimal) response.get("status_code")).intValueExact();
        Reply reply = new Reply(Request.get(ENDPOINT), status, headers, body, "");
        if (test.containsKey("errorCode")) {
            AwsErrors error = AwsErrors.of(reply);
            assertThat(error.code()).as(id).isEqualTo(test.get("errorCode"));
            if (test.containsKey("errorMessage")) {
                assertThat(error.message()).as(id).isEqualTo(test.get("errorMessage"));
            }
            exact++;
            return;
        }
        Map<String, Object> shape = new ModelWriter(map(suite.get("shapes")))
                .shape(map(test.get("given")).get("output"));
        boolean elsewhere = shape.containsKey("payload")
                || map(shape.get("members")).values().stream().anyMatch(ref -> map(ref).containsKey("location"));
        if (elsewhere) {
            left.merge("headers, status and payloads", 1, Integer::sum);
            return;
        }
        Map<String, Object> found = new LinkedHashMap<>();
        if (body.length > 0) {
            found = protocol.equals("ec2") || protocol.equals("query")
                    ? model.xml(shape, ModelReader.result(protocol.equals("ec2"), reply.xml()))
                    : model.json(shape, reply.json());
        }
        assertThat(ModelReader.normal(found)).as(id).isEqualTo(ModelReader.normal(test.get("result")));
        exact++;
    }

    private void print(String what, String protocol) {
        System.out.println(
                "AWS protocol cases, " + what + " of " + protocol + ": " + exact + " exact, left out " + left);
        assertThat(exact).isPositive();
    }
}
