package io.shiyun.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Orders at a steady rate, over plain sockets so that nothing is tried twice behind our back: half of them each on a new
 * connection, half on connections that are kept as long as the server lets them. A kept connection that the server has
 * ended while nothing was asked on it is replaced before the next request, as every client does, and counted. A request
 * fails when its answer does not come whole, in time and with status 201; the time of each failure is kept. The rate does
 * not fall when answers are slow.
 */
final class Load implements AutoCloseable {
    /**
     * A request that failed.
     *
     * @param at how long after the start
     * @param kept whether on a kept connection, and one that had answered before
     * @param why what happened
     */
    record Failure(Duration at, boolean kept, String why) {
        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT, "%.3f s, %s: %s", at.toNanos() / 1e9, kept ? "kept" : "new", why);
        }
    }

    private static final int KEPT_CONNECTIONS = 10;
    private static final int NEW_WORKERS = 20;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int FAILURES_KEPT = 1_000;
    private static final Pattern ANSWER = Pattern.compile("\"version\":\"([^\"]*)\",\"pid\":(\\d+)");
    private static final String BODY = "{\"item\":\"tea\",\"count\":1}";

    private final InetSocketAddress target;
    private final long began = System.nanoTime();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Map<String, LongAdder> versions = new ConcurrentHashMap<>();
    private final Map<Long, Duration> processes = new ConcurrentHashMap<>();
    private final AtomicLong slowest = new AtomicLong();
    private volatile boolean ended;

    private Load(InetSocketAddress target) {
        this.target = target;
    }

    /** Begins to send so many orders a second. */
    static Load start(String host, int port, int perSecond) {
        Load load = new Load(new InetSocketAddress(host, port));
        double half = perSecond / 2.0;
        for (int i = 0; i < KEPT_CONNECTIONS; i++) {
            load.run("kept-" + i, half / KEPT_CONNECTIONS, (double) i / KEPT_CONNECTIONS, true);
        }
        for (int i = 0; i < NEW_WORKERS; i++) {
            load.run("new-" + i, half / NEW_WORKERS, (double) i / NEW_WORKERS, false);
        }
        return load;
    }

    private void run(String name, double perSecond, double phase, boolean keep) {
        Thread thread = new Thread(() -> send((long) (1e9 / perSecond), phase, keep), "load-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void send(long interval, double phase, boolean keep) {
        long due = began + (long) (interval * phase);
        Connection connection = null;
        while (true) {
            for (long wait = due - System.nanoTime(); wait > 0 && !ended; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            if (ended) {
                break;
            }
            due += interval;
            connection = order(connection, keep);
        }
        close(connection);
    }

    /** Sends one order; returns the connection if another may follow on it. */
    private @Nullable Connection order(@Nullable Connection kept, boolean keep) {
        long at = System.nanoTime();
        sent.incrementAndGet();
        Connection connection = kept;
        try {
            if (connection != null && connection.http.ended()) {
                dropped.incrementAndGet();
                connection.socket.close();
                connection = null;
            }
            if (connection == null) {
                connection = new Connection(target);
            }
            connection.http.ask("POST", "/orders", BODY, !keep);
            if (!connection.http.next()) {
                throw new IOException("the connection ended before an answer");
            }
            if (connection.http.status() != 201) {
                throw new IOException("status " + connection.http.status());
            }
            answered.incrementAndGet();
            slowest.accumulateAndGet(System.nanoTime() - at, Math::max);
            tell(new String(connection.http.body(), StandardCharsets.UTF_8));
            if (keep && !connection.http.last()) {
                return connection;
            }
        } catch (IOException | RuntimeException broken) {
            failed.incrementAndGet();
            if (failures.size() < FAILURES_KEPT) {
                failures.add(new Failure(
                        Duration.ofNanos(at - began),
                        kept != null,
                        broken.getClass().getSimpleName() + ": " + broken.getMessage()));
            }
        }
        close(connection);
        return null;
    }

    private void tell(String answer) {
        Matcher facts = ANSWER.matcher(answer);
        if (facts.find()) {
            versions.computeIfAbsent(facts.group(1), any -> new LongAdder()).increment();
            processes.putIfAbsent(Long.valueOf(facts.group(2)), elapsed());
        }
    }

    /** How long it has been going on. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    int sent() {
        return sent.get();
    }

    int answered() {
        return answered.get();
    }

    int failed() {
        return failed.get();
    }

    /** The failures, by time; at most 1,000 are kept. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** How many answers each version gave. */
    Map<String, Long> versions() {
        Map<String, Long> counts = new TreeMap<>();
        versions.forEach((version, count) -> counts.put(version, count.sum()));
        return counts;
    }

    /** When each process that answered did so first, after the start, by its number. */
    Map<Long, Duration> processes() {
        return Map.copyOf(processes);
    }

    /** Kept connections that the server ended while nothing was asked on them. */
    int dropped() {
        return dropped.get();
    }

    /** The slowest answer. */
    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** Sends nothing more, and waits for what is on its way. */
    @Override
    public void close() {
        ended = true;
        threads.forEach(LockSupport::unpark);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2L * TIMEOUT_MILLIS);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.socket.close();
            } catch (IOException neverSeen) {
                throw new UncheckedIOException(neverSeen);
            }
        }
    }

    private static final class Connection {
        private final Socket socket = new Socket();
        private final HttpConversation http;

        Connection(InetSocketAddress target) throws IOException {
            boolean open = false;
            try {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.connect(target, TIMEOUT_MILLIS);
                http = new HttpConversation(socket);
                open = true;
            } finally {
                if (!open) {
                    socket.close();
                }
            }
        }
    }
}
