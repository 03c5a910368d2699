package io.shiyun.finops.book;

import java.util.ArrayList;
import java.util.List;

/** A list of texts as one line: parted by tabs, with tabs, line ends, backslashes and zeros escaped. */
final class Entry {
    private Entry() {}

    static String line(List<String> texts) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                out.append('\t');
            }
            String text = texts.get(i);
            for (int c = 0; c < text.length(); c++) {
                escape(text.charAt(c), out);
            }
        }
        return out.toString();
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\0' -> out.append("\\0");
            default -> out.append(c);
        }
    }

    static List<String> texts(String line) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                texts.add(text.toString());
                text.setLength(0);
            } else if (c == '\\' && i + 1 < line.length()) {
                text.append(unescaped(line.charAt(++i)));
            } else {
                text.append(c);
            }
        }
        texts.add(text.toString());
        return texts;
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> c;
        };
    }
}
