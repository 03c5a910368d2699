package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The distinct tag sets of the rows, each parsed once. Keys are kept as they are, spaces and case included. A tag
 * without a value, which FOCUS writes as {@code true}, has the value {@code "true"}; a tag whose value is null is as if
 * absent.
 */
public final class TagSets {
    private final ByteDictionary texts;
    private final List<Map<String, String>> sets = new ArrayList<>(List.of(Map.of()));
    private final Map<String, Key> keys = new HashMap<>();

    TagSets(ByteDictionary texts) {
        this.texts = texts;
    }

    /** Returns the tags of a code of {@link FocusColumn#TAGS}; none for code 0. */
    public Map<String, String> of(int code) {
        parseTo(code);
        return sets.get(code);
    }

    /** Returns the values of one tag key over all tag sets. */
    public Key key(String name) {
        return keys.computeIfAbsent(name, Key::new);
    }

    private void parseTo(int code) {
        if (code >= texts.size()) {
            throw new IndexOutOfBoundsException("No tag set " + code + ", there are " + texts.size());
        }
        while (sets.size() <= code) {
            String text = texts.text(sets.size());
            sets.add(text == null ? Map.of() : Collections.unmodifiableMap(FlatJson.tags(text)));
        }
    }

    /** One tag key: a code of {@link FocusColumn#TAGS} in, a code of its values out. */
    public final class Key {
        private final String name;
        private final TextDictionary values = new TextDictionary();
        private int[] codes = new int[16];
        private int known;

        Key(String name) {
            this.name = name;
        }

        /** Returns the code, by {@link #values()}, of this tag's value in a tag set; 0 if the set lacks the tag. */
        public int code(int tagSet) {
            if (tagSet >= known) {
                extend(tagSet);
            }
            return codes[tagSet];
        }

        /** Returns the distinct values of this tag. */
        public Dictionary values() {
            return values;
        }

        private void extend(int tagSet) {
            of(tagSet);
            if (tagSet >= codes.length) {
                codes = java.util.Arrays.copyOf(codes, Math.max(tagSet + 1, codes.length * 2));
            }
            for (; known <= tagSet; known++) {
                codes[known] = values.intern(sets.get(known).get(name));
            }
        }
    }

    /** Texts in order of first appearance. */
    private static final class TextDictionary implements Dictionary {
        private final List<@Nullable String> texts = new ArrayList<>();
        private final Map<String, Integer> codes = new HashMap<>();

        TextDictionary() {
            texts.add(null);
        }

        int intern(@Nullable String text) {
            if (text == null) {
                return 0;
            }
            Integer code = codes.get(text);
            if (code == null) {
                code = texts.size();
                codes.put(text, code);
                texts.add(text);
            }
            return code;
        }

        @Override
        public int size() {
            return texts.size();
        }

        @Override
        public @Nullable String text(int code) {
            return texts.get(code);
        }

        @Override
        public int code(@Nullable String text) {
            return text == null ? 0 : codes.getOrDefault(text, -1);
        }
    }
}
