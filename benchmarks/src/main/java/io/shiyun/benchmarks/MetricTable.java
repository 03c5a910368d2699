package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One machine or service: its metrics over time, an unlabelled part first, and which rows of the rest are anomalies. Reads
 * a folder with {@code data/NAME.train.csv.gz} as the Server Machine Dataset is given, or with {@code NAME-train.csv.gz} as
 * JumpStarter's services are.
 *
 * @param name of the machine or service
 * @param interval milliseconds between two rows
 * @param train rows to learn from
 * @param test rows that are scored
 * @param labels of the rows of {@code test}
 * @param ranges the runs of labels, with the metrics to blame where the data names them
 */
record MetricTable(
        String name, long interval, double[][] train, double[][] test, boolean[] labels, List<LabelledRange> ranges) {
    private static final String SMD = ".train.csv.gz";
    private static final String JUMPSTARTER = "-train.csv.gz";

    static List<MetricTable> folder(Path folder) throws IOException {
        boolean smd = Files.isDirectory(folder.resolve("data"));
        Path at = smd ? folder.resolve("data") : folder;
        String ending = smd ? SMD : JUMPSTARTER;
        List<String> names;
        try (Stream<Path> files = Files.list(at)) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
        if (names.isEmpty()) {
            throw new IOException("no *" + SMD + " in " + folder + "/data and no *" + JUMPSTARTER + " in " + folder);
        }
        return names.stream()
                .map(name -> smd ? machine(at, name) : service(at, name))
                .toList();
    }

    private static MetricTable machine(Path at, String name) {
        double[][] test = rows(at.resolve(name + ".test.csv.gz"));
        boolean[] labels = new boolean[test.length];
        List<LabelledRange> ranges = new ArrayList<>();
        try {
            JsonNode all = new ObjectMapper()
                    .readTree(at.resolve(name + ".labels.json").toFile());
            Map<String, List<Integer>> blamed = new HashMap<>();
            for (JsonNode each : all.get("interpretation")) {
                String[] words = each.asText().split("[-:]", 3);
                blamed.put(words[0], metrics(words[2]));
            }
            for (JsonNode range : all.get("anomaly_segments")) {
                int first = range.get(0).asInt();
                int last = range.get(1).asInt();
                Arrays.fill(labels, first, last + 1, true);
                ranges.add(new LabelledRange(first, last, blamed.getOrDefault(String.valueOf(first), List.of())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MetricTable(name, 60_000, rows(at.resolve(name + SMD)), test, labels, ranges);
    }

    /** Reads {@code 1,2,3}, where the first metric is 1. */
    private static List<Integer> metrics(String words) {
        return Arrays.stream(words.split(","))
                .map(metric -> Integer.parseInt(metric.trim()) - 1)
                .toList();
    }

    private static MetricTable service(Path at, String name) {
        double[][] marks = rows(at.resolve(name + "-test_label.csv.gz"));
        boolean[] labels = new boolean[marks.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = marks[i][0] > 0;
        }
        double[][] test = rows(at.resolve(name + "-test.csv.gz"));
        return new MetricTable(
                name, 300_000, rows(at.resolve(name + JUMPSTARTER)), test, labels, LabelledRange.of(labels));
    }

    private static double[][] rows(Path file) {
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(Arrays.stream(line.split(",", -1))
                        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                        .toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows.toArray(new double[0][]);
    }
}
