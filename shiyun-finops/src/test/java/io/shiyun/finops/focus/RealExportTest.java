package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real bills, found by the environment variable SHIYUN_DATA, written as FOCUS and read back. */
class RealExportTest {
    @TempDir
    private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void findData() {
        String root = System.getenv("SHIYUN_DATA");
        assumeTrue(root != null && Files.isDirectory(Path.of(root, "focus")), "SHIYUN_DATA does not name the data");
        data = Path.of(root, "focus");
    }

    @ParameterizedTest
    @CsvSource({
        "focus10_open.csv, V1_0",
        "focus10_open.csv, V1_2",
        "raw_aws_cur_anonymous.csv, V1_2",
        "raw_azure_ea_anonymous.csv, V1_2",
        "raw_azure_ea_actual_small.csv, V1_3",
        "raw_azure_ea_amortized_small.csv, V1_0"
    })
    void allRowsComeBackTheSame(String name, FocusVersion version) throws IOException {
        byte[] bill = Files.readAllBytes(data.resolve(name));
        Path written = folder.resolve("focus.csv.gz");

        IngestReport report = FocusExport.to(version).as(FocusFormat.CSV_GZIP).convert(data.resolve(name), written);

        assertThat(report.in()).as(report.toString()).isTrue();
        List<String> extras = report.bill() == null ? List.of() : List.of("x_RawCost");
        var before = Everything.of(name, bill, extras);
        var after = Everything.of(name, Files.readAllBytes(written), extras);
        assertThat(report.rows()).isEqualTo(before.size()).isPositive();
        if (version == FocusVersion.V1_3) {
            after.forEach(row -> row.put("ServiceProviderName", null));
        }
        if (version == FocusVersion.V1_0) {
            before.forEach(row -> row.put("InvoiceId", null));
        }
        assertThat(after).isEqualTo(before);
    }

    @Test
    void noRuleIsBrokenThatTheSourceKept() {
        Path written = folder.resolve("focus.csv");
        FocusExport.to(FocusVersion.V1_0).convert(data.resolve("focus10_open.csv"), written);

        Set<String> before = broken(data.resolve("focus10_open.csv"));
        Set<String> after = broken(written);

        assertThat(before).containsAll(after).hasSizeGreaterThan(after.size());
    }

    private static Set<String> broken(Path file) {
        return FocusRules.check(file).verdicts().stream()
                .filter(verdict -> verdict.state() == RuleVerdict.State.BROKEN)
                .map(RuleVerdict::rule)
                .collect(Collectors.toSet());
    }
}
