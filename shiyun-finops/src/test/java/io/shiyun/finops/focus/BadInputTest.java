package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a file is bad: a clear error with its place, and nothing in. */
class BadInputTest {
    private final CollectingSink sink = new CollectingSink();
    private final FocusReader reader = new FocusReader(new FocusCodes(), sink);

    @AfterEach
    void nothingIsIn() {
        assertThat(sink.rows).isEmpty();
        assertThat(sink.committed).isZero();
    }

    @Test
    void missingColumns() {
        IngestReport report =
                reader.read("a", Csv.focus10().without("BilledCost").without("ServiceName").row().stream());

        assertThat(report.errors()).extracting(Fault::column).containsExactly("BilledCost", "ServiceName");
        assertThat(report.toString())
                .contains("a, line 1, column BilledCost: is missing; FOCUS 1.0 makes it mandatory");
    }

    @Test
    void aColumnTwice() {
        String text = Csv.focus10().row().text().replaceFirst("ListCost", "billedcost");
        assertThat(reader.read("a", Csv.stream(text)).toString()).contains("line 1, column billedcost: comes twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "say \"hi\"", "\"shut\" and more", "\"a\"b\"", "clos\"ed"})
    void brokenQuotes(String field) {
        Csv csv = Csv.focus10().row().row("ChargeDescription", field);
        for (int i = 0; i < 3; i++) {
            csv.row();
        }
        IngestReport report = reader.read("a", csv.stream());

        assertThat(report.errors()).isNotEmpty();
        assertThat(report.errors().get(0).line()).isEqualTo(3);
        assertThat(report.toString()).contains("quote");
    }

    @Test
    void aQuoteThatNoOtherQuoteFollows() {
        IngestReport report = reader.read(
                "a", Csv.focus10().column("Tags", "").row().row("ChargeDescription", "\"open").row().stream());

        assertThat(report.toString()).contains("a, line 3").contains("quote that is not closed before the file ends");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aRowOfOtherLength(int more) {
        String row = Csv.focus10().row().text().split("\n")[1];
        String other = more > 0 ? row + ",x" : row.substring(row.indexOf(',') + 1);
        IngestReport report = reader.read("a", Csv.stream(Csv.focus10().row().text() + other + "\n" + row + "\n"));

        assertThat(report.errors()).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(3);
            assertThat(fault.message()).isEqualTo("has " + (22 + more) + " fields, the header has 22");
        });
    }

    @Test
    void anUnknownCurrency() {
        IngestReport report = reader.read("a", Csv.focus10().row("BillingCurrency", "BTX").stream());

        assertThat(report.toString()).contains("line 2, column BillingCurrency: \"BTX\" is not a currency of ISO 4217");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-09-03T00:00:00Z", "2024-09-02T00:00:00Z"})
    void aPeriodThatEndsBeforeItStarts(String end) {
        IngestReport report = reader.read("a", Csv.focus10().row("ChargePeriodEnd", end).stream());

        assertThat(report.toString())
                .contains("line 2, column ChargePeriodEnd: \"" + end + "\" is not after the start of its period");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team=red", "[1]", "\"{\"\"a\"\":}\"", "\"{\"\"a\"\":\"\"b\"\"\"", "\"{} x\"", "{a:1}"})
    void tagsThatAreNotJson(String tags) {
        IngestReport report = reader.read("a", Csv.focus10().row("Tags", tags).stream());

        assertThat(report.errors()).singleElement().satisfies(fault -> {
            assertThat(fault.column()).isEqualTo("Tags");
            assertThat(fault.message()).contains("is not a JSON object: at character");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2024-13-01", "09/01/2024", "2024-09-03T25:00:00Z", "2024-09-03T00:00:00.5Z"})
    void aTimeThatIsNone(String time) {
        IngestReport report = reader.read("a", Csv.focus10().row("ChargePeriodStart", time).stream());

        assertThat(report.errors()).singleElement().satisfies(fault -> {
            assertThat(fault.column()).isEqualTo("ChargePeriodStart");
            assertThat(fault.value()).isEqualTo(time);
        });
    }

    @Test
    void aFileCutInTheMiddleOfARow() {
        String text = Csv.focus10().row().row().text();
        IngestReport report = reader.read("a", Csv.stream(text.substring(0, text.length() - 60)));

        assertThat(report.toString()).contains("line 3").contains("it may be cut");
    }

    @Test
    void aGzipFileCutInTheMiddle() throws IOException {
        StringBuilder text = new StringBuilder(Csv.focus10().row().text());
        for (int i = 0; i < 9; i++) {
            text.append(text.substring(text.indexOf("\n") + 1));
        }
        IngestReport report =
                reader.read("a", new ByteArrayInputStream(FocusReaderTest.half(FocusReaderTest.gzip(text.toString()))));

        assertThat(report.toString()).contains("the gzip data ends in the middle; the file is cut");
    }

    @Test
    void aGzipBomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(Csv.focus10().text().getBytes(StandardCharsets.UTF_8));
            byte[] row = Csv.focus10().row().text().split("\n")[1].concat("\n").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 400_000; i++) {
                gzip.write(row);
            }
        }
        FocusOptions options = FocusOptions.defaults().withMaxFile(1 << 30, 100);
        IngestReport report =
                new FocusReader(new FocusCodes(), sink, options).read("a", new ByteArrayInputStream(out.toByteArray()));

        assertThat(report.toString()).contains("it unpacks to more than 100 times its size");
    }

    @Test
    void aFileThatIsTooLong() {
        FocusOptions options = FocusOptions.defaults().withMaxFile(500, 100);
        IngestReport report =
                new FocusReader(new FocusCodes(), sink, options).read("a", Csv.focus10().row().row().stream());

        assertThat(report.toString()).contains("more than 500 bytes");
    }

    @Test
    void aRowThatIsTooLong() {
        FocusOptions options = FocusOptions.defaults().withMaxRow(100_000, 1_000);
        IngestReport report = new FocusReader(new FocusCodes(), sink, options)
                .read("a", Csv.focus10().row("ChargeDescription", "x".repeat(400_000)).stream());

        assertThat(report.toString()).contains("line 2").contains("longer than 100000 bytes");
    }

    @Test
    void aFieldThatIsTooLong() {
        FocusOptions options = FocusOptions.defaults().withMaxRow(100_000, 1_000);
        IngestReport report = new FocusReader(new FocusCodes(), sink, options)
                .read("a", Csv.focus10().row("ServiceName", "x".repeat(1_001)).stream());

        assertThat(report.toString()).contains("column ServiceName").contains("has 1001 bytes; at most 1000 are read");
    }

    @Test
    void bytesThatAreNotUtf8() {
        byte[] bytes = Csv.focus10().row("ServiceName", "é").text().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reader.read("a", new ByteArrayInputStream(bytes)).toString())
                .contains("line 2")
                .contains("not UTF-8");
    }

    @Test
    void anEmptyFile() {
        assertThat(reader.read("a", Csv.stream("")).toString()).contains("is empty; a header row is needed");
    }

    @Test
    void otherSeparators() {
        String text = Csv.focus10().row().text().replace(',', ';');
        assertThat(reader.read("a", Csv.stream(text)).toString()).contains("something else than commas");
    }

    @Test
    void aNullWhereAnAmountIsNeeded() {
        assertThat(reader.read("a", Csv.focus10().row("BilledCost", "NULL").stream())
                        .toString())
                .contains("line 2, column BilledCost: is null; an amount is needed");
    }
}
