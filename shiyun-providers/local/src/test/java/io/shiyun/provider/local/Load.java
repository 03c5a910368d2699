package io.shiyun.provider.local;

import io.shiyun.model.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A steady load of POSTs without retries: half of the clients keep their connections for as long as the service does. */
final class Load implements AutoCloseable {
    static final int CLIENTS = 8;
    private static final long PAUSE_NANOS = 30_000_000L;

    private final Endpoint endpoint;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();
    private final long begun = System.nanoTime();
    private volatile boolean stop;

    private Load(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    static Load on(Endpoint endpoint) {
        Load load = new Load(endpoint);
        for (int n = 0; n < CLIENTS; n++) {
            boolean keep = n % 2 == 0;
            Thread client = new Thread(() -> load.run(keep), "load-" + n);
            client.start();
            load.clients.add(client);
        }
        return load;
    }

    /** Waits until a good many requests more were answered. */
    void warmUp() {
        int goal = answered.get() + 100;
        Lab.until("load is answered; failed: " + failures, () -> answered.get() >= goal);
    }

    @Override
    public String toString() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return String.format(
                java.util.Locale.ROOT,
                "%d POSTs answered in %.1f s (%.0f a second), %d failed",
                answered.get(),
                seconds,
                answered.get() / seconds,
                failures.size());
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private void run(boolean keep) {
        Socket socket = null;
        BufferedReader in = null;
        while (!stop) {
            try {
                if (socket == null || in == null) {
                    socket = new Socket(endpoint.host(), endpoint.port());
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(10_000);
                    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                }
                boolean goesOn = post(socket, in, keep);
                answered.incrementAndGet();
                if (!goesOn) {
                    socket.close();
                    socket = null;
                }
            } catch (IOException failed) {
                failures.add((keep ? "kept " : "new ") + failed);
                socket = null;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException gone) {
            failures.add("closing: " + gone);
        }
    }

    private static boolean post(Socket socket, BufferedReader in, boolean keep) throws IOException {
        String request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n" + (keep ? "" : "Connection: close\r\n")
                + "\r\nhello";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = in.readLine();
        if (status == null || !status.contains(" 200 ")) {
            throw new IOException("answered " + status);
        }
        boolean goesOn = keep;
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            String lower = line.toLowerCase(java.util.Locale.ROOT);
            goesOn &= !lower.equals("connection: close");
            length = lower.startsWith("content-length:")
                    ? Integer.parseInt(lower.substring(15).strip())
                    : length;
        }
        for (int i = 0; i < length; i++) {
            if (in.read() < 0) {
                throw new IOException("cut");
            }
        }
        return goesOn;
    }

    @Override
    public void close() {
        stop = true;
        clients.forEach(client -> {
            try {
                client.join();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
