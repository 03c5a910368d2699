package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSeriesTest {
    private static final CsvSeries FORM = new CsvSeries("cpu.used", "1");

    @TempDir
    Path folder;

    private static CsvRead read(String text) throws IOException {
        return FORM.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyFormOfATimeIsTheSameMoment() throws IOException {
        long millis = Instant.parse("2026-11-21T09:30:00Z").toEpochMilli();
        for (String time : new String[] {
            "1795253400",
            "1795253400.000",
            "1795253400000",
            "2026-11-21T09:30:00Z",
            "2026-11-21T09:30:00",
            "2026-11-21 09:30:00",
            "2026-11-21T17:30:00+08:00",
            "2026-11-21T09:30"
        }) {
            assertThat(CsvTime.millis(time)).as(time).hasValue(millis);
        }
        assertThat(CsvTime.millis("2026-11-21"))
                .hasValue(Instant.parse("2026-11-21T00:00:00Z").toEpochMilli());
        assertThat(CsvTime.millis("-1.5")).hasValue(-1500);
        for (String none : new String[] {"", "time", "1e9999", "12:30", "2026-13-01", "NaN", "1-2", "9".repeat(20)}) {
            assertThat(CsvTime.millis(none)).as(none).isEmpty();
        }
        assertThat(read("time,value\n1795253400,5\r\n\"1795253401\",\"6\"\n").series())
                .containsExactly(Series.named("cpu.used", "1")
                        .add(millis, 5)
                        .add(millis + 1000, 6)
                        .build());
    }

    @Test
    void wideFilesHaveASeriesAColumnAndEmptyCellsAreNoPoints() throws IOException {
        CsvRead wide = read("\ufefftimestamp,cpu,mem,idle\n1,0.5,,\n2,0.25,7,\n");

        assertThat(wide.series()).extracting(Series::name).containsExactly("cpu", "mem");
        assertThat(wide.series().get(1).time(0)).isEqualTo(2000);
        assertThat(wide.points()).isEqualTo(3);
        assertThat(wide.faultCount()).isZero();
        assertThat(read("1,0.5\n2,0.75\n").series().get(0).size())
                .as("no header")
                .isEqualTo(2);
    }

    @Test
    void badPointsAreLeftOutWithTheirPlace() throws IOException {
        CsvRead read =
                read("time,cpu,mem\n10,1,1\nyesterday,2,2\n20,two,2\n20,3\n15,4,4\n20,5,5\n30,NaN,6\n\n40,7,7\n");

        assertThat(read.faults())
                .extracting(fault -> fault.line() + " " + fault.column())
                .containsExactly("3 ", "4 cpu", "5 ", "6 mem", "7 mem", "8 cpu");
        assertThat(read.faults().get(3).message()).contains("goes back");
        assertThat(read.faults().get(4).message()).contains("repeats");
        assertThat(read.faultCount()).isEqualTo(6);
        assertThat(read.series().get(0).size()).isEqualTo(4);
    }

    @Test
    void whatIsNoFileOfSeriesIsRefusedWhole() {
        assertThatThrownBy(() -> read("just text\n")).hasMessageContaining("1 columns");
        assertThatThrownBy(() -> read("1,2,3\n")).hasMessageContaining("need a header");
        assertThatThrownBy(() -> read("time,a,a\n")).hasMessageContaining("'a'");
        assertThatThrownBy(() -> read("time,a\n1,\"2\n")).hasMessageContaining("never closed");
        assertThatThrownBy(() -> FORM.read(folder.resolve("none.csv"))).isInstanceOf(IOException.class);
    }

    @Test
    void aSourceFollowsAFileThatGrowsAndLeavesHalfALineForLater() throws IOException {
        Path file = Files.writeString(folder.resolve("cpu.csv"), "time,value\n1,1\n2,12");
        CsvSource source = CsvSource.of("file", file, FORM);
        Set<String> names = Set.of("cpu.used");

        assertThat(source.read(names, Instant.EPOCH, Instant.ofEpochSecond(9))
                        .get(0)
                        .size())
                .isEqualTo(1);
        Files.writeString(file, "3.5\n", StandardOpenOption.APPEND);
        Series grown =
                source.read(names, Instant.EPOCH, Instant.ofEpochSecond(9)).get(0);
        assertThat(grown.value(1)).isEqualTo(123.5);
        assertThat(source.read(names, Instant.ofEpochSecond(2), Instant.ofEpochSecond(2))
                        .get(0)
                        .size())
                .isEqualTo(1);
        assertThat(source.read(Set.of("other"), Instant.EPOCH, Instant.ofEpochSecond(9)))
                .isEmpty();
        Files.delete(file);
        assertThatThrownBy(() -> source.read(names, Instant.EPOCH, Instant.ofEpochSecond(9)))
                .isInstanceOf(UncheckedIOException.class);
    }
}
