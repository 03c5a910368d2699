package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/finops.md is the one that is compiled and run. */
class BillsTest {
    @TempDir
    Path folder;

    @Test
    void runsToItsEndAndWritesTheReport() throws Exception {
        Bills.main(new String[] {folder.toString()});

        assertThat(folder.resolve("costs.html")).content().contains("Cloud costs, 2026-04", "2026-04-14: +");
    }

    @Test
    void pageShowsTheCodeThatRuns() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("shiyun-examples")) ? here : here.getParent();
        String code = Files.readString(root.resolve("shiyun-examples/src/main/java/io/shiyun/examples/Bills.java"))
                .lines()
                .dropWhile(line -> !line.contains("docs:start"))
                .skip(1)
                .takeWhile(line -> !line.contains("docs:end"))
                .map(line -> line.length() > 8 ? line.substring(8) : "")
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(root.resolve("docs/finops.md"))).contains("```java\n" + code + "\n}\n```");
    }
}
