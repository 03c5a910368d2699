package io.shiyun.benchmarks.lists;

import java.util.List;
import java.util.concurrent.Callable;

/** A session with a cloud that lists its hosts by one library; {@link #run} is the program around each of them. */
public interface Lister extends AutoCloseable {
    /** Lists all hosts, every page. */
    List<?> list() throws Exception;

    /**
     * With one argument {@code once}: opens, lists, prints {@code hosts N}, ends. With {@code again N}: lists N times and prints
     * {@code milliseconds M} of each, then {@code live B}: the bytes of the heap that only the last list keeps.
     */
    static void run(String[] args, Callable<Lister> open) throws Exception {
        try (Lister lister = open.call()) {
            if (args.length == 1 && args[0].equals("once")) {
                System.out.println("hosts " + lister.list().size());
            } else if (args.length == 2 && args[0].equals("again")) {
                again(lister, Integer.parseInt(args[1]));
            } else {
                throw new IllegalArgumentException("the arguments are `once` or `again N`");
            }
        }
        // Some libraries leave threads that would keep the process.
        System.exit(0);
    }

    private static void again(Lister lister, int times) throws Exception {
        List<?> last = List.of();
        for (int i = 0; i < times; i++) {
            last = List.of();
            long begun = System.nanoTime();
            last = lister.list();
            System.out.println("milliseconds " + (System.nanoTime() - begun) / 1_000_000);
        }
        long with = used();
        int size = last.size();
        last = List.of();
        System.out.println("live " + (with - used()));
        System.out.println("hosts " + (size + last.size()));
    }

    private static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
