package io.shiyun.wire.rig;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * The bytes of an answer: head and body.
 *
 * @param bytes all of them
 * @param headLength how many belong to the head
 */
public record Recorded(byte[] bytes, int headLength) {
    /** Returns an answer of this status with a JSON body and more headers, each as {@code Name: value}. */
    public static Recorded json(int status, String body, String... headers) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Returns an answer of this status with an XML body and more headers, each as {@code Name: value}. */
    public static Recorded xml(int status, String body, String... headers) {
        return of(status, "text/xml", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Returns an answer of this status with a body and more headers, each as {@code Name: value}. */
    public static Recorded of(int status, String contentType, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Recorded\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return join(head.append("\r\n").toString(), body);
    }

    /** Returns an answer of status 200 whose body comes in one chunk and does not say its length before. */
    public static Recorded chunked(String contentType, byte[] body) {
        String head =
                "HTTP/1.1 200 Recorded\r\nContent-Type: " + contentType + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(body);
        chunk.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return join(head, chunk.toByteArray());
    }

    /** Returns an answer that puts the caller off: 429 or 503, say, with what {@code Retry-After} shall say. */
    public static Recorded putOff(int status, String retryAfter) {
        return json(status, "{}", "Retry-After: " + retryAfter);
    }

    /** Returns the same with one to three bytes behind {@code from} changed, removed or doubled, by chance of this seed. */
    public Recorded mutated(long seed, int from) {
        Random chance = new Random(seed);
        byte[] changed = bytes.clone();
        for (int i = chance.nextInt(3); i >= 0 && changed.length > from; i--) {
            int at = from + chance.nextInt(changed.length - from);
            changed = switch (chance.nextInt(3)) {
                case 0 -> replaced(changed, at, (byte) chance.nextInt(256));
                case 1 -> without(changed, at);
                default -> doubled(changed, at);
            };
        }
        return new Recorded(changed, headLength);
    }

    /** Returns the first {@code length} bytes. */
    public byte[] first(int length) {
        return Arrays.copyOf(bytes, Math.min(length, bytes.length));
    }

    private static byte[] replaced(byte[] all, int at, byte by) {
        all[at] = by;
        return all;
    }

    private static byte[] without(byte[] all, int at) {
        byte[] less = Arrays.copyOf(all, all.length - 1);
        System.arraycopy(all, at + 1, less, at, less.length - at);
        return less;
    }

    private static byte[] doubled(byte[] all, int at) {
        byte[] more = Arrays.copyOf(all, all.length + 1);
        System.arraycopy(all, at, more, at + 1, all.length - at);
        return more;
    }

    private static Recorded join(String head, byte[] body) {
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return new Recorded(all, start.length);
    }
}
