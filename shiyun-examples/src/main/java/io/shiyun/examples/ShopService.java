package io.shiyun.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A small shop over HTTP, for the examples to deploy: {@code POST /orders} takes an order, {@code GET /health} says
 * whether it serves, {@code GET /version} which version it is. It listens on the port that the environment variable
 * {@code PORT} names.
 *
 * <p>On SIGTERM it leaves without losing a request. It goes on answering on every connection that is open, and says
 * {@code Connection: close} in each answer, so that no client sends another request into a connection that is about to
 * end. It ends when the last connection has ended, or after a bound.
 *
 * <p>For examples of what goes wrong, {@code SHOP_FAULT} makes it {@code crash} at the start or never get {@code
 * unready}'s health.
 */
public final class ShopService implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final String version;
    private final boolean healthy;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "shop");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong orders = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int open;
    private volatile boolean leaving;

    private ShopService(ServerSocket listener, String version, boolean healthy) {
        this.listener = listener;
        this.version = version;
        this.healthy = healthy;
    }

    /** Serves until it is told to end. */
    public static void main(String[] args) throws IOException {
        String fault = System.getenv().getOrDefault("SHOP_FAULT", "");
        if (fault.equals("crash")) {
            System.err.println("shop: told to crash");
            System.exit(3);
        }
        String port = System.getenv("PORT");
        if (port == null) {
            System.err.println("shop: set PORT to the port to listen on");
            System.exit(2);
            return;
        }
        String version = System.getenv().getOrDefault("SHOP_VERSION", "1");
        ShopService shop = start(Integer.parseInt(port), version, !fault.equals("unready"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shop.leave(BOUND), "shop-leave"));
        System.out.println("shop " + version + " listens on " + shop.port());
        shop.serve();
    }

    /** Listens on a port of the loopback interface; 0 takes a free one. */
    static ShopService start(int port, String version, boolean healthy) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return new ShopService(listener, version, healthy);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Accepts connections in this thread until it is closed. */
    void serve() throws IOException {
        while (!listener.isClosed()) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (IOException closedMeanwhile) {
                if (listener.isClosed()) {
                    return;
                }
                throw closedMeanwhile;
            }
            count(1);
            try {
                threads.execute(() -> converse(socket));
            } catch (RejectedExecutionException closedMeanwhile) {
                count(-1);
                socket.close();
            }
        }
    }

    private void converse(Socket socket) {
        try (socket;
                HttpConversation http = new HttpConversation(socket)) {
            boolean more = true;
            while (more && http.next()) {
                more = answer(http);
            }
        } catch (IOException clientWentAway) {
            System.err.println("shop: a connection broke: " + clientWentAway.getMessage());
        } finally {
            count(-1);
        }
    }

    private boolean answer(HttpConversation http) throws IOException {
        return switch (http.method() + " " + http.path()) {
            case "POST /orders" -> http.answer(201, order(http.body().length), leaving);
            case "GET /health" -> http.answer(healthy && !leaving ? 200 : 503, health(), leaving);
            case "GET /version" -> http.answer(200, version, leaving);
            default -> http.answer(404, "no such page", leaving);
        };
    }

    private String order(int length) {
        return String.format(
                Locale.ROOT,
                "{\"order\":%d,\"bytes\":%d,\"version\":\"%s\",\"pid\":%d}",
                orders.incrementAndGet(),
                length,
                version,
                ProcessHandle.current().pid());
    }

    private String health() {
        return leaving ? "leaving" : healthy ? "well" : "unwell";
    }

    private void count(int change) {
        lock.lock();
        try {
            open += change;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets every open connection end by its next answer, and returns when none is left and none has come for a moment, or
     * when this much time has passed.
     */
    void leave(Duration bound) {
        leaving = true;
        long end = System.nanoTime() + bound.toNanos();
        lock.lock();
        try {
            long quiet = QUIET.toNanos();
            while (quiet > 0 && System.nanoTime() < end) {
                long left = Math.max(1, end - System.nanoTime());
                if (open > 0) {
                    idle.awaitNanos(left);
                    quiet = QUIET.toNanos();
                } else {
                    quiet = idle.awaitNanos(Math.min(quiet, left));
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        close();
    }

    /** Stops at once. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            System.err.println("shop: " + e.getMessage());
        }
        threads.shutdown();
    }

    boolean ended(Duration within) throws InterruptedException {
        return threads.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
