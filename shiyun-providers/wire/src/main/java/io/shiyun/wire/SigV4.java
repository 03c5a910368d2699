package io.shiyun.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests by AWS Signature Version 4 (AWS General Reference, "Signature Version 4 signing process"), for one key, region and service.
 * Its answer depends on nothing but its arguments; the key that is derived for a day is kept for the next request of that day. Immutable and
 * thread-safe.
 *
 * <p>Signed are the host, every header that the request has, and the body. Put spaces into a query as {@code %20}: a plus is
 * signed as a plus.
 */
public final class SigV4 {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final AwsKeys keys;
    private final String region;
    private final String service;
    private final SigV4Style style;
    private volatile @Nullable SigV4Key derived;

    private SigV4(AwsKeys keys, String region, String service, SigV4Style style) {
        this.keys = keys;
        this.region = region;
        this.service = service;
        this.style = style;
    }

    /**
     * Returns what signs with these keys.
     *
     * @param region the region that the signature is for, which need not stand in the host name
     * @param service the name that the service signs by, such as {@code ec2} or {@code monitoring}
     */
    public static SigV4 of(AwsKeys keys, String region, String service) {
        return new SigV4(keys, region, service, SigV4Style.PLAIN);
    }

    /** Returns the same by the rules of S3: paths as they are sent, and a header with the hash of the body. */
    public SigV4 s3() {
        return style(SigV4Style.S3);
    }

    /** Returns the same by the rules of S3, with the body left out of the signature. */
    public SigV4 s3Unsigned() {
        return style(SigV4Style.S3_UNSIGNED);
    }

    SigV4 style(SigV4Style other) {
        return new SigV4(keys, region, service, other);
    }

    /** Returns the request with the headers that sign it, dated {@code at}. */
    public Request sign(Request request, Instant at) {
        URI uri = request.uri();
        Headers signing = headers(
                request.method(),
                uri.getRawPath(),
                uri.getRawQuery(),
                host(uri),
                request.headers(),
                request.body(),
                at);
        return request.headers(request.headers().and(signing));
    }

    /**
     * Returns the address of the request with the query that signs it: whoever has it may send the request until {@code valid} is over.
     * Headers of the request must then be sent along.
     *
     * @param valid at most seven days
     */
    public URI presign(Request request, Instant at, Duration valid) {
        URI uri = request.uri();
        String query = query(
                request.method(),
                uri.getRawPath(),
                uri.getRawQuery(),
                host(uri),
                request.headers(),
                request.body(),
                at,
                valid);
        String text = uri.toString();
        int end = text.indexOf('?');
        return URI.create((end < 0 ? text : text.substring(0, end)) + "?" + query);
    }

    /** Returns the headers to add. */
    Headers headers(
            String method,
            @Nullable String path,
            @Nullable String query,
            String host,
            Headers headers,
            byte[] body,
            Instant at) {
        String date = SigV4Text.date(at);
        String hash = style.unsignedBody() ? UNSIGNED : SigV4Text.sha256(body);
        Optional<String> token = token();
        SigV4Canonical canonical = new SigV4Canonical(host, headers);
        canonical.header("x-amz-date", date);
        if (style.hashHeader()) {
            canonical.header("x-amz-content-sha256", hash);
        }
        if (token.isPresent() && style.tokenSigned()) {
            canonical.header("x-amz-security-token", token.get());
        }
        String signed = canonical.signedHeaders();
        String signature =
                signature(canonical.request(method, style.path(path), SigV4Canonical.query(query), signed, hash), date);
        List<String> added = new ArrayList<>(8);
        Collections.addAll(added, "X-Amz-Date", date);
        if (style.hashHeader()) {
            Collections.addAll(added, "x-amz-content-sha256", hash);
        }
        token.ifPresent(value -> Collections.addAll(added, "X-Amz-Security-Token", value));
        String authorization = ALGORITHM + " Credential=" + keys.accessKeyId() + '/' + scope(date) + ", SignedHeaders="
                + signed + ", Signature=" + signature;
        Collections.addAll(added, "Authorization", authorization);
        return Headers.of(added.toArray(String[]::new));
    }

    /** Returns the whole query with the signature in it. */
    String query(
            String method,
            @Nullable String path,
            @Nullable String query,
            String host,
            Headers headers,
            byte[] body,
            Instant at,
            Duration valid) {
        if (valid.isNegative() || valid.isZero() || valid.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("a signed address is valid for 1 s to 7 days, not " + valid);
        }
        String date = SigV4Text.date(at);
        String hash = style.s3() ? UNSIGNED : SigV4Text.sha256(body);
        SigV4Canonical canonical = new SigV4Canonical(host, headers);
        String signed = canonical.signedHeaders();
        StringBuilder whole = new StringBuilder(512);
        if (query != null && !query.isEmpty()) {
            whole.append(query).append('&');
        }
        whole.append("X-Amz-Algorithm=").append(ALGORITHM).append("&X-Amz-Credential=");
        SigV4Text.encode(keys.accessKeyId() + '/' + scope(date), whole, "");
        whole.append("&X-Amz-Date=").append(date).append("&X-Amz-SignedHeaders=");
        SigV4Text.encode(signed, whole, "");
        whole.append("&X-Amz-Expires=").append(valid.toSeconds());
        StringBuilder tokenPart = new StringBuilder();
        token().ifPresent(token -> SigV4Text.encode(token, tokenPart.append("&X-Amz-Security-Token="), ""));
        String signing = style.tokenSigned() ? whole.toString() + tokenPart : whole.toString();
        String signature = signature(
                canonical.request(method, style.path(path), SigV4Canonical.query(signing), signed, hash), date);
        return whole.append(tokenPart)
                .append("&X-Amz-Signature=")
                .append(signature)
                .toString();
    }

    String stringToSign(String canonicalRequest, String date) {
        return ALGORITHM
                + '\n'
                + date
                + '\n'
                + scope(date)
                + '\n'
                + SigV4Text.sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String canonicalRequest, String date) {
        return key(date.substring(0, 8)).sign(stringToSign(canonicalRequest, date));
    }

    private SigV4Key key(String day) {
        SigV4Key held = derived;
        if (held == null || !held.day().equals(day)) {
            held = SigV4Key.derive(keys.secretKey(), day, region, service);
            derived = held;
        }
        return held;
    }

    private String scope(String date) {
        return date.substring(0, 8) + '/' + region + '/' + service + "/aws4_request";
    }

    private Optional<String> token() {
        return keys.sessionToken().map(io.shiyun.model.Secret::reveal);
    }

    /** The header Host as the client sends it: with the port unless it is the scheme's own. */
    private static String host(URI uri) {
        int port = uri.getPort();
        boolean own = port < 0 || port == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
        return own ? uri.getHost() : uri.getHost() + ':' + port;
    }
}
