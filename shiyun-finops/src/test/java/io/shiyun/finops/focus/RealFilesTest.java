package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real exports, found by the environment variable SHIYUN_DATA, against totals that were computed elsewhere. */
class RealFilesTest {
    private final CollectingSink sink = new CollectingSink();
    private final FocusCodes codes = new FocusCodes(
            EnumSet.of(
                    FocusColumn.BILLED_COST,
                    FocusColumn.EFFECTIVE_COST,
                    FocusColumn.LIST_COST,
                    FocusColumn.CONTRACTED_COST,
                    FocusColumn.REGION_ID,
                    FocusColumn.SERVICE_CATEGORY),
            List.of("x_RawCost"),
            List.of());
    private Path data = Path.of("");

    @BeforeEach
    void findData() {
        String root = System.getenv("SHIYUN_DATA");
        assumeTrue(root != null && Files.isDirectory(Path.of(root, "focus")), "SHIYUN_DATA does not name the data");
        data = Path.of(root, "focus");
    }

    @Test
    void theFocusSampleSumsToTheLastDigit() {
        IngestReport report = new FocusReader(codes, sink).read(data.resolve("focus10_open.csv"));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.rows()).isEqualTo(580);
        assertThat(report.version()).isEqualTo(FocusVersion.V1_0);
        assertThat(report.unknownColumns()).containsExactly("Id");
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualTo(new BigDecimal("9.12028120764"));
        assertThat(sink.total(FocusColumn.EFFECTIVE_COST)).isEqualTo(new BigDecimal("5.22711840314"));
        assertThat(sink.total(FocusColumn.LIST_COST)).isEqualTo(new BigDecimal("9.17788120764"));
        assertThat(sink.total(FocusColumn.CONTRACTED_COST)).isEqualTo(new BigDecimal("5.22697568543"));
    }

    @ParameterizedTest
    @CsvSource({
        "raw_aws_cur_anonymous.csv, 1281, 1.68230869740, BILLED_COST",
        "raw_azure_ea_anonymous.csv, 27, 1.26136926505726, BILLED_COST",
        "raw_azure_ea_actual_small.csv, 11, 8.5450077867419368, BILLED_COST",
        "raw_azure_ea_amortized_small.csv, 28, 16.29693213663664462748541900, EFFECTIVE_COST"
    })
    void rawExportsSumToTheLastDigit(String file, int rows, BigDecimal total, FocusColumn cost) {
        IngestReport report = new FocusReader(codes, sink).read(data.resolve(file));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.rows()).isEqualTo(rows);
        assertThat(sink.total(cost)).isEqualByComparingTo(total);
    }

    @Test
    void microsoftsOwnTablesNameRegionsAndServices() {
        Lookups lookups = Lookups.standard()
                .with("azure-region", data.resolve("ms_regions.csv"), "OriginalValue", "RegionId")
                .with("azure-unit", data.resolve("ms_pricing_units.csv"), "UnitOfMeasure", "DistinctUnits")
                .with("azure-service-category", data.resolve("ms_services.csv"), "ConsumedService", "ServiceCategory");
        new FocusReader(codes, sink, FocusOptions.defaults(), lookups).read(data.resolve("raw_azure_ea_anonymous.csv"));

        assertThat(sink.sum(FocusColumn.BILLED_COST, row -> row.texts.get(FocusColumn.REGION_ID))
                        .keySet())
                .isEqualTo(java.util.Set.of("centralus", "westus2", "westus", "eastus2"));
        assertThat(lookups.find("azure-region", "AP Southeast")).isEqualTo("southeastasia");
        assertThat(lookups.find("azure-unit", "1 GB/Month")).isEqualTo("GB/Month");
    }
}
