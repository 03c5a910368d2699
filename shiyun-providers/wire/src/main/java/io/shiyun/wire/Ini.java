package io.shiyun.wire;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of sections, as profiles of credentials are kept in: {@code [name]}, then a line {@code key = value} each. Lines that begin with
 * {@code #} or {@code ;} are comments; indented lines below a key are its own business and left out. Keys are in lower case.
 * The text form shows names of sections only. Immutable.
 */
public final class Ini {
    /** A file that is not there. */
    static final Ini NONE = new Ini(Map.of());

    private final Map<String, Map<String, String>> sections;

    private Ini(Map<String, Map<String, String>> sections) {
        this.sections = sections;
    }

    /**
     * Reads a file of this name.
     *
     * @throws CloudException INVALID, NOT_SENT, when a line is neither, naming the line and never its text
     */
    public static Ini parse(String name, String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = null;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String plain = line.strip();
            boolean indented = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
            if (plain.isEmpty() || plain.startsWith("#") || plain.startsWith(";") || (indented && section != null)) {
                continue;
            }
            int equals = plain.indexOf('=');
            if (plain.startsWith("[") && plain.indexOf(']') > 0) {
                String title = plain.substring(1, plain.indexOf(']')).strip();
                section = sections.computeIfAbsent(title, t -> new LinkedHashMap<>());
            } else if (section != null && equals > 0) {
                section.put(
                        plain.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        plain.substring(equals + 1).strip());
            } else {
                throw wrong("line " + number + " of " + name + " is neither [section] nor key = value");
            }
        }
        return new Ini(sections);
    }

    /** Returns the names of the sections. */
    public Set<String> sections() {
        return Set.copyOf(sections.keySet());
    }

    /** Returns a value that is there and not empty. */
    public Optional<String> get(String section, String key) {
        return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key))
                .filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "Ini" + sections.keySet();
    }

    static CloudException wrong(String message) {
        return CloudException.notSent(Reason.INVALID, message)
                .scope(Scope.ACCOUNT)
                .code("BadCredentialFile")
                .build();
    }
}
