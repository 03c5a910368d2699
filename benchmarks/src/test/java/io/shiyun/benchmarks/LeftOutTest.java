package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.AnomalyDetector;
import io.shiyun.metrics.Candidate;
import io.shiyun.metrics.JointDetector;
import io.shiyun.metrics.WholeCandidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOutTest {
    @TempDir
    Path folder;

    @Test
    void theWorldLeftOutDoesNotDecideAndEachOtherCountsByRankAlone() {
        List<LeftOut.Row> rows = List.of(
                new LeftOut.Row("first", new double[] {0.9, 2, 1}),
                new LeftOut.Row("steady", new double[] {0.1, 3, 5}),
                new LeftOut.Row("huge once", new double[] {0.5, 1, 1_000}));
        assertThat(LeftOut.choose(rows, 0).name()).isEqualTo("steady");
        assertThat(LeftOut.choose(rows, 1).name()).isEqualTo("huge once");
        assertThat(LeftOut.choose(rows, 2).name()).isEqualTo("first");
    }

    @Test
    void ofEqualCandidatesTheFirstIsChosen() {
        List<LeftOut.Row> rows =
                List.of(new LeftOut.Row("a", new double[] {1, 0}), new LeftOut.Row("b", new double[] {2, 0}));
        assertThat(LeftOut.choose(rows, 0).name()).isEqualTo("a");
    }

    @Test
    void equalFiguresShareTheBetterRank() {
        assertThat(WorldPeers.rank(2, DoubleStream.of(3, 2, 2, 1))).isEqualTo(2);
    }

    @Test
    void theFirstCandidatesAreTheDetectorsThemselvesAndTheOthersAreNot() {
        double[] standard = scores(new AnomalyDetector());
        List<Candidate> singles = Candidate.all();
        assertThat(scores(singles.get(0).fresh())).isEqualTo(standard);
        assertThat(singles.subList(1, singles.size()))
                .allSatisfy(
                        each -> assertThat(scores(each.fresh())).as(each.name()).isNotEqualTo(standard));
        double[] together = deviations(new JointDetector(3));
        List<WholeCandidate> wholes = WholeCandidate.all();
        assertThat(deviations(wholes.get(0).fresh(3))).isEqualTo(together);
        assertThat(wholes).extracting(WholeCandidate::name).doesNotHaveDuplicates();
        assertThat(deviations(wholes.get(1).fresh(3))).isNotEqualTo(together);
    }

    @Test
    void aCopyOfACandidateGoesOnWithItsOwnNumbers() {
        for (Candidate each : Candidate.all()) {
            AnomalyDetector detector = each.fresh();
            double[] before = scores(detector);
            AnomalyDetector copy = each.copy(detector);
            for (int i = 1; i <= 200; i++) {
                long time = (before.length + i) * 60_000L;
                double value = i % 60 == 0 ? 40 * i : i % 7;
                assertThat(copy.feed(time, value)).as(each.name()).isEqualTo(detector.feed(time, value));
            }
        }
    }

    private static double[] scores(AnomalyDetector detector) {
        Random random = new Random(4);
        double[] scores = new double[3_000];
        for (int i = 0; i < scores.length; i++) {
            boolean event = i >= 1_000 && i % 170 < i / 300;
            double value = random.nextGaussian() + (event ? 3 + random.nextInt(i / 100) : 0);
            scores[i] = detector.feed((i + 1) * 60_000L, value);
        }
        return scores;
    }

    private static double[] deviations(JointDetector detector) {
        Random random = new Random(4);
        double[] deviations = new double[500];
        for (int i = 0; i < deviations.length; i++) {
            double load = random.nextGaussian();
            double[] row = {load, load + random.nextGaussian(), random.nextGaussian()};
            detector.feed((i + 1) * 60_000L, row);
            deviations[i] = detector.deviation();
        }
        return deviations;
    }

    @Test
    void figuresThatAreKeptAreNotMeasuredAgain() throws IOException {
        Path file = folder.resolve("kept.json");
        KeptFigures first = new KeptFigures(file);
        assertThat(first.figure("RCF", World.NAB, () -> 53.5)).isEqualTo(53.5);
        assertThat(first.figure("RCF", World.SMD, () -> 0.25)).isEqualTo(0.25);

        KeptFigures again = new KeptFigures(file);
        assertThat(again.figure("RCF", World.NAB, () -> 0)).isEqualTo(53.5);
        assertThat(again.figure("RCF", World.MADE, () -> 1)).isEqualTo(1);
        assertThat(new KeptFigures(file).figure("RCF", World.SMD, () -> 0)).isEqualTo(0.25);
    }

    @Test
    void aFileOfOtherThingsIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("list.json"), "[1]");
        assertThatThrownBy(() -> new KeptFigures(file))
                .hasMessageContaining("list.json")
                .hasMessageContaining("delete it");
    }

    @Test
    void madeHostsHaveSixLabelledFaultsEachAndNoneInTheQuietDays() {
        List<MetricTable> hosts = MadeHosts.all();
        assertThat(hosts).hasSize(MadeHost.Fault.values().length);
        assertThat(hosts).allSatisfy(host -> {
            assertThat(host.ranges()).hasSize(6);
            assertThat(host.train().length + host.test().length).isEqualTo(10 * MadeHost.DAY);
            assertThat(host.labels()).hasSameSizeAs(host.test());
        });
    }

    @Test
    void theForestIsReadInThreeWaysThatOrderPointsUnlike() {
        double[][] read = new double[TrcfReading.values().length][];
        for (TrcfReading reading : TrcfReading.values()) {
            SeriesPeers.Peer peer = new ForestPeer.Thresholded(10, reading);
            Random random = new Random(2);
            read[reading.ordinal()] = new double[600];
            for (int i = 0; i < 600; i++) {
                read[reading.ordinal()][i] = peer.feed(i * 60_000L, random.nextGaussian() + (i == 500 ? 30 : 0));
            }
        }
        assertThat(read[0][500]).isGreaterThan(0);
        assertThat(DoubleStream.of(read[0]).filter(grade -> grade == 0).count()).isGreaterThan(400);
        assertThat(DoubleStream.of(read[1]).skip(400).filter(score -> score > 0).count())
                .isEqualTo(200);
        assertThat(DoubleStream.of(read[2])
                        .skip(400)
                        .filter(excess -> excess < 0)
                        .count())
                .isGreaterThan(100);
    }
}
