package io.shiyun.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusTotalsTest {
    @Test
    void totalsOfEachFileAreThoseThatWereComputedElsewhere(@TempDir Path folder) throws IOException {
        String root = System.getenv("SHIYUN_DATA");
        assumeTrue(root != null && Files.isDirectory(Path.of(root, "focus")), "SHIYUN_DATA does not name the data");
        ObjectMapper json = new ObjectMapper();
        Path data = Path.of(root, "focus");
        ObjectNode expected =
                (ObjectNode) json.readTree(data.resolve("expected.json").toFile());
        List<String> arguments = new ArrayList<>();
        expected.fieldNames()
                .forEachRemaining(file -> arguments.add(data.resolve(file).toString()));
        expected.forEach(file -> ((ObjectNode) file).remove("sha256"));
        Path out = folder.resolve("totals.json");
        arguments.addAll(List.of("--json", out.toString()));

        FocusTotals.main(arguments.toArray(String[]::new));

        JsonNode totals = json.readTree(out.toFile());
        assertThat(totals).isEqualTo(expected);
    }
}
