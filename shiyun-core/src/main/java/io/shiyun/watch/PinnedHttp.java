package io.shiyun.watch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 POST to an address that was checked before.
 *
 * <p>The JDK's client looks a name up by itself, so that the address it connects to need not be the one that was checked
 * (DNS rebinding). Here the socket is connected to the checked address; the name serves the Host header, SNI and the check
 * of the certificate alone. No proxy, no redirect, no reuse of the connection, one deadline for everything.
 */
final class PinnedHttp {
    private static final int MOST_HEAD = 16 * 1024;
    private static final int MOST_BODY = 16 * 1024;

    private PinnedHttp() {}

    /** What the server said. */
    record Response(int status, String retryAfter) {}

    /**
     * Sends the request and returns the head of the answer.
     *
     * @param uri http or https with a host
     * @param address where to connect to
     * @param headers besides Host, Content-Length and Connection; checked for line breaks by the caller
     * @throws IOException also when the time is over
     */
    static Response post(
            URI uri,
            InetAddress address,
            Map<String, String> headers,
            byte[] body,
            Duration time,
            LongSupplier ticker,
            SSLSocketFactory tls)
            throws IOException {
        try (DeadlineSocket plain = new DeadlineSocket(ticker, time)) {
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
            plain.connect(new InetSocketAddress(address, port), plain.remaining());
            plain.setTcpNoDelay(true);
            if (!secure) {
                return exchange(plain, uri, headers, body);
            }
            try (Socket wrapped = tls.createSocket(plain, bare(uri.getHost()), port, true)) {
                SSLSocket socket = (SSLSocket) wrapped;
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return exchange(socket, uri, headers, body);
            }
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Response exchange(Socket socket, URI uri, Map<String, String> headers, byte[] body)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head(uri, headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 2048);
        int budget = MOST_HEAD;
        while (true) {
            String statusLine = line(in, budget);
            int status = status(statusLine);
            budget -= statusLine.length();
            String retryAfter = "";
            long length = -1;
            for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
                budget -= line.length() + 2;
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("retry-after:")) {
                    retryAfter = line.substring(12).strip();
                } else if (lower.startsWith("content-length:")) {
                    length = number(line.substring(15).strip());
                }
            }
            if (status >= 200) {
                drain(in, length);
                return new Response(status, retryAfter);
            }
        }
    }

    private static String head(URI uri, Map<String, String> headers, int length) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder("POST ").append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
        if (uri.getPort() >= 0) {
            head.append(':').append(uri.getPort());
        }
        head.append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Length: ")
                .append(length)
                .append("\r\nConnection: close\r\n\r\n")
                .toString();
    }

    private static int status(String line) throws IOException {
        if (line.startsWith("HTTP/1.") && line.length() >= 12) {
            long status = number(line.substring(9, 12));
            if (status >= 100 && status < 600) {
                return (int) status;
            }
        }
        throw new IOException("the answer is not HTTP");
    }

    private static long number(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(text)
                : -1;
    }

    private static String line(InputStream in, int budget) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended before the answer did");
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
            if (line.size() > budget) {
                throw new IOException("the head of the answer is longer than " + MOST_HEAD + " bytes");
            }
        }
    }

    /** Reads a short body to its end, so that the server is not cut off while it writes. */
    private static void drain(InputStream in, long length) throws IOException {
        if (length > 0 && length <= MOST_BODY) {
            in.readNBytes((int) length);
        }
    }
}
