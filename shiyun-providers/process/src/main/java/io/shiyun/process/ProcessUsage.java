package io.shiyun.process;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a process, or a process with all that belongs to it, uses now. Read from {@code /proc}; empty without it.
 *
 * @param cpu time on a CPU since the start, in user and kernel mode. The kernel counts it in ticks of 10 ms (USER_HZ is 100 on
 *     every architecture Java 17 runs on)
 * @param residentBytes memory that is in RAM; pages shared by two processes of a family count twice
 * @param threads threads
 * @param openFiles descriptors; those of processes that may not be looked at count as none
 */
public record ProcessUsage(Duration cpu, long residentBytes, int threads, int openFiles) {
    /** Nothing. */
    public static final ProcessUsage NONE = new ProcessUsage(Duration.ZERO, 0, 0, 0);

    private static final long NANOS_PER_TICK = 10_000_000L;

    /** Returns the use of this one process; empty when it is dead. */
    public static Optional<ProcessUsage> of(ProcessIdentity identity) {
        if (!ProcFs.present() || !identity.alive()) {
            return Optional.empty();
        }
        return ProcFs.stat(identity.pid())
                .flatMap(stat -> ProcFs.status(identity.pid())
                        .map(status -> new ProcessUsage(
                                Duration.ofNanos(stat.cpuTicks() * NANOS_PER_TICK),
                                kibibytes(status, "VmRSS") * 1024,
                                (int) number(status, "Threads"),
                                ProcFs.openFiles(identity.pid()).orElse(0))));
    }

    /** Returns the use of this process and of everything that belongs to it; empty when all of it is dead. */
    public static Optional<ProcessUsage> ofFamily(ProcessIdentity leader, Marker marker) {
        if (!ProcFs.present()) {
            return Optional.empty();
        }
        return Ender.family(leader, marker).stream()
                .map(ProcessUsage::of)
                .flatMap(Optional::stream)
                .reduce(ProcessUsage::plus);
    }

    /** Returns the sum of both. */
    public ProcessUsage plus(ProcessUsage other) {
        return new ProcessUsage(
                cpu.plus(other.cpu),
                residentBytes + other.residentBytes,
                threads + other.threads,
                openFiles + other.openFiles);
    }

    private static long kibibytes(Map<String, String> status, String name) {
        return number(status, name);
    }

    private static long number(Map<String, String> status, String name) {
        String digits = status.getOrDefault(name, "0").split("\\s+")[0];
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty() ? Long.parseLong(digits) : 0;
    }
}
