package io.shiyun.finops.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.wire.rig.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a real browser has it. */
class ReportInBrowserTest {
    @TempDir
    Path folder;

    private Path browser = Path.of("");

    @BeforeEach
    void find() {
        Optional<Path> found = Chromium.find();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: there is no Chromium here; apt-get install chromium");
        }
        Assumptions.assumeTrue(found.isPresent(), "there is no Chromium here; apt-get install chromium");
        browser = found.get();
    }

    private static int count(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    @Test
    void chartsHaveTheirPointsAndNothingIsAskedOrWrong() throws IOException, InterruptedException {
        Path page = folder.resolve("costs.html");
        try (SampleMonth sample = new SampleMonth()) {
            sample.report().report(page);
        }
        Path kept = Path.of("target", "report.html");
        Files.copy(page, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        // The measure of a phone is laid on, and what it comes to is written down for the test.
        Path narrow = folder.resolve("narrow.html");
        Files.writeString(
                narrow,
                Files.readString(page)
                        .replace("</style>", "html{width:360px}</style>")
                        .replace(
                                "</body>",
                                "<script>document.documentElement.setAttribute('data-reach',Math.max(...[...document"
                                        + ".querySelectorAll('.tile,.card,h1,h2,p,svg')].map(e=>Math.ceil(e"
                                        + ".getBoundingClientRect().right))))</script></body>"));

        Chromium.Page seen = Chromium.open(browser, page, "#2026-04-14", folder);
        Chromium.Page phone = Chromium.open(browser, narrow, "", folder);

        assertThat(seen.console()).isEmpty();
        assertThat(seen.requests()).isEmpty();
        assertThat(seen.dom()).contains("data-script=\"ran\"");
        assertThat(count(seen.dom(), "class=\"point\"")).isEqualTo(60);
        assertThat(count(seen.dom(), "<rect class=\"expected\"")).isGreaterThanOrEqualTo(20);
        assertThat(count(seen.dom(), "<polyline class=\"actual\" points=\"([-0-9.]+,[-0-9.]+ ?){20}\""))
                .isEqualTo(2);
        assertThat(count(seen.dom(), "<polygon class=\"band\" points=\"([-0-9.]+,[-0-9.]+ ?){22}\""))
                .isEqualTo(2);
        assertThat(count(seen.dom(), "<line class=\"limit\"")).isEqualTo(1);
        assertThat(seen.dom()).containsPattern("class=\"said\">2026-04-14: [0-9,.]+ CNY; Alibaba Cloud ");
        assertThat(seen.dom()).doesNotContain("NaN", "Infinity", "null");

        Matcher reach = Pattern.compile("data-reach=\"(\\d+)\"").matcher(phone.dom());
        assertThat(reach.find()).isTrue();
        assertThat(Integer.parseInt(reach.group(1))).isLessThanOrEqualTo(360);
    }

    @Test
    void browserWouldTellOfAnErrorAndOfARequest() throws IOException, InterruptedException {
        Path bad = folder.resolve("bad.html");
        Files.writeString(
                bad, "<!DOCTYPE html><img src='http://tracker.invalid/x.png'><script>nothing.there()</script>");
        Chromium.Page seen = Chromium.open(browser, bad, "", folder);

        assertThat(seen.console()).anyMatch(line -> line.contains("nothing is not defined"));
        assertThat(seen.requests()).anyMatch(url -> url.contains("tracker.invalid"));
    }
}
