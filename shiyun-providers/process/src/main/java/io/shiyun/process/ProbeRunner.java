package io.shiyun.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Asks one {@link Probe}, blocking, never longer than the timeout. Every fault of the process asked is an unhealthy answer. */
public final class ProbeRunner {
    private static final int LONGEST_STATUS_LINE = 1024;

    private ProbeRunner() {}

    /** Asks once. An interrupt makes the answer unhealthy and stays set. */
    public static ProbeResult ask(Probe probe, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (probe instanceof Probe.Tcp tcp) {
            return tcp(tcp.address(), deadline);
        }
        if (probe instanceof Probe.Http http) {
            return http(http, deadline);
        }
        return command((Probe.Command) probe, timeout);
    }

    private static ProbeResult tcp(InetSocketAddress address, long deadline) {
        try (Socket socket = new Socket()) {
            socket.connect(address, millisUntil(deadline));
            return new ProbeResult(true, "accepts connections");
        } catch (IOException refused) {
            return new ProbeResult(false, "no connection to " + address + ": " + refused.getMessage());
        }
    }

    private static ProbeResult http(Probe.Http probe, long deadline) {
        try (Socket socket = new Socket()) {
            socket.connect(probe.address(), millisUntil(deadline));
            String request = "GET " + probe.path() + " HTTP/1.1\r\nHost: "
                    + probe.address().getHostString() + ":" + probe.address().getPort()
                    + "\r\nUser-Agent: shiyun-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return judge(statusLine(socket, deadline), probe);
        } catch (IOException failed) {
            return new ProbeResult(
                    false, "GET " + probe.path() + " at " + probe.address() + " failed: " + failed.getMessage());
        }
    }

    private static ProbeResult judge(String line, Probe.Http probe) {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9]{2}")) {
            return new ProbeResult(false, "GET " + probe.path() + " did not answer with HTTP");
        }
        int status = Integer.parseInt(words[1]);
        boolean healthy = status >= probe.least() && status <= probe.most();
        return new ProbeResult(healthy, "GET " + probe.path() + " answered " + status);
    }

    private static String statusLine(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_STATUS_LINE) {
            socket.setSoTimeout(millisUntil(deadline));
            int next = in.read();
            if (next < 0 || next == '\n') {
                break;
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static ProbeResult command(Probe.Command probe, Duration timeout) {
        LaunchOrder order = LaunchOrder.of(probe.command(), probe.directory(), probe.marker())
                .environment(probe.environment())
                .build();
        try (ForegroundRun run = ForegroundRun.start(order, Streams.discarded())) {
            int exit = run.await(timeout);
            return new ProbeResult(exit == 0, probe.command() + " ended with exit code " + exit);
        } catch (TimeoutException slow) {
            return new ProbeResult(false, probe.command() + " did not end within " + timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new ProbeResult(false, "the check was interrupted");
        } catch (ProcessException notStarted) {
            return new ProbeResult(false, String.valueOf(notStarted.getMessage()));
        }
    }

    private static int millisUntil(long deadline) throws SocketTimeoutException {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
