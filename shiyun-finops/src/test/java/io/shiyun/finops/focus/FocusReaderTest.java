package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FocusReaderTest {
    private final CollectingSink sink = new CollectingSink();
    private final FocusReader reader = new FocusReader(new FocusCodes(), sink);

    @Test
    void rowsArriveWithTheirTextsAmountsAndPart() {
        IngestReport report = reader.read("bill.csv", Csv.focus10().row().row("BilledCost", "-0.5").stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.version()).isEqualTo(FocusVersion.V1_0);
        assertThat(report.parts()).containsExactly(new Part("bill.csv", "Acme", LocalDate.of(2024, 9, 1)));
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("1.0");
        CollectingSink.Row row = sink.rows.get(0);
        assertThat(row.texts)
                .containsEntry(FocusColumn.SERVICE_NAME, "Hosts")
                .containsEntry(FocusColumn.CHARGE_CLASS, null);
        assertThat(row.tags).isEqualTo(Map.of("team", "red"));
        assertThat(row.day).isEqualTo(LocalDate.of(2024, 9, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NULL", "\"\"", "\"NULL\""})
    void nullHasSeveralSpellings(String spelling) {
        IngestReport report =
                reader.read("a", Csv.focus10().column("RegionId", spelling).row("ContractedCost", spelling).stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows.get(0).texts).containsEntry(FocusColumn.REGION_ID, null);
        assertThat(sink.rows.get(0).amounts).containsEntry(FocusColumn.CONTRACTED_COST, null);
        assertThat(report.notices().get(0).first().column()).isEqualTo("ContractedCost");
    }

    @ParameterizedTest
    @CsvSource({
        "35.2E-7, 0.00000352",
        "-1.5e-3, -0.0015",
        "2E2, 200",
        "1.1E+01, 11",
        "0.00000080000, 0.0000008",
        "2.000000000000000, 2",
        "\"0.0000004\", 0.0000004",
        "0.1234567890123456789012345678, 0.1234567890123456789012345678",
        "0.000000000000000001, 0.000000000000000001",
        "123456789012345678901234567890.5, 123456789012345678901234567890.5",
        "92233720.36854775807, 92233720.36854775807",
        "-92233720.36854775808, -92233720.36854775808",
        "99999999.99999999999, 99999999.99999999999",
        "5., 5",
        ".5, 0.5",
        "0, 0"
    })
    void amountsAreExactInEachNotation(String written, BigDecimal meant) {
        IngestReport report = reader.read("a", Csv.focus10().row("BilledCost", written).stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows.get(0).amounts.get(FocusColumn.BILLED_COST)).isEqualByComparingTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1,5",
                "$5",
                "1 000",
                "--1",
                "1e",
                "1.2.3",
                "0x10",
                "NaN",
                "1E999999999",
                "٣",
                "-",
                ".",
                "1-",
                "12345678x"
            })
    void whatIsNotANumberIsAFaultWithItsPlace(String written) {
        String field = written.contains(",") ? "\"" + written + "\"" : written;
        IngestReport report = reader.read("bill.csv", Csv.focus10().row().row("ListCost", field).row().stream());

        assertThat(report.in()).isFalse();
        assertThat(report.errors()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(3);
            assertThat(fault.column()).isEqualTo("ListCost");
            assertThat(fault.value()).isEqualTo(written);
            assertThat(fault.toString()).startsWith("bill.csv, line 3, column ListCost: \"");
        });
        assertThat(sink.rows).isEmpty();
        assertThat(sink.committed).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-09-03T00:00:00Z",
                "2024-09-03 00:00:00",
                "2024-09-03T00:00:00",
                "2024-09-03 00:00:00Z",
                "2024-09-03",
                "2024-09-03T00:00:00.000Z",
                "2024-09-03T08:00:00+08:00",
                "\"2024-09-03T00:00:00Z\""
            })
    void timesAreReadWithAndWithoutTAndZ(String written) {
        IngestReport report = reader.read("a", Csv.focus10().row("ChargePeriodStart", written).stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows.get(0).day).isEqualTo(LocalDate.of(2024, 9, 3));
    }

    @Test
    void tagKeysKeepTheirSpacesAndCase() {
        reader.read(
                "a",
                Csv.focus10()
                        .row(
                                "Tags",
                                "\"{\"\" org\"\": \"\"a\"\", \"\"Org\"\": null, \"\"aws:x\"\": true, \"\"é\"\":\"\"\\u4e2d\"\"}\"")
                        .stream());

        assertThat(sink.rows.get(0).tags).isEqualTo(Map.of(" org", "a", "aws:x", "true", "é", "中"));
    }

    @Test
    void valuesInOtherCaseBecomeTheAllowedOne() {
        IngestReport report =
                reader.read("a", Csv.focus10().row("ChargeCategory", "usage").row("ChargeCategory", "USAGE").stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows)
                .allSatisfy(row -> assertThat(row.texts).containsEntry(FocusColumn.CHARGE_CATEGORY, "Usage"));
    }

    @Test
    void correctionsAndCreditsKeepTheirSignAndPeriod() {
        IngestReport report = reader.read(
                "a",
                Csv.focus10()
                        .row("ChargeClass", "Correction", "BilledCost", "-3")
                        .row("ChargeCategory", "Credit", "BilledCost", "-0.00000000001")
                        .stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("-3.00000000001");
        assertThat(sink.rows.get(0).texts).containsEntry(FocusColumn.CHARGE_CLASS, "Correction");
    }

    @Test
    void quotedFieldsMayHoldCommasQuotesAndLineBreaks() {
        FocusCodes codes = new FocusCodes(
                EnumSet.of(FocusColumn.CHARGE_DESCRIPTION, FocusColumn.BILLED_COST), List.of(), List.of());
        IngestReport report = new FocusReader(codes, sink)
                .read(
                        "a",
                        Csv.focus10()
                                .row("ChargeDescription", "\"a, \"\"b\"\"\nand c\"")
                                .row("ChargeDescription", "\"\"\"\"")
                                .row("BilledCost", "x")
                                .stream());

        assertThat(report.errors())
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(5));
        report = new FocusReader(codes, sink)
                .read(
                        "a",
                        Csv.focus10()
                                .row("ChargeDescription", "\"a, \"\"b\"\"\nand c\"")
                                .row("ChargeDescription", "\"\"\"\"")
                                .stream());
        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows)
                .extracting(row -> row.texts.get(FocusColumn.CHARGE_DESCRIPTION))
                .containsExactly("a, \"b\"\nand c", "\"");
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreNoPartOfValues() {
        String text = "\uFEFF"
                + Csv.focus10().column("RegionId", "eu").row().row().text().replace("\n", "\r\n");
        IngestReport report = reader.read("a", Csv.stream(text.substring(0, text.length() - 2)));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.rows()).isEqualTo(2);
        assertThat(sink.rows.get(1).texts).containsEntry(FocusColumn.REGION_ID, "eu");
    }

    @Test
    void gzipIsFoundByItsFirstBytes() throws IOException {
        IngestReport report = reader.read(
                "a", new ByteArrayInputStream(gzip(Csv.focus10().row().text())));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.rows()).isEqualTo(1);
    }

    @Test
    void moreColumnsThanFocusHasPassThroughWhenAskedFor() {
        FocusReader wide = new FocusReader(new FocusCodes(FocusCodes.USUAL, List.of("x_Project"), List.of()), sink);
        IngestReport report =
                wide.read("a", Csv.focus10().column("Id", "11472").column("x_Project", "apollo").row().stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.unknownColumns()).containsExactly("Id", "x_Project");
        assertThat(sink.rows.get(0).extras).containsEntry("x_Project", "apollo");
    }

    @Test
    void aRestatedFileTakesThePlaceOfItsFormerSelfOnly() {
        reader.read("aws.csv", Csv.focus10().row().row().stream());
        reader.read("other.csv", Csv.focus10().row("BilledCost", "10").stream());
        reader.read(
                "aws.csv",
                Csv.focus10()
                        .row("BilledCost", "7", "BillingPeriodStart", "2024-08-01", "BillingPeriodEnd", "2024-09-01")
                        .stream());
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("20");

        reader.read("aws.csv", Csv.focus10().row("BilledCost", "0.25").stream());

        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("17.25");
    }

    @Test
    void aBadRestatementLeavesTheFormerRowsIn() {
        reader.read("aws.csv", Csv.focus10().row().stream());
        IngestReport report =
                reader.read("aws.csv", Csv.focus10().row("BilledCost", "9").row("BilledCost", "x").stream());

        assertThat(report.in()).isFalse();
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("1.5");
    }

    @Test
    void providerIsReadUnderItsNewName() {
        Csv csv = Csv.focus10()
                .without("ProviderName")
                .without("PublisherName")
                .column("ServiceProviderName", "Acme")
                .column("HostProviderName", "")
                .row();
        IngestReport report = reader.read("a", csv.stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.version()).isEqualTo(FocusVersion.V1_4);
        assertThat(sink.rows.get(0).texts).containsEntry(FocusColumn.PROVIDER_NAME, "Acme");
    }

    @Test
    void coverageNamesMissingAndPartialDays() {
        reader.read(
                "a",
                Csv.focus10()
                        .row()
                        .row("ChargePeriodStart", "2024-09-06T05:00:00Z", "ChargePeriodEnd", "2024-09-06T06:00:00Z")
                        .stream());

        assertThat(reader.coverage().providers()).singleElement().satisfies(days -> {
            assertThat(days.provider()).isEqualTo("Acme");
            assertThat(days.first()).isEqualTo("2024-09-03");
            assertThat(days.last()).isEqualTo("2024-09-06");
            assertThat(days.missing()).containsExactly(LocalDate.of(2024, 9, 4), LocalDate.of(2024, 9, 5));
            assertThat(days.partial()).containsExactly(LocalDate.of(2024, 9, 6));
        });
    }

    @Test
    void rowsBeyondTheFirstBufferAreReadTheSame() {
        Csv csv = Csv.focus10().column("RegionId", "eu");
        for (int i = 0; i < 5_000; i++) {
            csv.row("BilledCost", "0." + (100_000_000 + i), "ChargeDescription", "\"row\n" + "x".repeat(i % 97) + "\"");
        }
        IngestReport report = reader.read("a", csv.stream());

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows).hasSize(5_000);
        assertThat(sink.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("500.012497500");
    }

    @Test
    void errorsAreCollectedUpToABound() {
        Csv csv = Csv.focus10();
        for (int i = 0; i < 500; i++) {
            csv.row("BilledCost", "x", "BillingCurrency", "ZZZ");
        }
        IngestReport report = reader.read("a", csv.stream());

        assertThat(report.errors()).hasSize(100);
        assertThat(report.errorCount()).isEqualTo(1000);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
