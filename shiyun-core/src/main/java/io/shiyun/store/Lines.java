package io.shiyun.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text form of small maps and lists: one entry a line, {@code key=value}, sorted by key. In keys and values a
 * backslash, a line feed, a carriage return are written {@code \\}, {@code \n}, {@code \r}; in keys {@code =} is
 * {@code \e}. Equal maps have equal text.
 */
final class Lines {
    private Lines() {}

    static String text(Map<String, String> map) {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(map).forEach((key, value) -> append(out, key, escape(value)));
        return out.toString();
    }

    static void append(StringBuilder out, String key, String escapedValue) {
        out.append(escape(key).replace("=", "\\e"))
                .append('=')
                .append(escapedValue)
                .append('\n');
    }

    static Map<String, String> map(String text) {
        SortedMap<String, String> map = new TreeMap<>();
        for (String line : lines(text)) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("A line of a stored map has no '='");
            }
            map.put(unescape(line.substring(0, equals)), unescape(line.substring(equals + 1)));
        }
        return Collections.unmodifiableSortedMap(map);
    }

    static String list(List<String> items) {
        StringBuilder out = new StringBuilder();
        items.forEach(item -> out.append(escape(item)).append('\n'));
        return out.toString();
    }

    static List<String> items(String text) {
        return lines(text).stream().map(Lines::unescape).toList();
    }

    static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("A stored text does not end with a line feed; it was cut");
        }
        return List.of(text.substring(0, text.length() - 1).split("\n", -1));
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            i++;
            char code = i < text.length() ? text.charAt(i) : 0;
            switch (code) {
                case '\\' -> out.append('\\');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 'e' -> out.append('=');
                case 'c' -> out.append(':');
                default -> throw new IllegalArgumentException("A stored text has an unknown escape");
            }
        }
        return out.toString();
    }
}
