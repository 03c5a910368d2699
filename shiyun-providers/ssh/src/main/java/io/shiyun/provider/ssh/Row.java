package io.shiyun.provider.ssh;

import java.util.LinkedHashMap;
import java.util.Map;

/** A machine as a hosts file has it: words by key, each with where it stands. */
final class Row {
    /**
     * A word and where it stands.
     *
     * @param text the word
     * @param line from 1
     * @param column from 1
     */
    record Word(String text, int line, int column) {}

    private final Word name;
    private final Map<String, Word> words = new LinkedHashMap<>();

    Row(Word name) {
        this.name = name;
    }

    Word name() {
        return name;
    }

    Map<String, Word> words() {
        return words;
    }

    void put(String key, Word word) {
        words.put(key, word);
    }

    /** What more particular rows said stays. */
    void putIfAbsent(String key, Word word) {
        words.putIfAbsent(key, word);
    }
}
