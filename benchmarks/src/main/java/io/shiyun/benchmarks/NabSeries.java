package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One series of a folder in the layout of the Numenta Anomaly Benchmark, and the windows in which something is to be found.
 *
 * @param name path below {@code data/}
 * @param times milliseconds since the epoch, the stamps read as UTC
 * @param values the samples
 * @param windows first and last row of each window
 */
record NabSeries(String name, long[] times, double[] values, List<int[]> windows) {

    /** Rows at the start that are not scored. */
    int probation() {
        return (int) Math.min(Math.floor(0.15 * values.length), 0.15 * 5000);
    }

    /** Reads {@code windows.json} and the series that it names, in the order of their names. */
    static List<NabSeries> folder(Path folder) throws IOException {
        JsonNode all =
                new ObjectMapper().readTree(folder.resolve("windows.json").toFile());
        List<NabSeries> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each :
                all.properties().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            found.add(series(folder, each.getKey(), each.getValue()));
        }
        if (found.isEmpty()) {
            throw new IOException("no series is named in " + folder.resolve("windows.json"));
        }
        return List.copyOf(found);
    }

    private static NabSeries series(Path folder, String name, JsonNode windows) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("data").resolve(name));
        int rows = (int) lines.stream().skip(1).filter(line -> !line.isBlank()).count();
        long[] times = new long[rows];
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            times[i] = time(cells[0]);
            values[i] = Double.parseDouble(cells[1]);
        }
        List<int[]> found = new ArrayList<>();
        for (JsonNode window : windows) {
            found.add(new int[] {
                row(name, times, window.get(0).asText()),
                row(name, times, window.get(1).asText())
            });
        }
        found.sort((a, b) -> Integer.compare(a[0], b[0]));
        return new NabSeries(name, times, values, found);
    }

    private static int row(String name, long[] times, String stamp) throws IOException {
        long time = time(stamp);
        for (int i = 0; i < times.length; i++) {
            if (times[i] == time) {
                return i;
            }
        }
        throw new IOException("a window of " + name + " begins or ends at " + stamp + ", where the series has no row");
    }

    private static long time(String stamp) {
        return LocalDateTime.parse(stamp.trim().replace(' ', 'T'))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
