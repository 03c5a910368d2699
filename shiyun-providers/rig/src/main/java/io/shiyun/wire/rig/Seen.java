package io.shiyun.wire.rig;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that a {@link Rig} got.
 *
 * @param line its first line
 * @param headers its headers, a line each
 * @param body its body
 */
public record Seen(String line, List<String> headers, byte[] body) {
    /** Returns the method. */
    public String method() {
        return line.substring(0, line.indexOf(' '));
    }

    /** Returns path and query. */
    public String target() {
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
                .map(h -> h.substring(start.length()).strip())
                .findFirst();
    }

    /** Returns the body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
