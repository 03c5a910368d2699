package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How large our own jars are, without what they depend on: those of an embedder of the local cloud, and those of two real clouds.
 * Prints figures for {@link Record}. Run it from the root of the repository after {@code mvn package}.
 */
public final class JarSizes {
    private static final List<String> EMBEDDED = List.of(
            "shiyun-spi", "shiyun-core", "shiyun-metrics", "shiyun-providers/process", "shiyun-providers/local");
    private static final List<String> CLOUDS =
            List.of("shiyun-providers/wire", "shiyun-providers/openstack", "shiyun-providers/aws");

    private JarSizes() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws IOException {
        print("the embedded cloud", EMBEDDED, "under 1000000");
        print("two real clouds", CLOUDS, "under 500000");
    }

    private static void print(String name, List<String> modules, String bound) throws IOException {
        long total = 0;
        for (String module : modules) {
            long bytes = Files.size(jar(Path.of(module, "target")));
            total += bytes;
            print(module, bytes, "");
        }
        print(name + ", all of them", total, bound);
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().matches("shiyun-.*[0-9T]\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in " + target + ": run `mvn package` first"));
        }
    }

    private static void print(String name, long bytes, String bound) {
        System.out.printf(Locale.ROOT, "figure: %s | %d | bytes | %s%n", name, bytes, bound);
    }
}
