package io.shiyun.wire;

import io.shiyun.model.Certainty;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a cloud answered, read to its end. Immutable. A reply is no success by itself: look at {@link #ok()}.
 */
public final class Reply {
    private final Request request;
    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final String requestId;

    /** A reply to this request; the body is not copied. */
    public Reply(Request request, int status, Headers headers, byte[] body, String requestId) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.requestId = requestId;
    }

    /** Returns what it answers. */
    public Request request() {
        return request;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns whether the status is one of success, 200 to 299. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Returns the headers. */
    public Headers headers() {
        return headers;
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** Returns the cloud's own request id, or empty. */
    public String requestId() {
        return requestId;
    }

    /** Returns the body; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Returns the body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Returns the body as JSON.
     *
     * @throws io.shiyun.model.CloudException UNKNOWN, with {@link #doubt()}, when it is none
     */
    public Json json() {
        return Json.read(body, source());
    }

    /**
     * Returns the body as XML.
     *
     * @throws io.shiyun.model.CloudException UNKNOWN, with {@link #doubt()}, when it is none
     */
    public Xml xml() {
        return Xml.read(body, source());
    }

    /** Returns what is certain when this reply cannot be understood; see {@link Request#doubt()}. */
    public Certainty doubt() {
        return request.doubt();
    }

    /** Returns where the body comes from, for what is wrong with it. */
    public Source source() {
        return new Source(request.toString(), request.doubt(), requestId);
    }

    @Override
    public String toString() {
        return status + " to " + request;
    }
}
