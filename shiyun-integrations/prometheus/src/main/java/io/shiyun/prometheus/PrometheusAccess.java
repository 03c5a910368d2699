package io.shiyun.prometheus;

import io.shiyun.model.Secret;
import io.shiyun.wire.Headers;
import io.shiyun.wire.HttpOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a Prometheus is and how it is spoken to. Immutable; a {@code with} method answers a changed copy. The certificate of an https
 * address is always verified. The text form shows the address alone.
 */
public final class PrometheusAccess {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final long ANSWER = 256L << 20;

    private final URI address;
    private final @Nullable Secret authorization;
    private final @Nullable Path caFile;
    private final Duration time;
    private final Headers extra;

    private PrometheusAccess(
            URI address, @Nullable Secret authorization, @Nullable Path caFile, Duration time, Headers extra) {
        this.address = address;
        this.authorization = authorization;
        this.caFile = caFile;
        this.time = time;
        this.extra = extra;
    }

    /**
     * Returns access without a password.
     *
     * @param address such as {@code http://127.0.0.1:9090} or {@code https://example.org/prometheus}, without {@code /api/v1}
     * @throws IllegalArgumentException when it is not http or https with a host, or holds a user, a query or a fragment
     */
    public static PrometheusAccess at(URI address) {
        String scheme = String.valueOf(address.getScheme());
        boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "address: needs the form http://host:9090 or https://host/path, without " + "/api/v1");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "address: must hold no user, query or fragment; give a password by withBasic");
        }
        String text = address.toString();
        URI bare = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        return new PrometheusAccess(bare, null, null, TIME, Headers.NONE);
    }

    /** Returns the same with this user and password. */
    public PrometheusAccess withBasic(String user, Secret password) {
        return new PrometheusAccess(address, Authorization.basic(user, password), caFile, time, extra);
    }

    /** Returns the same with this token. */
    public PrometheusAccess withBearer(Secret token) {
        return new PrometheusAccess(address, Authorization.bearer(token), caFile, time, extra);
    }

    /** Returns the same that trusts the certificates of this PEM file beside the JDK's own. */
    public PrometheusAccess withCaFile(Path file) {
        return new PrometheusAccess(address, authorization, Objects.requireNonNull(file, "file"), time, extra);
    }

    /** Returns the same with another limit to the time of one request; 30 seconds when not set. */
    public PrometheusAccess withTime(Duration longest) {
        if (longest.compareTo(Duration.ofMillis(1)) < 0 || longest.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("longest: " + longest + " must lie between a millisecond and an hour");
        }
        return new PrometheusAccess(address, authorization, caFile, longest, extra);
    }

    /** Returns the same with one more header, such as {@code X-Scope-OrgID} for Mimir and Cortex. */
    public PrometheusAccess withHeader(String name, String value) {
        return new PrometheusAccess(address, authorization, caFile, time, extra.with(name, value));
    }

    URI uri(String path) {
        return URI.create(address + path);
    }

    Headers headers() {
        Secret secret = authorization;
        return secret == null ? extra : extra.with("Authorization", secret.reveal());
    }

    Duration time() {
        return time;
    }

    HttpOptions http() {
        HttpOptions options = HttpOptions.named("prometheus").withMaxBody(ANSWER);
        return caFile == null ? options : options.withCaFile(caFile);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
