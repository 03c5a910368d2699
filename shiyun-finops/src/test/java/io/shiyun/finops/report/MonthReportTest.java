package io.shiyun.finops.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthReportTest {
    @TempDir
    Path folder;

    @Test
    void pageHasEveryPartAndKeepsCurrenciesApart() {
        try (SampleMonth sample = new SampleMonth()) {
            String html = sample.report().html();

            assertThat(html)
                    .contains("data-currency=\"USD\"", "data-currency=\"CNY\"", "id=\"budgets\"", "id=\"anomalies\"")
                    .contains("id=\"advice\"", "id=\"gaps\"", "Saves 58.40 USD a month", "hosts().stop")
                    .contains("2026-04-14: +", "data-by=\"team\"", "not counted: ");
            assertThat(html.split("class=\"chart bars\"", -1)).hasSize(3);
            assertThat(html.split("class=\"chart course\"", -1)).hasSize(3);
        }
    }

    @Test
    void textsCannotLeaveTheirPlaceAndNothingIsAskedOfANetwork() {
        try (SampleMonth sample = new SampleMonth()) {
            String html = sample.report().html();

            assertThat(html).doesNotContain("<script>alert", "alert('x')", "\u202E");
            assertThat(html).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\uFFFD");
            assertThat(html.split("<script>", -1)).hasSize(2);
            assertThat(html).doesNotContain("http://", "https://", "src=", "@import", "url(");
            assertThat(html).contains("default-src 'none'".replace("'", "&#39;"));
        }
    }

    @Test
    void everyDayHasItsExactAmount() {
        try (SampleMonth sample = new SampleMonth()) {
            String html = sample.report().html();
            String dollars = html.substring(html.indexOf("data-currency=\"USD\""));
            Matcher point = Pattern.compile("data-day=\"([-0-9]+)\" data-total=\"([-.0-9]+)\"")
                    .matcher(dollars);
            BigDecimal sum = BigDecimal.ZERO;
            int days = 0;
            while (point.find() && days < 30) {
                sum = sum.add(new BigDecimal(point.group(2)));
                days++;
            }
            BigDecimal total = sample.costs
                    .daily(io.shiyun.finops.cube.Cost.BILLED, java.util.Map.of(), SampleMonth.FIRST, SampleMonth.TODAY)
                    .get(Currency.getInstance("USD"))
                    .total(SampleMonth.MONTH.atDay(1), SampleMonth.TODAY)
                    .amount();
            assertThat(days).isEqualTo(30);
            assertThat(sum).isEqualByComparingTo(total);
            assertThat(dollars).contains("exactly " + total.toPlainString());
        }
    }

    @Test
    void fileIsReplacedWholeAndNothingElseStays() throws IOException {
        Path file = folder.resolve("costs.html");
        Files.writeString(file, "before");
        try (SampleMonth sample = new SampleMonth()) {
            assertThat(sample.report().report(file)).isEqualTo(file);
        }
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void folderThatIsNotThereIsSaidSoAndAFolderIsNoFile() {
        try (SampleMonth sample = new SampleMonth()) {
            assertThatThrownBy(() -> sample.report().report(folder.resolve("none/costs.html")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot be written");
            assertThatThrownBy(() -> sample.report().report(folder)).hasMessageContaining("is a folder");
        }
    }

    @Test
    void emptyCubeMakesAPageThatSaysSo() {
        try (Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD))) {
            String html = MonthReport.of(CubeCosts.of(cube), YearMonth.of(2026, 4), LocalDate.of(2026, 4, 3))
                    .html();
            assertThat(html).contains("There are no costs in this month", "Nothing is known of gaps");
        }
    }

    @Test
    void badQuestionsAreRefused() {
        try (Cube cube = new Cube(CubeSpec.of(Dimension.SERVICE))) {
            assertThatThrownBy(
                            () -> MonthReport.of(CubeCosts.of(cube), YearMonth.of(2026, 4), LocalDate.of(2026, 4, 3)))
                    .hasMessageContaining("Dimension.CLOUD");
        }
        try (Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD))) {
            assertThatThrownBy(
                            () -> MonthReport.of(CubeCosts.of(cube), YearMonth.of(2026, 4), LocalDate.of(2026, 3, 3)))
                    .hasMessageContaining("has not begun");
        }
    }

    @Test
    void axisHoldsEveryAmountAndZeroBetweenRoundTicks() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            double most = Math.exp(random.nextDouble() * 60 - 30);
            double least = random.nextBoolean() ? 0 : -Math.exp(random.nextDouble() * 60 - 30);
            Axis axis = new Axis(least, most);
            for (double amount : new double[] {least, 0, most}) {
                assertThat(axis.y(amount)).isBetween(Axis.TOP - 1e-6, Axis.BOTTOM + 1e-6);
            }
        }
    }

    @Test
    void anyTextIsEscaped() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n >= 0; n--) {
                text.append((char)
                        (random.nextInt(3) == 0 ? random.nextInt(0x10000) : "<>&\"'/ =".charAt(random.nextInt(8))));
            }
            String html = new Html()
                    .leaf("b", text.toString(), "title", text.toString())
                    .toString();
            String content = html.substring(html.indexOf('>') + 1, html.length() - 4);
            assertThat(content).doesNotContain("<", ">", "\"", "'");
            assertThat(html)
                    .isEqualTo(new String(
                            html.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            java.nio.charset.StandardCharsets.UTF_8));
            assertThat(html.chars().filter(c -> c == '"').count()).isEqualTo(2);
        }
        assertThatThrownBy(() -> new Html().open("p").close("b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Html().open("p").toString()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void amountsAreShort() {
        assertThat(List.of(0.0, 1.0, 250.0, 1500.0, -2_000_000.0, 0.25).stream().map(Figures::brief))
                .containsExactly("0", "1", "250", "1.5k", "-2M", "0.25");
    }
}
