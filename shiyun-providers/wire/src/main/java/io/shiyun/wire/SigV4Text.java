package io.shiyun.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;

/** The small forms of text that signatures are made of, without patterns or formatters. */
final class SigV4Text {
    private static final char[] UPPER = "0123456789ABCDEF".toCharArray();
    private static final char[] LOWER = "0123456789abcdef".toCharArray();
    private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Never used itself; a copy of it spares the search for who computes it. */
    private static final MessageDigest SHA_256 = sha256();

    private SigV4Text() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /** Returns the hash in lower-case hexadecimal. */
    static String sha256(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY_HASH;
        }
        try {
            return hex(((MessageDigest) SHA_256.clone()).digest(bytes));
        } catch (CloneNotSupportedException e) {
            return hex(sha256().digest(bytes));
        }
    }

    static String hex(byte[] bytes) {
        byte[] text = new byte[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = (byte) LOWER[(bytes[i] >> 4) & 0xf];
            text[2 * i + 1] = (byte) LOWER[bytes[i] & 0xf];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Returns the form {@code 20150830T123600Z}. */
    static String date(Instant at) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, ZoneOffset.UTC);
        byte[] text = new byte[16];
        digits(text, 0, utc.getYear() / 100);
        digits(text, 2, utc.getYear() % 100);
        digits(text, 4, utc.getMonthValue());
        digits(text, 6, utc.getDayOfMonth());
        text[8] = 'T';
        digits(text, 9, utc.getHour());
        digits(text, 11, utc.getMinute());
        digits(text, 13, utc.getSecond());
        text[15] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }

    /** Appends text with every byte but the unreserved ones of RFC 3986 and those of {@code kept} as {@code %XX}. */
    static void encode(String text, StringBuilder out, String kept) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain), kept)) {
            plain++;
        }
        out.append(text, 0, plain);
        if (plain == text.length()) {
            return;
        }
        for (byte b : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (b & 0xff), kept)) {
                out.append((char) b);
            } else {
                out.append('%').append(UPPER[(b >> 4) & 0xf]).append(UPPER[b & 0xf]);
            }
        }
    }

    private static boolean isPlain(char c, String kept) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~'
                || kept.indexOf(c) >= 0;
    }

    /** Appends a value without spaces at its ends, and with one for several inside. */
    static void trimmed(String value, StringBuilder out) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        boolean space = false;
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!isSpace(c)) {
                out.append(c);
            } else if (!space) {
                out.append(' ');
            }
            space = isSpace(c);
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Returns a path without empty and dot segments (RFC 3986, 5.2.4), with the slash at its end if it had one. */
    static String normalised(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        boolean open = last.isEmpty() || last.equals(".") || last.equals("..");
        return segments.isEmpty() ? "/" : "/" + String.join("/", segments) + (open ? "/" : "");
    }
}
