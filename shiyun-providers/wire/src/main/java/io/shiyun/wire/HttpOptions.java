package io.shiyun.wire;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches a cloud. Immutable; a {@code with} method answers a changed copy. There is no switch that trusts every
 * certificate: give the certificate authority of a private cloud instead. Certificates of our own are not shown to servers.
 */
public final class HttpOptions {
    /** The settings that {@link #of} reads; a provider lists them among its own. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.optional(
                    "ca-file", "CACERT", "a PEM file of certificate authorities to trust beside the JDK's own"),
            Setting.optional("proxy", "PROXY", "an HTTP proxy, such as http://proxy.example:3128"),
            Setting.optional("connect-timeout", "CONNECT_TIMEOUT", "seconds to wait for a connection; 10 by default"));

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** 32 MiB: a page of 1,000 servers in full is some 3 MiB. */
    private static final long MAX_BODY = 32L << 20;

    private final String cloud;
    private final Duration connectTimeout;
    private final long maxBody;
    private final @Nullable URI proxy;
    private final @Nullable Path caFile;
    private final List<String> requestIdHeaders;

    private HttpOptions(
            String cloud,
            Duration connectTimeout,
            long maxBody,
            @Nullable URI proxy,
            @Nullable Path caFile,
            List<String> requestIdHeaders) {
        this.cloud = cloud;
        this.connectTimeout = connectTimeout;
        this.maxBody = maxBody;
        this.proxy = proxy;
        this.caFile = caFile;
        this.requestIdHeaders = requestIdHeaders;
    }

    /** Returns the defaults for a cloud of this name. */
    public static HttpOptions named(String cloud) {
        return new HttpOptions(cloud, CONNECT_TIMEOUT, MAX_BODY, null, null, List.of("x-request-id"));
    }

    /**
     * Returns what {@link #SETTINGS} say.
     *
     * @throws IllegalArgumentException when a value cannot be right, naming the key
     */
    public static HttpOptions of(CloudConfig config) {
        HttpOptions options = named(config.cloud().name());
        Optional<String> caFile = config.get("ca-file");
        if (caFile.isPresent()) {
            options = options.withCaFile(Path.of(caFile.get()));
        }
        Optional<String> proxy = config.get("proxy");
        if (proxy.isPresent()) {
            options = options.withProxy(proxyOf(proxy.get()));
        }
        Optional<String> timeout = config.get("connect-timeout");
        return timeout.isPresent() ? options.withConnectTimeout(secondsOf(timeout.get())) : options;
    }

    /** Returns the same with this time to wait for a connection. */
    public HttpOptions withConnectTimeout(Duration timeout) {
        return new HttpOptions(cloud, timeout, maxBody, proxy, caFile, requestIdHeaders);
    }

    /** Returns the same with this many bytes at most in the body of a reply that is kept whole; 32 MiB by default. */
    public HttpOptions withMaxBody(long bytes) {
        return new HttpOptions(cloud, connectTimeout, bytes, proxy, caFile, requestIdHeaders);
    }

    /** Returns the same through this HTTP proxy; by default the JVM's own system properties decide. */
    public HttpOptions withProxy(URI address) {
        return new HttpOptions(cloud, connectTimeout, maxBody, address, caFile, requestIdHeaders);
    }

    /** Returns the same that trusts the certificates of this PEM file beside the JDK's own. */
    public HttpOptions withCaFile(Path file) {
        return new HttpOptions(cloud, connectTimeout, maxBody, proxy, file, requestIdHeaders);
    }

    /** Returns the same with these names of headers that hold the cloud's request id, the best first. */
    public HttpOptions withRequestIds(String... names) {
        return new HttpOptions(cloud, connectTimeout, maxBody, proxy, caFile, List.of(names));
    }

    String cloud() {
        return cloud;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    long maxBody() {
        return maxBody;
    }

    @Nullable URI proxy() {
        return proxy;
    }

    @Nullable Path caFile() {
        return caFile;
    }

    String requestId(Headers headers) {
        for (String name : requestIdHeaders) {
            Optional<String> id = headers.first(name);
            if (id.isPresent()) {
                return id.get();
            }
        }
        return "";
    }

    private static URI proxyOf(String text) {
        URI proxy;
        try {
            proxy = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the setting 'proxy' is no address such as http://proxy.example:3128", e);
        }
        if (!"http".equals(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 0) {
            throw new IllegalArgumentException(
                    "the setting 'proxy' needs the form http://host:port; a proxy that asks for a password is not supported");
        }
        return proxy;
    }

    private static Duration secondsOf(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds > 0 && seconds <= 600) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the setting 'connect-timeout' is no whole number of seconds", e);
        }
        throw new IllegalArgumentException("the setting 'connect-timeout' must be 1 to 600 seconds");
    }
}
