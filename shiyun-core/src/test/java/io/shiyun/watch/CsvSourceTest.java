package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CSV file as a source when what it reads is not what it should be. */
class CsvSourceTest {
    private static final Set<String> CPU = Set.of("cpu");
    private static final Instant END = Instant.ofEpochSecond(1_000);

    @TempDir
    Path folder;

    private Path file;
    private CsvSource source;

    @BeforeEach
    void open() {
        file = folder.resolve("cpu.csv");
        source = CsvSource.of("file", file, new CsvSeries("cpu", "1"));
    }

    private List<Series> read() {
        return source.read(CPU, Instant.EPOCH, END);
    }

    @Test
    void aFileThatIsNotThereYetIsSaidByNameAndReadOnceItIs() throws IOException {
        assertThatThrownBy(this::read).isInstanceOf(UncheckedIOException.class).hasMessageContaining(file.toString());
        Files.writeString(file, "time,value\n1,1\n");
        assertThat(read())
                .singleElement()
                .satisfies(series -> assertThat(series.size()).isEqualTo(1));
    }

    @Test
    void aFolderInPlaceOfTheFileIsSaidByName() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(this::read).isInstanceOf(RuntimeException.class).hasMessageContaining(file.toString());
    }

    @Test
    void anEmptyFileAndOneOfHalfALineHaveNoPoints() throws IOException {
        Files.writeString(file, "");
        assertThat(read()).isEmpty();
        Files.writeString(file, "time,va");
        assertThat(read()).isEmpty();
        Files.writeString(file, "time,value\n1,1");
        assertThat(read()).as("the line may be half written").isEmpty();
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndReadWhenItWasMended() throws IOException {
        Files.writeString(file, "<html>\n<body>\n");
        assertThatThrownBy(this::read).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(this::read).as("and again").isInstanceOf(IllegalArgumentException.class);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '\n', 2, '\n'});
        assertThatThrownBy(this::read).isInstanceOf(IllegalArgumentException.class);
        Files.writeString(file, "time,value\n1,1\n");
        assertThat(read()).hasSize(1);
    }

    @Test
    void badRowsAreLeftOutAndTheGoodOnesRead() throws IOException {
        Files.writeString(file, "time,value\n1,1\nsoon,2\n2,much\n3,3\n2,4\n");
        assertThat(read()).singleElement().satisfies(series -> {
            assertThat(series.size()).isEqualTo(2);
            assertThat(series.value(1)).isEqualTo(3);
        });
        Files.write(file, "time,value\n1,1\n2,\u00ff\n4,4\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read())
                .singleElement()
                .satisfies(series -> assertThat(series.time(1)).isEqualTo(4_000));
    }

    @Test
    void aFileThatShrinksIsReadAfresh() throws IOException {
        Files.writeString(file, "time,value\n1,1\n2,2\n3,3\n");
        assertThat(read().get(0).size()).isEqualTo(3);
        Files.writeString(file, "time,value\n7,7\n");
        assertThat(read())
                .singleElement()
                .satisfies(series -> assertThat(series.time(0)).isEqualTo(7_000));
    }
}
