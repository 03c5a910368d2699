package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.Series;
import io.shiyun.metrics.Verdict;
import io.shiyun.wire.rig.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReportTest {
    private static final long START = 1_700_000_000_000L;
    private static final String HOSTILE = "</script><img src=http://tracker.invalid/x.png onerror=alert(1)>";

    @TempDir
    Path folder;

    private static Series wave(String name, String host) {
        Random random = new Random(1);
        Series.Builder series = Series.named(name, "1").label("host", host);
        for (int i = 0; i < 5000; i++) {
            double spike = i == 3000 ? 60 : 0;
            series.add(START + i * 60_000L, 50 + 10 * Math.sin(2 * Math.PI * i / 1440) + random.nextGaussian() + spike);
        }
        return series.build();
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    /** How many points each shape of a class has. */
    private static List<Integer> points(String dom, String shape) {
        return Pattern.compile("class=\"" + shape + "\" points=\"([-0-9., ]*)\"")
                .matcher(dom)
                .results()
                .map(found -> found.group(1).split(" ").length)
                .toList();
    }

    @Test
    void aBrowserDrawsSeriesBandForecastAndAlarmsAndAsksForNothing() throws IOException, InterruptedException {
        Optional<Path> browser = Chromium.find();
        if (browser.isEmpty()) {
            System.out.println("SKIPPED: there is no Chromium here; apt-get install chromium");
        }
        Assumptions.assumeTrue(browser.isPresent(), "there is no Chromium here");
        Path page = folder.resolve("series.html");
        new SeriesReport("Hosts & " + HOSTILE)
                .add(wave("cpu.used", "web-1"))
                .add(wave("disk.used", HOSTILE))
                .report(page);

        Chromium.Page seen = Chromium.open(browser.get(), page, "", folder);

        assertThat(seen.console()).isEmpty();
        assertThat(seen.requests()).isEmpty();
        String dom = seen.dom();
        assertThat(dom).contains("data-script=\"ran\"");
        assertThat(count(dom, "<img")).isZero();
        assertThat(count(dom, "<section>")).isEqualTo(2);
        assertThat(points(dom, "band")).hasSize(2).allMatch(points -> points > 1000);
        assertThat(points(dom, "value")).hasSize(2).allMatch(points -> points > 1000 && points <= 2000);
        assertThat(points(dom, "ahead")).containsExactly(48, 48);
        assertThat(count(dom, "<path class=\"alarm\"")).isGreaterThanOrEqualTo(2);
        assertThat(dom).containsPattern("2023-11-17 00:13:20Z: a spike: 1[0-9]{2}(\\.[0-9]+)?, above the");
        assertThat(dom.replaceAll("(?s)<script.*?</script>", "")).doesNotContain("NaN", "Infinity", "undefined");
    }

    @Test
    void aPhoneShowsAllOfItAndZoomingDrawsFewerPoints() throws IOException, InterruptedException {
        Optional<Path> browser = Chromium.find();
        Assumptions.assumeTrue(browser.isPresent(), "SKIPPED: there is no Chromium here");
        Path page = folder.resolve("series.html");
        new SeriesReport("Hosts").add(wave("cpu.used", "x".repeat(300))).report(page);
        Path narrow = folder.resolve("narrow.html");
        Files.writeString(
                narrow,
                Files.readString(page)
                        .replace("</style>", "html{width:360px}</style>")
                        .replace(
                                "</body>",
                                "<script>document.documentElement.setAttribute('data-reach',Math.max(...[...document"
                                        + ".querySelectorAll('section,h1,h2,p,li,button,svg')].map(e=>Math.ceil(e"
                                        + ".getBoundingClientRect().right))))</script></body>"));

        Chromium.Page phone = Chromium.open(browser.get(), narrow, "#zoom", folder);

        Matcher reach = Pattern.compile("data-reach=\"(\\d+)\"").matcher(phone.dom());
        assertThat(reach.find()).isTrue();
        assertThat(Integer.parseInt(reach.group(1))).isLessThanOrEqualTo(360);
        assertThat(points(phone.dom(), "ahead")).hasSize(1).allMatch(points -> points < 48);
    }

    @Test
    void verdictsOfOtherPointsAreRefused() {
        Series series = wave("cpu.used", "web-1");
        SeriesReport report = new SeriesReport("x");
        assertThatThrownBy(() -> report.add(series, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give one a point");
        Series one = series.between(START, START + 1);
        Verdict other = new io.shiyun.metrics.AnomalyDetector().update(START + 5, 1);
        assertThatThrownBy(() -> report.add(one, List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of another point");
    }

    @Test
    void aPageOfTooManySeriesAndAPlaceThatIsAFolderAreRefused() {
        SeriesReport report = new SeriesReport("x");
        Series one = wave("cpu.used", "web-1").between(START, START + 120_000);
        for (int i = 0; i < SeriesReport.MOST_SERIES; i++) {
            report.add(one);
        }
        assertThatThrownBy(() -> report.add(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 200 series");
        assertThatThrownBy(() -> report.report(folder)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> report.report(folder.resolve("none/here.html")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anEmptyAndAShortSeriesAreShown() throws IOException {
        Path page = folder.resolve("few.html");
        new SeriesReport("few")
                .add(Series.named("none", "").build())
                .add(Series.named("one", "").add(START, 1).build())
                .report(page);
        assertThat(Files.readString(page)).contains("\"name\":\"none\"", "\"points\":[[" + START + ",1,null,null]]");
    }
}
