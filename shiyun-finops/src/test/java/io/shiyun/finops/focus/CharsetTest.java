package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills of clouds that do not write UTF-8. */
class CharsetTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final String HEADER =
            "\u8d26\u671f,\u8d26\u5355\u65e5\u671f,\u8d26\u53f7ID,\u8d26\u53f7,\u4ea7\u54c1Code,\u4ea7\u54c1,"
                    + "\u4ea7\u54c1\u660e\u7ec6,\u6d88\u8d39\u7c7b\u578b,\u8d26\u5355\u7c7b\u578b,\u5b9e\u4f8bID,"
                    + "\u5730\u57df,\u6807\u7b7e,\u5b98\u7f51\u4ef7,\u4f18\u60e0\u91d1\u989d,"
                    + "\u4ee3\u91d1\u5238\u62b5\u6263,\u5e94\u4ed8\u91d1\u989d\uff08\u5143\uff09,"
                    + "\u73b0\u91d1\u652f\u4ed8,\u5e01\u79cd\n";
    private static final String ROW = "202409,2024-09-03,1001,acme,ecs,\u4e91\u670d\u52a1\u5668"
            + " ECS,\u5305\u6708,\u5305\u5e74\u5305\u6708,\u6b63\u5e38\u8d26\u5355,i-1,\u534e\u4e1c1\uff08\u676d\u5dde\uff09,team:red,100.00,20.00,30.00,80.00,50.00,\u4eba\u6c11\u5e01\n";

    private final CollectingSink sink = new CollectingSink();
    private final FocusCodes codes = new FocusCodes(
            EnumSet.of(FocusColumn.BILLED_COST, FocusColumn.SERVICE_NAME), List.of(), List.of("x_VoucherAmount"));

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030", "GB2312", "UTF-16", "UTF-16LE", "Big5", "UTF-8"})
    void aBillIsReadInTheCharsetThatOptionsName(String name) {
        String simplified = HEADER + ROW.repeat(3);
        Charset charset = Charset.forName(name);
        if (charset.newEncoder().canEncode(simplified)) {
            assertRead(read(charset, new ByteArrayInputStream(simplified.getBytes(charset))), 3);
        } else {
            IngestReport report = read(charset, new ByteArrayInputStream(simplified.getBytes(GBK)));
            assertThat(report.in()).isFalse();
            assertThat(sink.rows).isEmpty();
        }
    }

    @Test
    void charactersMayBeCutWhereverTheStreamPauses() {
        int rows = 2_000;
        InputStream slow = new FilterInputStream(new ByteArrayInputStream((HEADER + ROW.repeat(rows)).getBytes(GBK))) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(length, 7));
            }
        };
        assertRead(read(GBK, slow), rows);
    }

    @Test
    void gzipIsUnpackedFirst() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((HEADER + ROW).getBytes(GBK));
        }
        assertRead(read(GBK, new ByteArrayInputStream(packed.toByteArray())), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsNoPartOfTheFirstColumn(String name) {
        Charset charset = Charset.forName(name);
        byte[] text = ("\ufeff" + HEADER + ROW).getBytes(charset);
        assertRead(read(charset, new ByteArrayInputStream(text)), 1);
    }

    @Test
    void aFileWithTheMarkOfUtf8IsThatWhateverTheOptionsSay() {
        byte[] text = ("\ufeff" + HEADER + ROW).getBytes(StandardCharsets.UTF_8);
        assertRead(read(GBK, new ByteArrayInputStream(text)), 1);
    }

    @Test
    void bytesThatAreNoTextOfTheCharsetHaveTheirLineAndPlace() {
        byte[] text = (HEADER + ROW + ROW).getBytes(GBK);
        int at = (HEADER + ROW).getBytes(GBK).length + 3;
        text[at] = (byte) 0xFF;
        IngestReport report = read(GBK, new ByteArrayInputStream(text));

        assertThat(report.in()).isFalse();
        assertThat(report.errors()).hasSize(1);
        assertThat(report.errors().get(0).line()).isEqualTo(3);
        assertThat(report.toString()).contains("not GBK at byte " + (at + 1));
        assertThat(sink.rows).isEmpty();
    }

    @Test
    void aFileThatEndsWithinACharacterIsCut() {
        byte[] text = (HEADER + ROW).getBytes(GBK);
        IngestReport report = read(GBK, new ByteArrayInputStream(Arrays.copyOf(text, text.length - 2)));

        assertThat(report.in()).isFalse();
        assertThat(report.toString()).contains("not GBK").contains("cut");
    }

    @Test
    void whoForgetsTheCharsetIsToldHowToNameIt() {
        IngestReport report = read(StandardCharsets.UTF_8, new ByteArrayInputStream((HEADER + ROW).getBytes(GBK)));

        assertThat(report.in()).isFalse();
        assertThat(report.errors().get(0).line()).isEqualTo(1);
        assertThat(report.toString()).contains("not UTF-8").contains("withCharset");
        assertThat(sink.rows).isEmpty();
    }

    private void assertRead(IngestReport report, int rows) {
        assertThat(report.in()).as(report.toString()).isTrue();
        assertThat(sink.rows).hasSize(rows);
        assertThat(sink.rows.get(rows - 1).texts)
                .containsEntry(FocusColumn.SERVICE_NAME, "\u4e91\u670d\u52a1\u5668 ECS");
        assertThat(sink.rows.get(rows - 1).extraAmounts.get("x_VoucherAmount")).isEqualByComparingTo("30");
    }

    private IngestReport read(Charset charset, InputStream in) {
        FocusOptions options = FocusOptions.defaults().withCharset(charset);
        return new FocusReader(codes, sink, options).read("bill.csv", in);
    }
}
