package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of random texts come back as they were written, each row with its line. */
class CsvTokenizerTest {
    private static final String[] PIECES = {
        "a",
        "12.5",
        "*",
        "\u4e91",
        "\u00e9\ud83d\ude00",
        " ",
        "plain text that is longer than one word of eight",
        "\"",
        ",",
        "\n",
        "\r\n"
    };
    private static final int FIELDS = 7;

    private final StringBuilder text = new StringBuilder("c0,c1,c2,c3,c4,c5,c6\n");
    private final List<List<String>> written = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private long line = 2;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void fieldsOfAnyTextComeBack(long seed) throws IOException {
        Random random = new Random(seed);
        for (int row = 0; row < 3_000; row++) {
            write(random, seed % 2 == 0 ? "\n" : "\r\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Faults faults = new Faults("random", 10);
        CsvTokenizer tokenizer = new CsvTokenizer(
                new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        return super.read(into, from, Math.min(length, 1 + random.nextInt(5_000)));
                    }
                },
                1 << 20,
                faults);
        assertThat(tokenizer.header()).hasSize(FIELDS);
        CsvBlock block = new CsvBlock();
        int row = 0;
        while (tokenizer.read(block)) {
            for (int i = 0; i < block.rows; i++, row++) {
                assertThat(fields(block, i)).isEqualTo(written.get(row));
                assertThat(block.lines[i]).isEqualTo(lines.get(row));
            }
        }
        assertThat(faults.errors()).isEmpty();
        assertThat(row).isEqualTo(written.size());
    }

    private void write(Random random, String end) {
        List<String> row = new ArrayList<>();
        lines.add(line);
        for (int field = 0; field < FIELDS; field++) {
            StringBuilder value = new StringBuilder();
            int pieces = random.nextInt(10) == 0 ? random.nextInt(30) : random.nextInt(3);
            for (int i = 0; i < pieces; i++) {
                value.append(PIECES[random.nextInt(random.nextInt(4) == 0 ? PIECES.length : 7)]);
            }
            String plain = value.toString();
            boolean quoted = plain.matches("(?s).*[\",\n\r].*") || random.nextInt(8) == 0;
            text.append(field == 0 ? "" : ",").append(quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain);
            line += plain.chars().filter(c -> c == '\n').count();
            row.add(plain);
        }
        text.append(end);
        line++;
        written.add(row);
    }

    private static List<String> fields(CsvBlock block, int row) {
        List<String> fields = new ArrayList<>();
        for (int field = 0; field < FIELDS; field++) {
            int from = block.bounds[row * block.stride + field] + 1;
            int to = block.bounds[row * block.stride + field + 1];
            String raw = new String(block.bytes, from, to - from, StandardCharsets.UTF_8);
            fields.add(raw.startsWith("\"") ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"") : raw);
        }
        return fields;
    }
}
