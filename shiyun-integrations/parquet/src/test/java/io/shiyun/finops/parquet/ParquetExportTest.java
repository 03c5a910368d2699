package io.shiyun.finops.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusExport;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.FocusVersion;
import io.shiyun.finops.focus.IngestReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FOCUS written as Parquet says the same as the bill that it was made from. */
class ParquetExportTest {
    private static final FocusExport PARQUET = FocusExport.to(FocusVersion.V1_2).as(ParquetBills.FORMAT);

    private static final String TEXT = "binary % (STRING)";
    private static final String MILLIS = "int64 % (TIMESTAMP(MILLIS,true))";

    @TempDir
    private Path folder;

    @Test
    void amountsOfAnyLengthTextsAndTagsComeBack() {
        Bill bill = Bill.of("binary % (STRING)", "binary % (STRING)")
                .column("Tags", TEXT, "{\" org\":\"a\\\"b\",\"\uD83D\uDE00\":null}")
                .column("x_Note", TEXT, null);
        bill.row("BilledCost", "0.0000000000000000000000000001", "ListCost", "-99999999999999999999999999999.5")
                .row("BilledCost", "-35.2E-7", "EffectiveCost", "0", "ChargeDescription", "\uD840\uDC0B\r\n")
                .row("BilledCost", "1E90", "ContractedCost", null, "x_Note", "=1+1");
        Path file = folder.resolve("focus.parquet");

        IngestReport report = PARQUET.convert("bill", bill.csv(), null, file);

        assertThat(report.in()).as(report.toString()).isTrue();
        List<Map<String, Object>> rows = rows(file);
        assertThat(rows).isEqualTo(rows(bill.csv()));
        assertThat(rows.get(0).get("ListCost").toString()).isEqualTo("-99999999999999999999999999999.5");
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void columnsHaveTheTypesThatEnginesKnow() throws IOException {
        Path file = folder.resolve("focus.parquet");
        PARQUET.convert(
                "bill",
                Bill.of(TEXT, TEXT).column("Tags", TEXT, "{\"a\":\"b\"}").row().csv(),
                null,
                file);

        try (ParquetFileReader parquet = ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            MessageType schema = parquet.getFileMetaData().getSchema();
            assertThat(schema.getType("BilledCost"))
                    .hasToString("optional fixed_len_byte_array(16) BilledCost (DECIMAL(38,18))");
            assertThat(schema.getType("ChargePeriodStart"))
                    .hasToString("optional int64 ChargePeriodStart (TIMESTAMP(MICROS,true))");
            assertThat(schema.getType("Tags")).hasToString("optional binary Tags (JSON)");
            assertThat(schema.getType("ServiceName")).hasToString("optional binary ServiceName (STRING)");
        }
    }

    @Test
    void theCostAndUsageReportOfAwsIsReadThroughItsMapping() {
        Bill bill = new Bill()
                .column("bill_payer_account_id", TEXT, "1")
                .column("bill_billing_period_start_date", MILLIS, "2026-04-01T00:00:00Z")
                .column("bill_billing_period_end_date", MILLIS, "2026-05-01T00:00:00Z")
                .column("line_item_usage_start_date", MILLIS, "2026-04-02T00:00:00Z")
                .column("line_item_usage_end_date", MILLIS, "2026-04-02T01:00:00Z")
                .column("line_item_line_item_type", TEXT, "Usage")
                .column("line_item_unblended_cost", "double %", "1.1E-7")
                .column("line_item_currency_code", TEXT, "USD")
                .column("line_item_product_code", TEXT, "AmazonEC2")
                .column("line_item_usage_amount", "double %", "1")
                .column("reservation_effective_cost", "double %", "0.25")
                .column("product", map("binary value (STRING)"), "{\"product_name\":\"Elastic Compute\"}")
                .column("resource_tags", map("binary value (STRING)"), "{\"user_team\":\"red\"}")
                .column("discount", map("double value"), "{\"edp\":0.5}");
        bill.row().row("line_item_line_item_type", "DiscountedUsage", "line_item_unblended_cost", "0");
        Kept kept = new Kept();

        IngestReport report = ParquetBills.read(
                new FocusReader(everything(), kept),
                bill.parquet(folder.resolve("cur.parquet"), CompressionCodecName.ZSTD));

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.bill()).isEqualTo("aws-cur2");
        assertThat(kept.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("1.1E-7");
        assertThat(kept.total(FocusColumn.EFFECTIVE_COST)).isEqualByComparingTo("0.25000011");
        assertThat(kept.rows.get(0))
                .containsEntry("ServiceName", "Elastic Compute")
                .containsEntry("Tags", Map.of("user_team", "red"));
    }

    @Test
    void theCostExportOfAzureIsReadThroughItsMapping() {
        Bill bill = new Bill()
                .column("billingAccountId", TEXT, "1")
                .column("billingPeriodStartDate", "int32 % (DATE)", "2026-04-01T00:00:00Z")
                .column("billingPeriodEndDate", "int32 % (DATE)", "2026-04-30T00:00:00Z")
                .column("date", MILLIS, "2026-04-03T00:00:00Z")
                .column("meterCategory", TEXT, "Virtual Machines")
                .column("consumedService", TEXT, "Microsoft.Compute")
                .column("costInBillingCurrency", "binary % (DECIMAL(38,28))", "1.0000000000000000000000000001")
                .column("billingCurrency", TEXT, "EUR")
                .column("chargeType", TEXT, "Usage")
                .column("pricingModel", TEXT, "Reservation")
                .column("quantity", "double %", "3")
                .column("tags", TEXT, "\"team\":\"red\"");
        bill.row();
        Path file = bill.parquet(folder.resolve("amortized.parquet"), CompressionCodecName.SNAPPY);
        Kept kept = new Kept();

        IngestReport report = ParquetBills.read(new FocusReader(everything(), kept), file);

        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(report.bill()).isEqualTo("azure-ea-amortised-billing-currency");
        assertThat(kept.total(FocusColumn.EFFECTIVE_COST)).isEqualTo(new BigDecimal("1.0000000000000000000000000001"));
        assertThat(kept.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("0");
        assertThat(kept.rows.get(0)).containsEntry("Tags", Map.of("team", "red"));
        kept.rows.clear();
        ParquetBills.read(new FocusReader(everything(), kept), file, "azure-ea-actual-billing-currency");
        assertThat(kept.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("1.0000000000000000000000000001");
    }

    @ParameterizedTest
    @CsvSource({
        "focus10_open.csv",
        "raw_aws_cur_anonymous.csv",
        "raw_azure_ea_anonymous.csv",
        "raw_azure_ea_actual_small.csv",
        "raw_azure_ea_amortized_small.csv"
    })
    void realBillsComeBackTheSame(String name) throws IOException {
        String root = System.getenv("SHIYUN_DATA");
        assumeTrue(root != null && Files.isDirectory(Path.of(root, "focus")), "SHIYUN_DATA does not name the data");
        Path bill = Path.of(root, "focus", name);
        Path file = folder.resolve("focus.parquet");

        IngestReport report = PARQUET.convert(bill, file);

        assertThat(report.in()).as(report.toString()).isTrue();
        Kept before = new Kept();
        new FocusReader(everything(), before).read(bill);
        assertThat(rows(file)).hasSize((int) report.rows()).isEqualTo(same(before));

        Path back = folder.resolve("focus.csv");
        try (InputStream rows = ParquetBills.open(file)) {
            assertThat(FocusExport.to(FocusVersion.V1_2)
                            .convert("focus", rows, null, back)
                            .in())
                    .isTrue();
        }
        Kept after = new Kept();
        new FocusReader(everything(), after).read(back);
        assertThat(same(after)).isEqualTo(same(before));
    }

    private static String map(String value) {
        return "group % (MAP) { repeated group key_value { required binary key (STRING); optional " + value + "; } }";
    }

    private static FocusCodes everything() {
        return new FocusCodes(EnumSet.allOf(FocusColumn.class), List.of(), List.of());
    }

    private static List<Map<String, Object>> rows(Path file) {
        Kept kept = new Kept();
        IngestReport report = ParquetBills.read(new FocusReader(everything(), kept), file);
        assertThat(report.in()).as(report.toString()).isTrue();
        return same(kept);
    }

    private static List<Map<String, Object>> rows(InputStream csv) {
        Kept kept = new Kept();
        new FocusReader(everything(), kept).read("csv", csv);
        return same(kept);
    }

    /** Equal amounts are equal texts. */
    private static List<Map<String, Object>> same(Kept kept) {
        return kept.rows.stream()
                .map(row -> {
                    Map<String, Object> copy = new TreeMap<>(row);
                    copy.replaceAll((column, value) -> value instanceof BigDecimal amount
                            ? amount.stripTrailingZeros().toPlainString()
                            : value);
                    return copy;
                })
                .toList();
    }

    @Test
    void ofARefusedBillNothingIsPacked() {
        Bill bill = Bill.of(TEXT, TEXT).column("Tags", TEXT, null).row().row("BilledCost", "one and a half");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(PARQUET.convert("bill", bill.csv(), null, out).in()).isFalse();
        assertThat(out.size()).isZero();
    }
}
