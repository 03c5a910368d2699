package io.shiyun.examples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Requests and answers over one connection: as much of HTTP/1.1 as the shop and its load need. Bodies have a {@code
 * Content-Length}; nothing is chunked. Not thread-safe.
 */
final class HttpConversation implements Closeable {
    private static final int LONGEST_LINE = 8192;
    private static final int LONGEST_BODY = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private String first = "";
    private byte[] body = new byte[0];
    private boolean close;

    HttpConversation(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Whether the other side has ended the connection, as far as can be told without waiting. */
    boolean ended() throws IOException {
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            in.mark(1);
            if (in.read() < 0) {
                return true;
            }
            in.reset();
            return false;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } finally {
            socket.setSoTimeout(patience);
        }
    }

    /** Reads the next message; false when the other side has ended the connection between two. */
    boolean next() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return false;
        }
        in.reset();
        first = line();
        int length = 0;
        close = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("connection:")) {
                close = lower.substring(11).strip().equals("close");
            }
        }
        if (length < 0 || length > LONGEST_BODY) {
            throw new ProtocolException("a body of " + length + " bytes");
        }
        body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ended after " + body.length + " of " + length + " bytes");
        }
        return true;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended inside a line");
            }
            if (line.size() > LONGEST_LINE) {
                throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request. */
    void ask(String method, String path, String text, boolean last) throws IOException {
        send(method + " " + path + " HTTP/1.1\r\nHost: localhost", text, last);
    }

    /** Sends an answer; returns whether the connection stays open. */
    boolean answer(int status, String text, boolean last) throws IOException {
        boolean ends = last || close;
        send("HTTP/1.1 " + status + " " + word(status), text, ends);
        return !ends;
    }

    private void send(String firstLine, String text, boolean last) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String head = firstLine + "\r\nContent-Length: " + content.length + (last ? "\r\nConnection: close" : "")
                + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(content);
        out.flush();
    }

    private static String word(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 404 -> "Not Found";
            default -> "Service Unavailable";
        };
    }

    /** The method of the request that was read. */
    String method() {
        return first.substring(0, Math.max(0, first.indexOf(' ')));
    }

    /** The path of the request that was read. */
    String path() {
        String[] parts = first.split(" ", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    /** The status of the answer that was read. */
    int status() throws ProtocolException {
        String[] parts = first.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/")) {
            throw new ProtocolException("no answer begins with '" + first + "'");
        }
        return Integer.parseInt(parts[1]);
    }

    /** The body that was read. */
    byte[] body() {
        return body;
    }

    /** Whether the message that was read said that it is the last of the connection. */
    boolean last() {
        return close;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
