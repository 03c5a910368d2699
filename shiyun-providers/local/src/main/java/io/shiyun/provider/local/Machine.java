package io.shiyun.provider.local;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Shape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What this machine has, and the sizes that are sold of it. */
final class Machine {
    /**
     * A size.
     */
    record Size(Shape shape, Cpu cpu, Bytes memory) {}

    private static final long[] GIB_PER_CPU = {1, 2, 4};

    private Machine() {}

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    static Bytes memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Bytes.of(system.getTotalMemorySize())
                : Bytes.of(Runtime.getRuntime().maxMemory());
    }

    /** Returns total and usable bytes of the disk that holds a folder. */
    static long[] disk(Path folder) {
        try {
            var store = Files.getFileStore(folder);
            return new long[] {store.getTotalSpace(), store.getUsableSpace()};
        } catch (IOException unknown) {
            return new long[] {0, 0};
        }
    }

    /** Returns the sizes that fit, smallest first: processors in powers of two, with 1, 2 and 4 GiB each. */
    static Map<String, Size> sizes() {
        Map<String, Size> sizes = new LinkedHashMap<>();
        add(sizes, "nano", Cpu.millis(250), Bytes.mib(256));
        add(sizes, "micro", Cpu.millis(500), Bytes.mib(512));
        long memory = Math.max(1, memory().toGib());
        for (int cpus = 1; cpus <= processors(); cpus *= 2) {
            for (long ratio : GIB_PER_CPU) {
                if (cpus * ratio <= memory) {
                    add(sizes, "c" + cpus + "m" + cpus * ratio, Cpu.vcpus(cpus), Bytes.gib(cpus * ratio));
                }
            }
        }
        return sizes;
    }

    private static void add(Map<String, Size> sizes, String name, Cpu cpu, Bytes memory) {
        sizes.put(name, new Size(new Shape(name), cpu, memory));
    }

    static Optional<Size> size(Shape shape) {
        return Optional.ofNullable(sizes().get(shape.name()));
    }

    static Architecture architecture() {
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Architecture.X86_64;
            case "aarch64", "arm64" -> Architecture.ARM64;
            case "riscv64" -> Architecture.RISCV64;
            case "ppc64le" -> Architecture.PPC64LE;
            case "s390x" -> Architecture.S390X;
            case "loongarch64" -> Architecture.LOONGARCH64;
            default -> Architecture.UNKNOWN;
        };
    }
}
