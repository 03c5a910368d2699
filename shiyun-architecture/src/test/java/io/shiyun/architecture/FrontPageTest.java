package io.shiyun.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.spi.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps what the README shows the same as what the code says. {@code -Dreadme.update=true} writes it anew.
 */
class FrontPageTest {
    private static final Path ROOT = root();
    private static final String HINT =
            "run: mvn -pl shiyun-architecture -am test -Dtest=FrontPageTest -Dreadme.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    @Test
    void theMatrixIsWhatTheProvidersSay() throws IOException {
        try (Providers providers = Providers.onClassPath()) {
            CapabilityTables tables = new CapabilityTables(providers.all());
            check(ROOT.resolve("README.md"), "matrix", tables.summary());
            check(ROOT.resolve("CAPABILITIES.md"), "operations", tables.details());
        }
    }

    @Test
    void theExampleIsTheOneThatIsCompiledAndRun() throws IOException {
        Path source = ROOT.resolve("shiyun-examples/src/main/java/io/shiyun/examples/ReadmeExample.java");
        String code = Files.readString(source)
                .lines()
                .dropWhile(line -> !line.contains("readme:start"))
                .skip(1)
                .takeWhile(line -> !line.contains("readme:end"))
                .map(line -> line.length() > 8 ? line.substring(8) : "")
                .collect(Collectors.joining("\n"));
        assertThat(code.lines().filter(line -> !line.isBlank()).count())
                .as("lines of code on the front page")
                .isBetween(8L, 14L);

        check(ROOT.resolve("README.md"), "example", "```java\n" + code + "\n}\n```\n");
    }

    private static void check(Path file, String mark, String content) throws IOException {
        String text = Files.readString(file);
        String start = "<!-- " + mark + ":start -->\n";
        String end = "<!-- " + mark + ":end -->";
        assertThat(text).as(file + " needs the marks of " + mark).contains(start, end);
        int from = text.indexOf(start) + start.length();
        int to = text.indexOf(end);
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(file, text.substring(0, from) + content + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as(file.getFileName() + " is not what the code says; " + HINT)
                    .isEqualTo(content);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("shiyun-spi")) ? here : here.getParent();
    }
}
