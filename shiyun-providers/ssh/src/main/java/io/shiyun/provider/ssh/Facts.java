package io.shiyun.provider.ssh;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Linux machine says of itself, read from /proc by one command and without an agent. Other systems say less; what is not
 * told is absent.
 *
 * @param bootId reads otherwise after each boot
 * @param system such as Debian GNU/Linux 12 (bookworm)
 * @param kernel such as Linux 6.1.0 x86_64
 * @param processors how many
 * @param busySeconds processor time used since the boot, all together
 * @param load processes that run or want to, over the last minute
 * @param uptimeSeconds since the boot
 * @param memory all of it
 * @param memoryFree what programs could still get
 * @param disk size of the root file system
 * @param diskUsed used of it
 */
record Facts(
        String bootId,
        String system,
        String kernel,
        int processors,
        Optional<Double> busySeconds,
        Optional<Double> load,
        Optional<Double> uptimeSeconds,
        Optional<Bytes> memory,
        Optional<Bytes> memoryFree,
        Optional<Bytes> disk,
        Optional<Bytes> diskUsed) {
    private static final String MARK = "=shiyun=";

    /** Returns the line that asks; the file is the one that reads otherwise after each boot. */
    static String question(String bootIdFile) {
        return String.join(
                "; ",
                "LC_ALL=C; export LC_ALL; exec 2>/dev/null",
                "echo " + MARK + "boot",
                "cat " + Words.quote(bootIdFile),
                "echo " + MARK + "kernel",
                "uname -srm",
                "echo " + MARK + "system",
                "cat /etc/os-release",
                "echo " + MARK + "ticks",
                "getconf CLK_TCK",
                "echo " + MARK + "stat",
                "grep '^cpu' /proc/stat",
                "echo " + MARK + "load",
                "cat /proc/loadavg",
                "echo " + MARK + "uptime",
                "cat /proc/uptime",
                "echo " + MARK + "memory",
                "grep -E '^Mem(Total|Available|Free):' /proc/meminfo",
                "echo " + MARK + "disk",
                "df -Pk /",
                "echo " + MARK + "end");
    }

    /** Reads the answer; parts that are missing or not as expected are absent. */
    static Facts parse(String answer) {
        Map<String, List<String>> parts = new HashMap<>();
        List<String> part = new ArrayList<>();
        for (String line : answer.lines().toList()) {
            if (line.startsWith(MARK)) {
                part = new ArrayList<>();
                parts.put(line.substring(MARK.length()), part);
            } else {
                part.add(line);
            }
        }
        List<String> stat = parts.getOrDefault("stat", List.of());
        double ticks = number(first(parts, "ticks"), 0).orElse(100.0);
        List<String> disk = parts.getOrDefault("disk", List.of());
        String root = disk.size() < 2 ? "" : disk.get(disk.size() - 1);
        return new Facts(
                first(parts, "boot"),
                system(parts.getOrDefault("system", List.of())),
                first(parts, "kernel"),
                (int) stat.stream().filter(line -> line.matches("cpu\\d.*")).count(),
                busy(stat).map(jiffies -> jiffies / ticks),
                number(first(parts, "load"), 0),
                number(first(parts, "uptime"), 0),
                memory(parts, "MemTotal:"),
                memory(parts, "MemAvailable:").or(() -> memory(parts, "MemFree:")),
                number(root, 1).map(Facts::kib),
                number(root, 2).map(Facts::kib));
    }

    Optional<Cpu> cpu() {
        return processors > 0 ? Optional.of(Cpu.vcpus(processors)) : Optional.empty();
    }

    private static String first(Map<String, List<String>> parts, String key) {
        List<String> lines = parts.getOrDefault(key, List.of());
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    private static String system(List<String> release) {
        return release.stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length())
                        .replace("\"", "")
                        .replace("'", ""))
                .findFirst()
                .orElse("");
    }

    /** All but idle and waiting for input and output, of the line of all processors (proc(5)). */
    private static Optional<Double> busy(List<String> stat) {
        String all = stat.isEmpty() ? "" : stat.get(0);
        double sum = 0;
        for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
            Optional<Double> value = number(all, i);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            sum += value.get();
        }
        return Optional.of(sum);
    }

    private static Optional<Bytes> memory(Map<String, List<String>> parts, String key) {
        return parts.getOrDefault("memory", List.of()).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .flatMap(line -> number(line, 1))
                .map(Facts::kib);
    }

    private static Bytes kib(double count) {
        return Bytes.of((long) count * 1024);
    }

    private static Optional<Double> number(String line, int index) {
        String[] words = line.strip().split("\\s+");
        return index < words.length && words[index].matches("\\d{1,18}(\\.\\d{1,9})?")
                ? Optional.of(Double.valueOf(words[index]))
                : Optional.empty();
    }
}
