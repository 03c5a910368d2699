package io.shiyun.finops.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and the SVG in it. Every text and every value of an attribute is escaped; names of tags and attributes come
 * from the code alone. A text cannot leave its place, and characters that turn the direction of what follows are shown as
 * replaced.
 */
final class Html {
    private static final char REPLACED = '\uFFFD';

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element with attributes, by name and value in turn. */
    Html open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Writes an element without content. */
    Html empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    /** Writes an element that holds a text. */
    Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    /** Ends the element that was begun last, which must be this one. */
    Html close(String tag) {
        String last = open.pop();
        if (!last.equals(tag)) {
            throw new IllegalStateException("<" + last + "> is open, and </" + tag + "> would end it");
        }
        out.append("</").append(tag).append('>');
        if (tag.length() > 2) {
            out.append('\n');
        }
        return this;
    }

    /** Writes a text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** Writes what is part of the library: its style and its script. */
    Html own(String content) {
        out.append(content);
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(forbidden(c) ? REPLACED : c);
                    }
                }
            }
        }
    }

    private static boolean forbidden(char c) {
        boolean control = (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F);
        boolean turns = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
        return control
                || turns
                || c == '\u200E'
                || c == '\u200F'
                || Character.isSurrogate(c)
                || c == '\uFFFE'
                || c == '\uFFFF';
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> is not closed");
        }
        return out.toString();
    }
}
