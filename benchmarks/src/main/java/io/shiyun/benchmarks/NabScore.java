package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shiyun.metrics.AnomalyDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs the detector over a folder in the layout of the Numenta Anomaly Benchmark and prints the three scores, those of
 * noise beside them, and what each file adds. The detector is given each point once, in order, and nothing else.
 *
 * <p>Arguments: {@code DIR [--thresholds FILE] [--save-thresholds FILE] [--json OUT]}. Without thresholds those are taken
 * that earn most on this very folder, as the benchmark does it; with them, what was chosen elsewhere is judged here.
 */
public final class NabScore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DRAWS = 10;

    private final List<NabSeries> series;
    private final NabScorer scorer;
    private final double[] thresholds = new double[NabProfile.values().length];
    private final boolean frozen;

    private NabScore(Path folder, @Nullable Path thresholdFile) throws IOException {
        series = NabSeries.folder(folder);
        List<double[]> scores = new ArrayList<>();
        series.forEach(each -> scores.add(run(each)));
        scorer = new NabScorer(series, scores);
        frozen = thresholdFile != null;
        JsonNode given = thresholdFile == null ? JSON.createObjectNode() : JSON.readTree(thresholdFile.toFile());
        for (NabProfile profile : NabProfile.values()) {
            if (frozen && !given.path(profile.id).isNumber()) {
                throw new IOException(thresholdFile + " has no threshold for " + profile.id);
            }
            thresholds[profile.ordinal()] = frozen
                    ? given.path(profile.id).asDouble()
                    : scorer.best(profile).threshold();
        }
    }

    /** Returns the score of each row by a new detector. */
    static double[] run(NabSeries one) {
        AnomalyDetector detector = new AnomalyDetector();
        double[] scores = new double[one.values().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = detector.feed(one.times()[i], one.values()[i]);
        }
        return scores;
    }

    /** Scores a folder; ends with 2 and a hint when the arguments or the files are not right. */
    public static void main(String[] args) throws IOException {
        Map<String, Path> options = Arguments.read(args, "--thresholds", "--save-thresholds", "--json");
        Path folder = options.get("");
        if (folder == null) {
            System.err.println("use: NabScore DIR [--thresholds FILE] [--save-thresholds FILE] [--json OUT]");
            System.exit(2);
            return;
        }
        NabScore score = new NabScore(folder, options.get("--thresholds"));
        ObjectNode out = score.report();
        score.print(out);
        Path save = options.get("--save-thresholds");
        if (save != null) {
            ObjectNode kept = JSON.createObjectNode();
            for (NabProfile profile : NabProfile.values()) {
                kept.put(profile.id, score.thresholds[profile.ordinal()]);
            }
            JSON.writerWithDefaultPrettyPrinter().writeValue(save.toFile(), kept);
        }
        Path json = options.get("--json");
        if (json != null) {
            JSON.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), out);
        }
    }

    private ObjectNode report() {
        ObjectNode out = JSON.createObjectNode();
        out.put("thresholds", frozen ? "given" : "chosen on these series");
        ObjectNode profiles = out.putObject("profiles");
        for (NabProfile profile : NabProfile.values()) {
            double threshold = thresholds[profile.ordinal()];
            ObjectNode one = profiles.putObject(profile.id);
            one.put("score", scorer.score(profile, threshold));
            one.put("threshold", threshold);
            one.put("random", random(profile));
        }
        ObjectNode files = out.putObject("files");
        int[] windows = scorer.windows();
        for (int i = 0; i < windows.length; i++) {
            files.putObject(series.get(i).name()).put("windows", windows[i]);
        }
        for (NabProfile profile : NabProfile.values()) {
            double[] raw = scorer.raw(profile, thresholds[profile.ordinal()]);
            for (int i = 0; i < windows.length; i++) {
                files.withObject("/" + escape(series.get(i).name())).put(profile.id, raw[i]);
            }
        }
        return out;
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** Mean of the best scores of uniform noise. */
    private double random(NabProfile profile) {
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            List<double[]> noise = series.stream()
                    .map(each -> random.doubles(each.values().length).toArray())
                    .toList();
            sum += new NabScorer(series, noise).best(profile).score();
        }
        return sum / DRAWS;
    }

    private void print(ObjectNode out) {
        System.out.printf(Locale.ROOT, "thresholds %s%n", out.get("thresholds").asText());
        System.out.printf(Locale.ROOT, "%-22s %8s %8s   %s%n", "profile", "score", "random", "threshold");
        for (NabProfile profile : NabProfile.values()) {
            JsonNode one = out.get("profiles").get(profile.id);
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %8.4f %8.4f   %s%n",
                    profile.id,
                    one.get("score").asDouble(),
                    one.get("random").asDouble(),
                    one.get("threshold").asDouble());
        }
        System.out.printf(
                Locale.ROOT,
                "%n%-58s %7s %9s %7s %7s%n",
                "file, before normalising",
                "windows",
                "standard",
                "low FP",
                "low FN");
        for (Map.Entry<String, JsonNode> file : out.get("files").properties()) {
            JsonNode one = file.getValue();
            System.out.printf(
                    Locale.ROOT, "%-58s %7d", file.getKey(), one.get("windows").asInt());
            System.out.printf(
                    Locale.ROOT,
                    " %9.3f %7.3f %7.3f%n",
                    one.get(NabProfile.STANDARD.id).asDouble(),
                    one.get(NabProfile.LOW_FP.id).asDouble(),
                    one.get(NabProfile.LOW_FN.id).asDouble());
        }
    }
}
