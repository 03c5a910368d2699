package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One file of {@code benchmarks/results}: {@code {title, machine, jdk, command, jmh: [...], figures: [{name, value, error,
 * unit, bound}]}}, where {@code jmh} is the JSON that JMH writes, unchanged. A bare JMH file is read too; its machine and
 * command are then unknown.
 */
record ResultFile(String title, Environment environment, String command, List<Score> scores, List<Figure> figures) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ResultFile read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        if (root.isArray()) {
            String jdk = "JDK " + root.path(0).path("jdkVersion").asText("not recorded");
            return new ResultFile(name, new Environment("not recorded", jdk), "not recorded", scores(root), List.of());
        }
        if (!root.has("jmh") && !root.has("figures")) {
            throw new IOException(file + " holds neither `jmh` nor `figures`; see ResultFile for the form");
        }
        Environment environment = new Environment(
                root.path("machine").asText("not recorded"), root.path("jdk").asText("not recorded"));
        return new ResultFile(
                root.path("title").asText(name),
                environment,
                root.path("command").asText("not recorded"),
                scores(root.path("jmh")),
                figures(root.path("figures")));
    }

    /** Writes measured figures, with the machine and JDK of this process. */
    static void writeFigures(Path file, String title, String command, List<Figure> figures) throws IOException {
        ObjectNode root = head(title, command);
        ArrayNode array = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = array.addObject();
            node.put("name", figure.name()).put("value", figure.value());
            figure.error().ifPresent(error -> node.put("error", error));
            node.put("unit", figure.unit()).put("bound", figure.bound());
        }
        write(file, root);
    }

    /** Writes what JMH reported, with the machine and JDK of this process. */
    static void writeJmh(Path file, String title, String command, Path jmhReport) throws IOException {
        ObjectNode root = head(title, command);
        root.set("jmh", JSON.readTree(jmhReport.toFile()));
        write(file, root);
    }

    private static ObjectNode head(String title, String command) {
        Environment here = Environment.here();
        return JSON.createObjectNode()
                .put("title", title)
                .put("machine", here.machine())
                .put("jdk", here.jdk())
                .put("command", command);
    }

    private static void write(Path file, ObjectNode root) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static List<Score> scores(JsonNode array) {
        List<Score> scores = new ArrayList<>();
        for (JsonNode node : array) {
            String[] name = node.path("benchmark").asText().split("\\.");
            JsonNode metric = node.path("primaryMetric");
            JsonNode allocated =
                    node.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score");
            scores.add(new Score(
                    name[name.length - 2],
                    name[name.length - 1],
                    node.path("mode").asText(),
                    node.path("threads").asInt(),
                    params(node.path("params")),
                    metric.path("score").asDouble(),
                    metric.path("scoreError").asDouble(Double.NaN),
                    metric.path("scoreUnit").asText(),
                    allocated.isNumber() ? OptionalDouble.of(allocated.asDouble()) : OptionalDouble.empty()));
        }
        return scores;
    }

    private static Map<String, String> params(JsonNode node) {
        Map<String, String> params = new TreeMap<>();
        node.properties()
                .forEach(field -> params.put(field.getKey(), field.getValue().asText()));
        return params;
    }

    private static List<Figure> figures(JsonNode array) {
        List<Figure> figures = new ArrayList<>();
        for (JsonNode node : array) {
            JsonNode error = node.path("error");
            figures.add(new Figure(
                    node.path("name").asText(),
                    node.path("value").asDouble(Double.NaN),
                    error.isNumber() ? OptionalDouble.of(error.asDouble()) : OptionalDouble.empty(),
                    node.path("unit").asText(),
                    node.path("bound").asText()));
        }
        return figures;
    }
}
