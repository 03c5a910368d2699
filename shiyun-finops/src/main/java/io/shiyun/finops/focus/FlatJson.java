package io.shiyun.finops.focus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as FOCUS has them in a cell: checked by the grammar of RFC 8259, and read as a map of texts where only the
 * first level counts.
 */
final class FlatJson {
    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /**
     * Reads an object. Texts are unescaped; numbers, {@code true} and {@code false} stay as they are written; null
     * values are left out; objects and arrays within stay as their JSON text. Of a key that comes twice the last counts.
     *
     * @throws BadValue with the position, if the text is not one JSON object
     */
    static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        visit(text, (key, value, kind) -> {
            if (kind == 'n') {
                tags.remove(key);
            } else {
                tags.put(key, value);
            }
        });
        return tags;
    }

    /**
     * Reads an object and shows each entry of its first level.
     *
     * @throws BadValue with the position, if the text is not one JSON object
     */
    static void visit(String text, Visitor visitor) {
        FlatJson json = new FlatJson(text);
        json.space();
        json.object(visitor, 1);
        json.space();
        if (json.at < text.length()) {
            throw json.bad("text after the object");
        }
    }

    /** Is shown the entries of an object. */
    interface Visitor {
        /**
         * Takes an entry.
         *
         * @param value a text unescaped, anything else as it is written
         * @param kind the first character of the value as it is written
         */
        void entry(String key, String value, char kind);
    }

    private void object(@Nullable Visitor visitor, int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("objects within objects more than " + MAX_DEPTH + " deep");
        }
        expect('{', "an object, which starts with {");
        space();
        if (take('}')) {
            return;
        }
        do {
            space();
            String key = string();
            space();
            expect(':', "a colon after a key");
            space();
            char kind = at < text.length() ? text.charAt(at) : 0;
            String value = value(depth);
            if (visitor != null) {
                visitor.entry(key, value, kind);
            }
            space();
        } while (take(','));
        expect('}', "a comma or the end of the object");
    }

    private String value(int depth) {
        char first = at < text.length() ? text.charAt(at) : 0;
        int from = at;
        switch (first) {
            case '"' -> {
                return string();
            }
            case '{' -> object(null, depth + 1);
            case '[' -> array(depth + 1);
            case 'n' -> word("null");
            case 't' -> word("true");
            case 'f' -> word("false");
            default -> number();
        }
        return text.substring(from, at);
    }

    private void array(int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("arrays more than " + MAX_DEPTH + " deep");
        }
        expect('[', "an array");
        space();
        if (take(']')) {
            return;
        }
        do {
            space();
            value(depth);
            space();
        } while (take(','));
        expect(']', "a comma or the end of the array");
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw bad("a value");
        }
        at += word.length();
    }

    private void number() {
        int from = at;
        take('-');
        int whole = digits();
        if (whole == 0 || (whole > 1 && text.charAt(at - whole) == '0')) {
            at = from;
            throw bad("a value");
        }
        if (take('.') && digits() == 0) {
            throw bad("a digit");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            if (digits() == 0) {
                throw bad("a digit");
            }
        }
    }

    private int digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private String string() {
        expect('"', "a text in double quotes");
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(from, at++);
            }
            if (c == '\\') {
                return escaped(from);
            }
            if (c < ' ') {
                throw bad("no control character");
            }
            at++;
        }
        throw bad("the end of a text");
    }

    private String escaped(int from) {
        StringBuilder out = new StringBuilder(text.substring(from, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                at--;
                throw bad("no control character");
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw bad("the end of a text");
    }

    private char escape() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw bad("an escape that JSON knows");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw bad("four hexadecimal digits");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c, String what) {
        if (!take(c)) {
            throw bad(what);
        }
    }

    private BadValue bad(String expected) {
        return new BadValue("is not a JSON object: at character " + (at + 1) + " of " + text.length()
                + " there should be " + expected);
    }
}
