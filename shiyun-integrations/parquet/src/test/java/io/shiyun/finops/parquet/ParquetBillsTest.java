package io.shiyun.finops.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.focus.Fault;
import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusOptions;
import io.shiyun.finops.focus.FocusReader;
import io.shiyun.finops.focus.IngestReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills in Parquet say the same as in CSV, and bad files are refused by name with nothing in. */
class ParquetBillsTest {
    private static final String DECIMAL = "fixed_len_byte_array(16) % (DECIMAL(38,11))";
    private static final String MICROS = "int64 % (TIMESTAMP(MICROS,true))";
    private static final String TEXT = "binary % (STRING)";
    private static final String MAP =
            "group % (MAP) { repeated group key_value { required binary key (STRING); optional binary value (STRING); } }";

    @TempDir
    Path folder;

    private final Kept kept = new Kept();
    private final FocusReader reader = new FocusReader(new FocusCodes(), kept);

    private static Bill exact() {
        return Bill.of(DECIMAL, MICROS).column("Tags", MAP, "{\"team\":\"red\",\"none\":null}");
    }

    private Path file(Bill bill) {
        return bill.parquet(folder.resolve("bill.parquet"), CompressionCodecName.UNCOMPRESSED);
    }

    private void sameAsCsv(Bill bill, Path file) {
        Kept csv = new Kept();
        assertThat(new FocusReader(new FocusCodes(), csv)
                        .read("csv", bill.csv())
                        .toString())
                .contains("csv: in");

        IngestReport report = ParquetBills.read(reader, file);

        assertThat(report.toString()).startsWith("bill.parquet: in, " + csv.rows.size() + " rows");
        assertThat(kept.rows).isEqualTo(csv.rows);
        assertThat(kept.total(FocusColumn.BILLED_COST)).isEqualTo(csv.total(FocusColumn.BILLED_COST));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void decimalsTimesTagsAndNullsAreThoseOfTheSameRowsInCsv(CompressionCodecName codec) {
        Bill bill = exact();
        Random random = new Random(1);
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < 3_000; i++) {
            BigDecimal cost = BigDecimal.valueOf(random.nextLong() >> 8, 11);
            total = total.add(cost);
            bill.row(
                    "BilledCost",
                    cost.toPlainString(),
                    "ServiceName",
                    "S" + random.nextInt(50),
                    "Tags",
                    i % 3 == 0 ? null : "{\"team\":\"t" + i + "\"}",
                    "PricingQuantity",
                    i % 2 == 0 ? "-0.00000000001" : "12345678901234567890.5");
        }

        sameAsCsv(bill, bill.parquet(folder.resolve("bill.parquet"), codec));

        assertThat(kept.total(FocusColumn.BILLED_COST)).isEqualByComparingTo(total);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "double % | int96 %",
                "double % | int64 % (TIMESTAMP(MILLIS,false))",
                "int32 % (DECIMAL(9,2)) | int64 % (TIMESTAMP(NANOS,true))",
                "int64 % (DECIMAL(18,11)) | int32 % (DATE)",
                "binary % (DECIMAL(38,4)) | binary % (STRING)",
                "float % | binary %",
            })
    void eachTypeOfMoneyAndTimeIsRead(String money, String time) {
        Bill bill = Bill.of(money, time).column("Tags", "binary % (JSON)", "{\"a\":\"b \\\"c\\\"\"}");
        bill.row()
                .row(
                        "BilledCost",
                        "-7.25",
                        "ChargePeriodStart",
                        "2024-09-29T00:00:00Z",
                        "ChargePeriodEnd",
                        "2024-09-30T00:00:00Z");

        sameAsCsv(bill, file(bill));
    }

    @Test
    void aDoubleIsTheShortestDecimalThatMeansIt() {
        Bill bill = Bill.of("double %", MICROS).column("Tags", TEXT, null);
        bill.row("BilledCost", "0.1")
                .row("BilledCost", "0.2")
                .row("BilledCost", "1e-7")
                .row("BilledCost", "123456789012");

        sameAsCsv(bill, file(bill));

        assertThat(kept.total(FocusColumn.BILLED_COST)).isEqualByComparingTo("123456789012.3000001");
    }

    @Test
    void keysAndValuesOfTagsKeepEveryCharacter() {
        Bill bill = exact().row("Tags", "{\"a\\b\n\":\"\u00e9 \u4e3b\t\"}");

        assertThat(ParquetBills.read(reader, file(bill)).in()).isTrue();
        assertThat(kept.rows.get(0)).containsEntry("Tags", Map.of("a\\b\n", "\u00e9 \u4e3b\t"));
    }

    @Test
    void anErrorHasTheLineOfItsRow() {
        Bill bill = exact().column("ChargeDescription", TEXT, "x").row().row().row("BillingCurrency", "BTX");

        refused(file(bill), "bill.parquet, line 4, column BillingCurrency: \"BTX\" is not a currency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group % (LIST) { repeated group list { optional binary element (STRING); } }",
                "group % { optional binary a (STRING); }",
                "group % (MAP) { repeated group key_value { required binary key (STRING); optional int32 value; } }",
                "int32 % (TIME(MILLIS,true))",
                "fixed_len_byte_array(12) % (INTERVAL)",
            })
    void aTypeThatIsNotReadIsNamed(String type) {
        refused(file(exact().column("x_Odd", type, null).row()), "bill.parquet: ", "column x_Odd is of a type");
    }

    @Test
    void aFileThatIsCutIsRefusedWhereverItIs() throws IOException {
        byte[] bytes = Files.readAllBytes(file(exact().row().row()));
        for (int length = 0; length < bytes.length; length += 97) {
            refused(write(Arrays.copyOf(bytes, length)), "bill.parquet: cannot be read to its end: ");
        }
    }

    @Test
    void whatIsNoParquetIsRefused() throws IOException {
        refused(write(exact().row().csv().readAllBytes()), "it is no Parquet file");
    }

    @Test
    void damagedPagesAreRefusedOrSayTheSame() throws IOException {
        byte[] bytes = packed();
        assertThat(ParquetBills.read(reader, write(bytes)).in()).isTrue();
        List<Map<String, Object>> good = List.copyOf(kept.rows);
        int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            kept.rows.clear();
            boolean in = damaged(bytes, random.nextInt(bytes.length - 8 - footer), random);
            assertThat(kept.rows).isEqualTo(in ? good : List.of());
            refused += in ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void aFileWithADamagedFooterIsReportedAndNeverInByHalf() throws IOException {
        byte[] bytes = packed();
        int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            kept.rows.clear();
            boolean in = damaged(bytes, bytes.length - 1 - random.nextInt(footer + 8), random);
            assertThat(kept.rows).hasSize(in ? 40 : 0);
        }
    }

    private byte[] packed() throws IOException {
        Bill bill = exact();
        for (int i = 0; i < 40; i++) {
            bill.row("ServiceName", "S" + i);
        }
        return Files.readAllBytes(bill.parquet(folder.resolve("packed"), CompressionCodecName.SNAPPY));
    }

    private boolean damaged(byte[] bytes, int at, Random random) throws IOException {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        return ParquetBills.read(reader, write(damaged)).in();
    }

    @Test
    void boundsOfTheReaderHold() {
        FocusReader narrow =
                new FocusReader(new FocusCodes(), kept, FocusOptions.defaults().withMaxFile(2_000, 300));
        Bill bill = exact();
        for (int i = 0; i < 20; i++) {
            bill.row();
        }

        assertThat(ParquetBills.read(narrow, file(bill)).toString()).contains("more than 2000 bytes");
        assertThat(kept.commits).isZero();
    }

    @Test
    void aPageThatUnpacksToTooMuchIsRefused() {
        var snappy = new Codecs().getDecompressor(CompressionCodecName.SNAPPY);
        BytesInput small = BytesInput.from(new byte[100]);

        assertThatThrownBy(() -> snappy.decompress(small, Integer.MAX_VALUE)).hasMessageContaining("at most 67108864");
        assertThatThrownBy(() -> snappy.decompress(small, 2_000_000)).hasMessageContaining("1000 times its size");
        assertThatThrownBy(() -> new Codecs().getDecompressor(CompressionCodecName.BROTLI))
                .hasMessageContaining("BROTLI");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ParquetBills.read(reader, folder.resolve("none.parquet")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.parquet");
    }

    private void refused(Path file, String... words) {
        IngestReport report = ParquetBills.read(reader, file);

        assertThat(report.in()).isFalse();
        assertThat(report.toString()).contains(words);
        assertThat(report.errors()).extracting(Fault::file).containsOnly("bill.parquet");
        assertThat(kept.rows).isEmpty();
        assertThat(kept.commits).isZero();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bill.parquet"), bytes);
    }
}
