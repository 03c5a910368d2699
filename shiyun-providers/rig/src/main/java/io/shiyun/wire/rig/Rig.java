package io.shiyun.wire.rig;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server of HTTP/1.1 on loopback that answers as it is told, a thread a connection. It reads a request whole, hands it to its {@link
 * Answer}, and goes on with the connection if that is still open. Close it at the end of the test: that breaks all connections off.
 */
public final class Rig implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile Answer answer;

    private Rig(ServerSocket server, String scheme, Answer answer) {
        this.server = server;
        this.scheme = scheme;
        this.answer = answer;
    }

    /** Starts a server of plain HTTP. */
    public static Rig start(Answer answer) throws IOException {
        return start(ServerSocketFactory.getDefault(), "http", answer);
    }

    /** Starts a server of HTTPS, with what {@link Certificates} made. */
    public static Rig start(SSLContext context, Answer answer) throws IOException {
        return start(context.getServerSocketFactory(), "https", answer);
    }

    private static Rig start(ServerSocketFactory factory, String scheme, Answer answer) throws IOException {
        ServerSocket socket = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Rig rig = new Rig(socket, scheme, answer);
        thread("rig-accept", rig::accept);
        return rig;
    }

    /** Answers in another way from now on. */
    public void answer(Answer other) {
        answer = other;
    }

    /** Returns the address of a path that begins with a slash. */
    public URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** Returns the requests that came, in order. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Returns how many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections broke off instead of being closed by the client. */
    public int broken() {
        return broken.get();
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                thread("rig-line", () -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException("the rig cannot accept", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Line line = new Line(socket, ended);
            Seen request = read(in);
            while (request != null) {
                seen.add(request);
                answer.to(request, line);
                request = socket.isClosed() || socket.isOutputShutdown() ? null : read(in);
            }
        } catch (IOException e) {
            // The client went away, did not trust the certificate, or the answer closed the line: what misbehaviour is
            // about.
            broken.incrementAndGet();
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable Seen read(InputStream in) throws IOException {
        String first = readLine(in);
        if (first == null) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
            headers.add(line);
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return new Seen(first, List.copyOf(headers), in.readNBytes(length));
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (b != '\r') {
                line.write(b);
            }
            b = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
