package io.shiyun.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Processor time: of this thread, and of the whole process, which counts the threads of native libraries too. */
final class CpuTime {
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /** Returns the processor time of this thread, in nanoseconds. */
    static long thread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Returns the processor time of the process, its compiler and collector included, in nanoseconds. */
    static long process() {
        return PROCESS.getProcessCpuTime();
    }

    /** Returns the bytes that this thread has allocated. */
    static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Returns the least processor time of the process that one of several runs took, in seconds. */
    static double bestOf(int runs, Callable<?> work) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            long before = process();
            Object result = work.call();
            best = Math.min(best, process() - before);
            if (result == null) {
                throw new IllegalStateException("nothing came of it");
            }
        }
        return best / 1e9;
    }

    /** Returns a file, which may be named within the folder of the environment variable SHIYUN_DATA. */
    static Path data(String file) {
        String folder = System.getenv("SHIYUN_DATA");
        return folder == null ? Path.of(file) : Path.of(folder).resolve(file);
    }

    /** Prints a figure for {@link Record}. */
    static void figure(String name, double value, String unit, String bound) {
        System.out.println("figure: " + name + " | " + value + " | " + unit + " | " + bound);
    }
}
