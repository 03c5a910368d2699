package io.shiyun.watch;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label. A label that is not there has an empty value, as in Prometheus; a pattern must match the whole
 * value. Immutable.
 */
public final class Matcher {
    /** How a label is compared. */
    public enum Kind {
        /** Equal. */
        IS("="),
        /** Not equal. */
        IS_NOT("!="),
        /** Matches a pattern. */
        LIKE("=~"),
        /** Does not match a pattern. */
        NOT_LIKE("!~");

        private final String symbol;

        Kind(String symbol) {
            this.symbol = symbol;
        }
    }

    private static final Pattern TEXT = Pattern.compile("([^=!~\"]+)(=~|!~|!=|=)\"(.*)\"", Pattern.DOTALL);
    private static final int LONGEST = 1_000;

    private final String label;
    private final Kind kind;
    private final String value;
    private final Pattern pattern;

    private Matcher(String label, Kind kind, String value) {
        if (label.isBlank() || label.length() > LONGEST || value.length() > LONGEST) {
            throw new IllegalArgumentException("a matcher needs a label, and at most " + LONGEST + " characters");
        }
        if (label.matches(".*[=!~\"].*")) {
            throw new IllegalArgumentException("label '" + label + "' holds one of = ! ~ \"");
        }
        this.label = label;
        this.kind = kind;
        this.value = Objects.requireNonNull(value, "value");
        boolean literal = kind == Kind.IS || kind == Kind.IS_NOT;
        try {
            pattern = Pattern.compile(value, literal ? Pattern.LITERAL : Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern of label '" + label + "': " + e.getDescription() + " at index " + e.getIndex(), e);
        }
    }

    /** Returns that the label has this value. */
    public static Matcher is(String label, String value) {
        return new Matcher(label, Kind.IS, value);
    }

    /** Returns that the label has another value. */
    public static Matcher isNot(String label, String value) {
        return new Matcher(label, Kind.IS_NOT, value);
    }

    /** Returns that the whole value matches a pattern of java.util.regex. */
    public static Matcher like(String label, String pattern) {
        return new Matcher(label, Kind.LIKE, pattern);
    }

    /** Returns that the whole value does not match a pattern. */
    public static Matcher notLike(String label, String pattern) {
        return new Matcher(label, Kind.NOT_LIKE, pattern);
    }

    /** Returns the label. */
    public String label() {
        return label;
    }

    /** Returns how the label is compared. */
    public Kind kind() {
        return kind;
    }

    /** Returns the value or the pattern. */
    public String value() {
        return value;
    }

    /** Answers whether these labels fulfil it. */
    public boolean matches(Map<String, String> labels) {
        boolean equal = pattern.matcher(labels.getOrDefault(label, "")).matches();
        return equal == (kind == Kind.IS || kind == Kind.LIKE);
    }

    /**
     * Reads back what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Matcher parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a matcher: " + text);
        }
        for (Kind kind : Kind.values()) {
            if (kind.symbol.equals(parts.group(2))) {
                return new Matcher(parts.group(1), kind, parts.group(3));
            }
        }
        throw new IllegalArgumentException("not a matcher: " + text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return label + kind.symbol + '"' + value + '"';
    }
}
