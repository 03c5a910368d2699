package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    Path folder;

    @Test
    void ratioBesideThePeerSaysHowMuchMoreOursCostsInTimeAndInThroughput() throws IOException {
        Files.writeString(folder.resolve("a.json"), """
                {"title": "Pipeline", "machine": "M", "jdk": "J", "command": "C", "jmh": [
                 {"benchmark": "x.PipelineBenchmark.shiyun", "mode": "avgt", "threads": 1,
                  "primaryMetric": {"score": 150.0, "scoreError": 1.5, "scoreUnit": "ns/op"},
                  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 24.0001}}},
                 {"benchmark": "x.PipelineBenchmark.peerChain", "mode": "avgt", "threads": 1,
                  "primaryMetric": {"score": 100.0, "scoreError": 1.0, "scoreUnit": "ns/op"}},
                 {"benchmark": "x.PipelineBenchmark.shiyun", "mode": "thrpt", "threads": 1,
                  "primaryMetric": {"score": 2.0, "scoreError": "NaN", "scoreUnit": "ops/ns"}},
                 {"benchmark": "x.PipelineBenchmark.peerChain", "mode": "thrpt", "threads": 1,
                  "primaryMetric": {"score": 8.0, "scoreError": "NaN", "scoreUnit": "ops/ns"}}]}
                """);

        String page = Results.page(Results.readAll(folder));

        assertThat(page)
                .contains("## Pipeline", "- Machine: M", "- JDK: J", "- Command: `C`")
                .contains("| PipelineBenchmark.shiyun |  | 1 | 150 ± 1.500 | ns/op | 24 | 1.500 × peerChain |")
                .contains("| PipelineBenchmark.shiyun |  | 1 | 2 | ops/ns |  | 4 × peerChain |")
                .contains("| PipelineBenchmark.peerChain |  | 1 | 100 ± 1 | ns/op |  |  |");
    }

    @Test
    void figuresReadBackAsWritten() throws IOException {
        List<Figure> figures =
                List.of(Figure.of("time to heal", 1.234, "s", "at most 2"), Figure.of("failed", 0, "", "0"));

        ResultFile.writeFigures(folder.resolve("b.json"), "Heal", "java B", figures);

        ResultFile read = Results.readAll(folder).get(0);
        assertThat(read.figures()).isEqualTo(figures);
        assertThat(read.environment()).isEqualTo(Environment.here());
        assertThat(Results.page(List.of(read)))
                .contains("| time to heal | 1.234 | s | at most 2 |", "| failed | 0 |  | 0 |");
    }

    @Test
    void fileOfAnotherFormIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("c.json"), "{\"scores\": []}");

        assertThatThrownBy(() -> Results.readAll(folder))
                .hasMessageContaining("c.json")
                .hasMessageContaining("figures");
    }
}
