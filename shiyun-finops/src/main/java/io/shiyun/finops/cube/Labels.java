package io.shiyun.finops.cube;

import io.shiyun.finops.focus.Dictionary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one dimension by the cube's own codes, which stay the same whoever reads the files. Code 0 is no value.
 * Written by one thread.
 */
final class Labels {
    private final Map<String, Integer> codes = new HashMap<>();
    private String[] texts = new String[16];
    private int size;
    private @Nullable Dictionary source;
    private int[] own = new int[16];
    private int known;

    Labels() {
        code("");
    }

    /** Takes codes of another reader from now on. */
    void from(Dictionary dictionary) {
        if (source != dictionary) {
            source = dictionary;
            known = 0;
        }
    }

    /** Returns the cube's own code for a code of the reader. */
    int own(int code) {
        return code < known ? own[code] : learn(code);
    }

    private int learn(int code) {
        Dictionary dictionary = source;
        if (dictionary == null) {
            throw new IllegalStateException("no load is open");
        }
        if (code >= own.length) {
            own = Arrays.copyOf(own, Math.max(dictionary.size(), code + 1) * 2);
        }
        for (; known <= code; known++) {
            String text = dictionary.text(known);
            own[known] = code(text == null ? "" : text);
        }
        return own[code];
    }

    /** Returns the code of a text, given now if it is new. */
    int code(String text) {
        Integer code = codes.get(text);
        if (code == null) {
            code = size;
            if (size == texts.length) {
                texts = Arrays.copyOf(texts, size * 2);
            }
            texts[size++] = text;
            codes.put(text, code);
        }
        return code;
    }

    /** Returns the texts by code; what is added later is not in it, or behind what a reader of it asks for. */
    String[] texts() {
        return texts;
    }
}
