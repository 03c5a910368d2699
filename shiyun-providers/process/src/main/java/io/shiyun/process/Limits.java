package io.shiyun.process;

import java.util.OptionalLong;

/**
 * Ceilings on what a process may use; each is what {@code setrlimit(2)} calls a resource limit and holds for every single process,
 * not for their sum. Core dumps are always off.
 *
 * @param addressSpace bytes of address space; a Java process needs far more of it than of memory
 * @param openFiles descriptors
 * @param processes processes and threads of the user, which the superuser is exempt from
 * @param fileSize bytes of the largest file it may write
 */
public record Limits(OptionalLong addressSpace, OptionalLong openFiles, OptionalLong processes, OptionalLong fileSize) {
    /** No ceiling but the one on core dumps. */
    public static final Limits NONE =
            new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Limits {
        requirePositive(addressSpace, "address space");
        requirePositive(openFiles, "open files");
        requirePositive(processes, "processes");
        requirePositive(fileSize, "file size");
    }

    public Limits withAddressSpace(long bytes) {
        return new Limits(OptionalLong.of(bytes), openFiles, processes, fileSize);
    }

    public Limits withOpenFiles(long count) {
        return new Limits(addressSpace, OptionalLong.of(count), processes, fileSize);
    }

    public Limits withProcesses(long count) {
        return new Limits(addressSpace, openFiles, OptionalLong.of(count), fileSize);
    }

    public Limits withFileSize(long bytes) {
        return new Limits(addressSpace, openFiles, processes, OptionalLong.of(bytes));
    }

    private static void requirePositive(OptionalLong limit, String name) {
        if (limit.isPresent() && limit.getAsLong() <= 0) {
            throw new IllegalArgumentException("the limit on " + name + " must be positive, not " + limit.getAsLong());
        }
    }
}
