package io.shiyun.tck;

import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The operations that a provider claims to do in full. Its jar holds them as {@code META-INF/shiyun/claims-ID.txt}: the label
 * of one operation a line, such as {@code hosts.create} or {@code buckets.put}; empty lines and those that begin with # are
 * passed over.
 *
 * @param labels the labels
 */
public record Claims(Set<String> labels) {
    public Claims {
        labels = Set.copyOf(labels);
    }

    /** Nothing is claimed. */
    public static final Claims NONE = new Claims(Set.of());

    /** Reads the claims in the jar of a provider; none when there is no such file. */
    public static Claims of(CloudProvider provider) {
        return of(provider, "");
    }

    /**
     * Reads the claims of a provider whose clouds can do different things: those in {@code claims-ID-KIND.txt}; none when there is
     * no such file.
     */
    public static Claims of(CloudProvider provider, String kind) {
        String name = "META-INF/shiyun/claims-" + provider.id() + (kind.isEmpty() ? "" : "-" + kind) + ".txt";
        ClassLoader loader = provider.getClass().getClassLoader();
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(name) : loader.getResourceAsStream(name)) {
            return in == null ? NONE : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the claims " + name + " cannot be read", e);
        }
    }

    /** Reads claims from the text of such a file. */
    public static Claims parse(String text) {
        Set<String> labels = new TreeSet<>();
        text.lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(labels::add);
        return new Claims(labels);
    }

    /** Returns whether this operation is claimed. */
    public boolean names(Operation operation) {
        return labels.contains(operation.label());
    }

    /** Returns the labels that are no operation. */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>(new TreeSet<>(labels));
        Stream.of(Operation.values()).map(Operation::label).forEach(unknown::remove);
        return unknown;
    }
}
