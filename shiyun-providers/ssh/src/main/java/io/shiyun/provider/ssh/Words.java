package io.shiyun.provider.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Words of settings and hosts files, and words for the POSIX shell at the other end. */
final class Words {
    private Words() {}

    /** Returns the words of a comma-separated list. */
    static List<String> list(String text) {
        return Stream.of(text.split("[,\\n]"))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Returns the words of a line; a word in single or double quotes may hold spaces.
     *
     * @throws IllegalArgumentException when a quote does not end
     */
    static List<String> split(String line) {
        return parts(line).stream().map(Part::word).toList();
    }

    /**
     * A word of a line.
     *
     * @param word without its quotes
     * @param column where it begins, from 1
     */
    record Part(String word, int column) {}

    static List<Part> parts(String line) {
        List<Part> parts = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int begun = -1;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = begun < 0 ? i : begun;
            } else if (Character.isWhitespace(c)) {
                if (begun >= 0) {
                    parts.add(new Part(word.toString(), begun + 1));
                    word.setLength(0);
                    begun = -1;
                }
            } else if (c == '#' && begun < 0) {
                break;
            } else {
                word.append(c);
                begun = begun < 0 ? i : begun;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the quote " + quote + " does not end");
        }
        if (begun >= 0) {
            parts.add(new Part(word.toString(), begun + 1));
        }
        return parts;
    }

    /** Returns the word as one word of a POSIX shell, in which nothing is expanded. */
    static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw Problems.invalid("an argument holds a NUL, which no command can be given");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns the words as one line of a POSIX shell. */
    static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(Words::quote).toList());
    }

    /** Returns the words with {name} and the like filled in. */
    static List<String> filled(List<String> words, Map<String, String> values) {
        return words.stream().map(word -> filled(word, values)).toList();
    }

    static String filled(String word, Map<String, String> values) {
        String filled = word;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
