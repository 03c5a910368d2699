package io.shiyun.wire;

import io.shiyun.model.CloudException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of an XML document that was read whole. Namespaces and attributes are left out, since no cloud's answer needs them
 * to be understood. Immutable.
 *
 * <p>A path names elements below this one, with dots between them: {@code text("placement.availabilityZone")}. What is absent is
 * missing, whatever of its parents is missing too; of several the first counts. Asking for something required that is missing or of the
 * wrong kind throws a {@link CloudException} that names the path.
 */
public final class Xml {
    private final String name;
    private final @Nullable String text;
    private final List<Xml> children;
    private final String above;
    private final Source source;

    Xml(String name, @Nullable String text, List<Xml> children, String above, Source source) {
        this.name = name;
        this.text = text;
        this.children = children;
        this.above = above;
        this.source = source;
    }

    /**
     * Reads a document in UTF-8 of at most 100 levels and two million elements, without a document type declaration.
     *
     * @throws CloudException UNKNOWN, with the source's doubt, when it is no XML, or larger, or declares a document type
     */
    public static Xml read(byte[] bytes, Source source) {
        return XmlReading.tree(new ByteArrayInputStream(bytes), source);
    }

    /** Returns the element's name, without its namespace. */
    public String name() {
        return name;
    }

    /** Returns the first element at this path, missing or not. */
    public Xml at(String path) {
        Xml here = this;
        for (String step : path.split("\\.", -1)) {
            here = here.child(step);
        }
        return here;
    }

    /** Returns whether it is absent. */
    public boolean missing() {
        return text == null;
    }

    /** Returns whether there is an element at this path. */
    public boolean has(String path) {
        return !at(path).missing();
    }

    /** Returns this element's own text, trimmed. */
    public String text() {
        if (text == null) {
            throw wrong("text");
        }
        return text;
    }

    /** Returns the text at this path. */
    public String text(String path) {
        return at(path).text();
    }

    /** Returns the text at this path, or this one when it is missing. */
    public String text(String path, String otherwise) {
        String found = at(path).text;
        return found == null ? otherwise : found;
    }

    /** Returns the text at this path, if it is there and not empty. */
    public Optional<String> optional(String path) {
        return Optional.of(text(path, "")).filter(found -> !found.isEmpty());
    }

    /** Returns the whole number at this path. */
    public long whole(String path) {
        Xml part = at(path);
        try {
            return Long.parseLong(part.text());
        } catch (NumberFormatException e) {
            throw part.wrong("a whole number");
        }
    }

    /** Returns the whole number at this path, or this one when it is missing. */
    public long whole(String path, long otherwise) {
        return has(path) ? whole(path) : otherwise;
    }

    /** Returns whether the text at this path is {@code true}; missing is false. */
    public boolean flag(String path) {
        Xml part = at(path);
        return switch (part.missing() ? "" : part.text()) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw part.wrong("true or false");
        };
    }

    /** Returns the instant at this path, if it is there and not empty. */
    public Optional<Instant> instant(String path) {
        return optional(path)
                .map(found -> Json.Times.iso(found)
                        .orElseThrow(() -> at(path).wrong("a time such as 2026-11-21T09:30:00.000Z")));
    }

    /** Returns all elements at this path: every last step of it below the first of each step before. */
    public List<Xml> items(String path) {
        int dot = path.lastIndexOf('.');
        Xml list = dot < 0 ? this : at(path.substring(0, dot));
        String last = path.substring(dot + 1);
        return list.children.stream().filter(child -> child.name.equals(last)).toList();
    }

    /** Returns the same as {@link #items} of a list whose element must be there: for lists whose emptiness proves something. */
    public List<Xml> list(String path) {
        int dot = path.lastIndexOf('.');
        if (dot > 0 && !has(path.substring(0, dot))) {
            throw at(path.substring(0, dot)).wrong("a list");
        }
        return items(path);
    }

    /** Returns all elements right below this one. */
    public List<Xml> children() {
        return children;
    }

    /** Returns where this stands in the document, such as {@code Response.Errors.Error}. */
    public String path() {
        return above.isEmpty() ? name : above + "." + name;
    }

    /** Returns the error that this is not what it must be. */
    public CloudException wrong(String wanted) {
        return source.notUnderstood("'" + path() + "'" + (missing() ? " is missing" : " is not " + wanted), null);
    }

    @Override
    public String toString() {
        return "Xml[" + path() + "]";
    }

    private Xml child(String wanted) {
        for (Xml child : children) {
            if (child.name.equals(wanted)) {
                return child;
            }
        }
        return new Xml(wanted, null, List.of(), path(), source);
    }
}
