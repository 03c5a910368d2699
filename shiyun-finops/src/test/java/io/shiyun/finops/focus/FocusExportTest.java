package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FocusExportTest {
    private static final FocusExport TO_1_0 = FocusExport.to(FocusVersion.V1_0);

    @TempDir
    private Path folder;

    @Test
    void generatedRowsComeBackTheSame() {
        byte[] bill = generated(3000).text().getBytes(StandardCharsets.UTF_8);

        byte[] written = converted(TO_1_0, bill);

        assertThat(Everything.of("bill", written, List.of("x_Note")))
                .isEqualTo(Everything.of("bill", bill, List.of("x_Note")));
        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("NULL", ",\"\",");
        assertThat(converted(TO_1_0, written)).isEqualTo(written);
    }

    @Test
    void numbersArePlainAndTimesHaveTheirZone() {
        byte[] written = converted(
                TO_1_0,
                bytes(Csv.focus10()
                        .row(
                                "BilledCost",
                                "35.2E-7",
                                "EffectiveCost",
                                "-1E3",
                                "ListCost",
                                "1.50",
                                "ContractedCost",
                                "NULL",
                                "ChargePeriodStart",
                                "2024-09-03",
                                "ChargePeriodEnd",
                                "2024-09-03 10:00:00")));

        assertThat(new String(written, StandardCharsets.UTF_8).split("\r\n", -1)[1].split(",", -1))
                .contains("0.00000352", "-1000", "1.50", "2024-09-03T00:00:00Z", "2024-09-03T10:00:00Z", "")
                .noneMatch(field -> field.matches("[-\\d.]+[eE].*"));
    }

    @Test
    void aFormulaStaysTheTextThatItIs() {
        byte[] bill = bytes(Csv.focus10().row("ChargeDescription", "=1+1", "BillingAccountId", "-7"));

        assertThat(Everything.of("bill", converted(TO_1_0, bill), List.of()).get(0))
                .containsEntry("ChargeDescription", "=1+1")
                .containsEntry("BillingAccountId", "-7");
    }

    @Test
    void columnsOfOneFileAreThoseOfItsVersion() {
        Csv bill = Csv.focus10()
                .column("InvoiceId", "I-1")
                .column("Own thing", "a")
                .column("x_Kept", "b")
                .row();

        assertThat(header(FocusVersion.V1_0, bill))
                .contains("ProviderName", "x_InvoiceId", "x_OwnThing", "x_Kept")
                .doesNotContain("InvoiceId", "ServiceProviderName");
        assertThat(header(FocusVersion.V1_2, bill)).contains("InvoiceId", "PublisherName");
        assertThat(header(FocusVersion.V1_3, bill)).contains("ProviderName", "ServiceProviderName", "HostProviderName");
        assertThat(header(FocusVersion.V1_4, bill))
                .contains("ServiceProviderName", "x_PublisherName")
                .doesNotContain("ProviderName", "x_ProviderName");
    }

    @ParameterizedTest
    @EnumSource(FocusVersion.class)
    void eachVersionIsReadAsWhatItIs(FocusVersion version) {
        byte[] written = converted(FocusExport.to(version), bytes(Csv.focus10().row()));
        Map<String, String> row = Everything.of("bill", written, List.of()).get(0);

        assertThat(row).containsEntry("ProviderName", "Acme").containsEntry("BilledCost", "1.5");
        assertThat(version.mandatory().stream().map(FocusColumn::header)).allMatch(List.of(first(written))::contains);
    }

    @Test
    void gzipIsTheSameBytesPacked() throws IOException {
        byte[] bill = bytes(generated(50));
        byte[] packed = converted(TO_1_0.as(FocusFormat.CSV_GZIP), bill);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo(converted(TO_1_0, bill));
    }

    @Test
    void aBillThatProvesBadLeavesTheFormerFile() throws IOException {
        Path file = folder.resolve("out.csv");
        Files.writeString(file, "former");
        Csv bill = generated(500).row("BilledCost", "much");

        IngestReport report = TO_1_0.convert("bill", bill.stream(), null, file);

        assertThat(report.in()).isFalse();
        assertThat(report.errors().get(0).toString()).contains("BilledCost", "much");
        assertThat(Files.readString(file)).isEqualTo("former");
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("out.csv"));
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void aStreamThatFailsIsNotTakenForABadBill() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> TO_1_0.convert("bill", generated(50).stream(), null, full))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void ownRowsAreCheckedBeforeAnythingIsWritten() {
        FocusRow good = own();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() ->
                        TO_1_0.write(List.of(good, own().put(FocusColumn.BILLED_COST, (BigDecimal) null)), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Row 2: BilledCost is null");
        assertThatThrownBy(() -> TO_1_0.write(List.of(own().put(FocusColumn.INVOICE_ID, "1")), out))
                .hasMessageContaining("InvoiceId is not in FOCUS 1.0");
        assertThatThrownBy(() -> own().put(FocusColumn.BILLING_CURRENCY, "XQZ")).hasMessageContaining("ISO 4217");
        assertThatThrownBy(() -> own().put(FocusColumn.TAGS, "{\"a\":")).hasMessageContaining("JSON");
        assertThatThrownBy(() -> own().put(FocusColumn.SERVICE_NAME, "half \uD83D"))
                .hasMessageContaining("half");
        assertThatThrownBy(() -> own().put(FocusColumn.SERVICE_NAME, BigDecimal.ONE))
                .hasMessageContaining("TEXT");
        assertThatThrownBy(() -> own().put(FocusColumn.BILLED_COST, BigDecimal.ONE.scaleByPowerOfTen(999_999_999)))
                .hasMessageContaining("256");
        assertThat(out.size()).isZero();

        TO_1_0.write(List.of(good.put(FocusColumn.TAGS, Map.of("a b", "\uD83D\uDE00\n\"x\""))), out);
        assertThat(Everything.of("own", out.toByteArray(), List.of()).get(0))
                .containsEntry("Tags", "{\"a b\":\"\uD83D\uDE00\\u000a\\\"x\\\"\"}")
                .containsEntry("BilledCost", "0.0000000000000000000000000001");
    }

    private static FocusRow own() {
        Instant start = Instant.parse("2026-04-01T00:00:00Z");
        Instant end = Instant.parse("2026-05-01T00:00:00Z");
        return new FocusRow()
                .put(FocusColumn.BILLED_COST, new BigDecimal("1E-28"))
                .put(FocusColumn.EFFECTIVE_COST, BigDecimal.ONE)
                .put(FocusColumn.LIST_COST, BigDecimal.ONE)
                .put(FocusColumn.CONTRACTED_COST, BigDecimal.ONE)
                .put(FocusColumn.BILLING_ACCOUNT_ID, "1")
                .put(FocusColumn.BILLING_CURRENCY, "cny")
                .put(FocusColumn.BILLING_PERIOD_START, start)
                .put(FocusColumn.BILLING_PERIOD_END, end)
                .put(FocusColumn.CHARGE_PERIOD_START, start)
                .put(FocusColumn.CHARGE_PERIOD_END, end)
                .put(FocusColumn.CHARGE_CATEGORY, "usage")
                .put(FocusColumn.INVOICE_ISSUER_NAME, "Acme")
                .put(FocusColumn.PROVIDER_NAME, "Acme")
                .put(FocusColumn.PUBLISHER_NAME, "Acme")
                .put(FocusColumn.SERVICE_CATEGORY, "Compute")
                .put(FocusColumn.SERVICE_NAME, "Hosts");
    }

    /** Rows with what real files have: many decimals, exponents, both nulls, quotes, breaks, odd tags, rare characters. */
    private static Csv generated(int rows) {
        Random random = new Random(20260401);
        String[] texts = {
            "",
            "NULL",
            "\"\"",
            "a,b",
            "two\nlines",
            "cr\r\nlf",
            "say \"it\"",
            " edge ",
            "\uD840\uDC0B \uD83D\uDE00",
            "'",
            "\u00FC"
        };
        String[] tags = {
            "NULL",
            "",
            "{}",
            "{\" org\":\"a b\"}",
            "{\"k\":null,\"t\":true}",
            "{\"q\":\"\\\"\\u00e9\\n\"}",
            "{\"\uD83D\uDE00\":\"\uD840\uDC0B\"}"
        };
        Csv csv = Csv.focus10().column("x_Note", "");
        for (int i = 0; i < rows; i++) {
            csv.row(
                    "BilledCost", amount(random),
                    "EffectiveCost", amount(random),
                    "ListCost", amount(random),
                    "PricingQuantity", random.nextInt(5) == 0 ? "NULL" : amount(random),
                    "ChargeDescription", field(texts[random.nextInt(texts.length)]),
                    "BillingAccountName", field(texts[random.nextInt(texts.length)]),
                    "x_Note", field(texts[random.nextInt(texts.length)]),
                    "Tags", field(tags[random.nextInt(tags.length)]),
                    "ChargePeriodEnd", random.nextBoolean() ? "2024-09-04" : "2024-09-03 08:00:00Z");
        }
        return csv;
    }

    private static String field(String text) {
        return text.equals("\"\"") || !text.matches("(?s).*[,\"\r\n].*")
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String amount(Random random) {
        BigDecimal amount = new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(29));
        String sign = random.nextInt(4) == 0 ? "-" : "";
        return sign
                + switch (random.nextInt(4)) {
                    case 0 -> amount.unscaledValue() + "E-" + random.nextInt(30);
                    case 1 -> amount.unscaledValue() + "E" + random.nextInt(9);
                    default -> amount.toPlainString();
                };
    }

    private static byte[] bytes(Csv csv) {
        return csv.text().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] converted(FocusExport export, byte[] bill) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IngestReport report = export.convert("bill", new ByteArrayInputStream(bill), null, out);
        assertThat(report.in()).as(report.toString()).isTrue();
        return out.toByteArray();
    }

    private static List<String> header(FocusVersion version, Csv bill) {
        return List.of(first(converted(FocusExport.to(version), bytes(bill))));
    }

    private static String[] first(byte[] csv) {
        return new String(csv, StandardCharsets.UTF_8)
                .lines().findFirst().stream().collect(Collectors.joining()).split(",");
    }

    /** A form that tells how its rows ended. */
    private static FocusFormat telling(List<String> ends) {
        return (out, layout) -> new FocusFormat.Rows() {
            @Override
            public void write(FocusRow row) {}

            @Override
            public void drop() {
                ends.add("dropped");
            }

            @Override
            public void close() {
                ends.add("closed");
            }
        };
    }

    @Test
    void theRowsOfARefusedBillAreDroppedAndThoseOfAGoodOneEnded() throws IOException {
        List<String> ends = new ArrayList<>();
        FocusExport export = TO_1_0.as(telling(ends));
        byte[] good = bytes(Csv.focus10().row().row());
        byte[] bad = bytes(Csv.focus10().row().row("BilledCost", "one and a half"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes(generated(3000)));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        OutputStream nowhere = OutputStream.nullOutputStream();

        assertThat(export.convert("good", new ByteArrayInputStream(good), null, nowhere)
                        .in())
                .isTrue();
        assertThat(export.convert("bad", new ByteArrayInputStream(bad), null, nowhere)
                        .in())
                .isFalse();
        assertThat(export.convert("cut", new ByteArrayInputStream(cut), null, nowhere)
                        .in())
                .isFalse();
        assertThat(ends).containsExactly("closed", "dropped", "dropped");
    }
}
