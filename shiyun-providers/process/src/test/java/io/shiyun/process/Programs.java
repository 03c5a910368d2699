package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Real programs to start, and a bounded wait for what they do. */
final class Programs {
    private Programs() {}

    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Marker marker() {
        return new Marker("owner-" + UUID.randomUUID(), "replica-1", "start-" + UUID.randomUUID());
    }

    static LaunchOrder.Builder order(Path folder, String... command) {
        return LaunchOrder.of(List.of(command), folder, marker());
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    static long openFiles() {
        return ProcFs.openFiles(ProcessHandle.current().pid()).orElseThrow();
    }
}
