package io.shiyun.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers of a request or a reply, in their order. Names are compared without regard to case. Immutable. The text form shows
 * names only, since values may be secrets.
 */
public final class Headers {
    /** No header. */
    public static final Headers NONE = new Headers(List.of());

    private final List<Map.Entry<String, String>> entries;

    private Headers(List<Map.Entry<String, String>> entries) {
        this.entries = entries;
    }

    /** Returns these headers, in pairs of a name and a value. */
    public static Headers of(String... namesAndValues) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.add(entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(List.copyOf(entries));
    }

    /** Returns the headers of this map. */
    public static Headers of(Map<String, List<String>> map) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(map.size());
        map.forEach((name, values) -> values.forEach(value -> entries.add(Map.entry(name, value))));
        return new Headers(List.copyOf(entries));
    }

    /** Returns these and one more. */
    public Headers and(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(entries);
        more.add(entry(name, value));
        return new Headers(List.copyOf(more));
    }

    /** Returns these and all of {@code others}. */
    public Headers and(Headers others) {
        List<Map.Entry<String, String>> more = new ArrayList<>(entries);
        more.addAll(others.entries);
        return new Headers(List.copyOf(more));
    }

    /** Returns these with {@code name} having this value alone. */
    public Headers with(String name, String value) {
        List<Map.Entry<String, String>> others = new ArrayList<>(entries);
        others.removeIf(e -> e.getKey().equalsIgnoreCase(name));
        others.add(entry(name, value));
        return new Headers(List.copyOf(others));
    }

    /** Returns the first value of this header. */
    public Optional<String> first(String name) {
        for (Map.Entry<String, String> entry : entries) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** Returns all values of this header. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns each name with its value, in order. */
    public List<Map.Entry<String, String>> entries() {
        return entries;
    }

    @Override
    public String toString() {
        return entries.stream().map(Map.Entry::getKey).toList().toString();
    }

    private static Map.Entry<String, String> entry(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the header " + name + " holds a line break");
        }
        return Map.entry(name, value);
    }
}
