package io.shiyun.wire;

import io.shiyun.model.Certainty;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * One HTTP request. Immutable; a {@code with} method answers a changed copy. GET, HEAD and OPTIONS are reads, all else are writes,
 * unless {@link #reading()} says that a POST only asks.
 *
 * <p>The text form shows method, host and path: query, headers and body may hold secrets.
 */
public final class Request {
    private static final byte[] NO_BODY = {};

    private final String method;
    private final URI uri;
    private final Headers headers;
    private final byte[] body;
    private final boolean write;

    private Request(String method, URI uri, Headers headers, byte[] body, boolean write) {
        this.method = Objects.requireNonNull(method, "method");
        this.uri = Objects.requireNonNull(uri, "uri");
        this.headers = headers;
        this.body = body;
        this.write = write;
    }

    /** Returns a request without a body. */
    public static Request of(String method, URI uri) {
        boolean write = !(method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS"));
        return new Request(method, uri, Headers.NONE, NO_BODY, write);
    }

    /** Returns a GET. */
    public static Request get(URI uri) {
        return of("GET", uri);
    }

    /** Returns a DELETE. */
    public static Request delete(URI uri) {
        return of("DELETE", uri);
    }

    /** Returns a request with a JSON body. */
    public static Request json(String method, URI uri, JsonWriter body) {
        return of(method, uri).body("application/json", body.toBytes());
    }

    /** Returns a POST of a form: names and values, encoded as {@code application/x-www-form-urlencoded}. */
    public static Request form(URI uri, Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return of("POST", uri)
                .body(
                        "application/x-www-form-urlencoded; charset=utf-8",
                        text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the same with this body, which is not copied. */
    public Request body(String contentType, byte[] bytes) {
        return new Request(method, uri, headers.with("Content-Type", contentType), bytes, write);
    }

    /** Returns the same with this header, instead of any of its name. */
    public Request header(String name, String value) {
        return new Request(method, uri, headers.with(name, value), body, write);
    }

    /** Returns the same with these headers, instead of all. */
    public Request headers(Headers others) {
        return new Request(method, uri, others, body, write);
    }

    /** Returns the same to another address. */
    public Request uri(URI other) {
        return new Request(method, other, headers, body, write);
    }

    /** Returns the same as a request that changes nothing, whatever its method. */
    public Request reading() {
        return new Request(method, uri, headers, body, false);
    }

    /** Returns the same as a request that changes something, whatever its method. */
    public Request writing() {
        return new Request(method, uri, headers, body, true);
    }

    /** Returns the method, in upper case. */
    public String method() {
        return method;
    }

    /** Returns the address. */
    public URI uri() {
        return uri;
    }

    /** Returns the headers. */
    public Headers headers() {
        return headers;
    }

    /** Returns the body, empty for none; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Returns whether it changes something. */
    public boolean write() {
        return write;
    }

    /**
     * Returns what is certain when it may have been sent and no answer can be read: AMBIGUOUS for a write; REJECTED for a read,
     * which made nothing whatever became of it.
     */
    public Certainty doubt() {
        return write ? Certainty.AMBIGUOUS : Certainty.REJECTED;
    }

    @Override
    public String toString() {
        return method + " " + uri.getHost() + uri.getRawPath();
    }
}
