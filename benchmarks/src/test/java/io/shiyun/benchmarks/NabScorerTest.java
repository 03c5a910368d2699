package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NabScorerTest {
    private static final double FOUR_DECIMALS = 0.00005;

    @ParameterizedTest
    @ValueSource(strings = {"numenta", "twitterADVec"})
    void publishedOutputsGetThePublishedScores(String detector) throws IOException {
        String data = System.getenv("SHIYUN_DATA");
        assumeTrue(data != null, "SHIYUN_DATA names no folder with the benchmark's open half: skipped");
        Path folder = Path.of(data).resolve("nab");
        List<NabSeries> series = NabSeries.folder(folder);
        Map<String, double[]> outputs = new HashMap<>();
        series.forEach(each -> outputs.put(each.name(), new double[each.values().length]));
        Path file = folder.resolve("published").resolve(detector + ".csv.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> outputs.get(cells[0])[Integer.parseInt(cells[1])] = Double.parseDouble(cells[2]));
        }
        NabScorer scorer = new NabScorer(
                series, series.stream().map(each -> outputs.get(each.name())).toList());
        JsonNode expected = new ObjectMapper()
                .readTree(folder.resolve("expected-scores.json").toFile())
                .get("scores")
                .get(detector);
        for (NabProfile profile : NabProfile.values()) {
            double score = expected.get(profile.id).get("score").asDouble();
            double threshold = expected.get(profile.id).get("threshold").asDouble();
            assertThat(scorer.best(profile).score()).as(profile.id).isCloseTo(score, within(FOUR_DECIMALS));
            assertThat(scorer.score(profile, threshold - 1e-9)).as(profile.id).isCloseTo(score, within(FOUR_DECIMALS));
        }
    }

    @Test
    void anAlarmAtTheStartOfTheWindowIsAllAndOneLateOrOutsideIsLessOrCosts() {
        NabSeries one = new NabSeries(
                "made", new long[1000], new double[1000], List.of(new int[] {500, 599}, new int[] {900, 949}));
        assertThat(score(one)).isZero();
        assertThat(score(one, 500, 900)).isCloseTo(100, within(1e-9));
        assertThat(score(one, 500)).isCloseTo(50, within(1e-9));
        assertThat(score(one, 500, 599, 900)).isCloseTo(100, within(1e-9));
        assertThat(score(one, 550)).isBetween(45.0, 49.9);
        assertThat(score(one, 200)).isCloseTo(-100 * 0.11 / 4, within(1e-9));
        assertThat(score(one, 100)).as("on probation").isZero();
    }

    private static double score(NabSeries one, int... alarms) {
        double[] scores = new double[one.values().length];
        for (int at : alarms) {
            scores[at] = 1;
        }
        return new NabScorer(List.of(one), List.of(scores)).score(NabProfile.STANDARD, 0.5);
    }
}
