package io.shiyun.watch;

import java.util.Map;

/** Writes JSON objects, key by key. */
final class Json {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    Json open(char bracket) {
        out.append(bracket);
        first = true;
        return this;
    }

    Json close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    /** Goes on to the next element of an array. */
    Json next() {
        if (!first) {
            out.append(',');
        }
        first = true;
        return this;
    }

    Json key(String key) {
        if (!first) {
            out.append(',');
        }
        first = false;
        text(key);
        out.append(':');
        return this;
    }

    Json put(String key, String value) {
        key(key);
        text(value);
        return this;
    }

    Json put(String key, long value) {
        key(key);
        out.append(value);
        return this;
    }

    /** A number; null where JSON has none. */
    Json put(String key, double value) {
        return key(key).number(value);
    }

    /** A number of an array; null where JSON has none. */
    Json number(double value) {
        first = false;
        if (Double.isFinite(value)) {
            out.append(value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : value + "");
        } else {
            out.append("null");
        }
        return this;
    }

    Json putNull(String key) {
        key(key);
        out.append("null");
        return this;
    }

    Json put(String key, Map<String, String> map) {
        key(key).open('{');
        map.forEach(this::put);
        return close('}');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x2028 || c == 0x2029 || loneSurrogate(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
