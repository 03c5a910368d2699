package io.shiyun.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where figures were measured: the machine and the JDK, each as one line of text. */
record Environment(String machine, String jdk) {
    /** Describes this machine and this JDK. */
    static Environment here() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
        int processors = Runtime.getRuntime().availableProcessors();
        String cpu = proc("/proc/cpuinfo", "model name", System.getProperty("os.arch"));
        String memory = proc("/proc/meminfo", "MemTotal", "");
        String machine =
                cpu + ", " + processors + " processors" + (memory.isEmpty() ? "" : ", " + mib(memory)) + ", " + system;
        String jdk = System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version");
        return new Environment(machine, jdk);
    }

    private static String mib(String kilobytes) {
        return Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1024 + " MiB";
    }

    private static String proc(String file, String key, String otherwise) {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
