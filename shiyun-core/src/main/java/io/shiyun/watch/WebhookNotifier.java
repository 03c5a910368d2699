package io.shiyun.watch;

import io.shiyun.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts notices as JSON to a URL; {@link Notice#json()} documents the body.
 *
 * <p>Each request carries {@code Idempotency-Key}, the same for every repeat of a notice. An answer of 2xx is a delivery;
 * 408, 425, 429, 5xx, a lost connection and a time-out are tried again; other answers are refusals, redirects among them.
 *
 * <p>The name is looked up once an attempt, all its addresses are checked, and the connection goes to a checked one:
 * link-local and metadata addresses are never reached, loopback and private ones only by {@link Builder#allowLoopback()}
 * and {@link Builder#allowPrivate()}. No proxy is used. TLS certificates and names are always verified. The time-out
 * bounds connecting, TLS and the answer; looking a name up is bounded by the system's resolver.
 */
public final class WebhookNotifier implements Notifier {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "connection", "content-type", "idempotency-key", "transfer-encoding");
    private static final Pattern NUMBER_LAST = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern DOTTED =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private final String name;
    private final URI uri;
    private final Map<String, Secret> headers;
    private final Duration timeout;
    private final AddressGuard guard;
    private final SSLSocketFactory tls;
    private final Lookup lookup;

    /** Finds the addresses of a name. */
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private WebhookNotifier(Builder builder, URI uri, SSLSocketFactory tls) {
        this.name = builder.name;
        this.uri = uri;
        this.headers = Map.copyOf(builder.headers);
        this.timeout = builder.timeout;
        this.guard = new AddressGuard(builder.loopback, builder.inside);
        this.tls = tls;
        this.lookup = builder.lookup;
    }

    /**
     * Returns a builder.
     *
     * @param name under which its notices wait in the store
     * @param url http or https
     */
    public static Builder to(String name, String url) {
        return new Builder(name, url);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Delivery send(Notice notice) {
        InetAddress address;
        try {
            InetAddress[] found = lookup.all(uri.getHost());
            for (InetAddress each : found) {
                Optional<String> problem = guard.problem(each);
                if (problem.isPresent()) {
                    return Delivery.refused(where() + ": " + each.getHostAddress() + " " + problem.get());
                }
            }
            address = found[0];
        } catch (UnknownHostException e) {
            return Delivery.retry(where() + ": the name " + uri.getHost() + " was not found");
        }
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("Content-Type", "application/json; charset=utf-8");
        sent.put("User-Agent", "Shiyun");
        sent.put("Idempotency-Key", notice.id());
        headers.forEach((key, value) -> sent.put(key, value.reveal()));
        try {
            byte[] body = notice.json().getBytes(StandardCharsets.UTF_8);
            return judge(PinnedHttp.post(uri, address, sent, body, timeout, System::nanoTime, tls));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Delivery.retry(where() + ": " + why);
        }
    }

    private Delivery judge(PinnedHttp.Response response) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return Delivery.delivered();
        }
        String detail = where() + " answered " + status;
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            return new Delivery(Delivery.Kind.RETRY, detail, seconds(response.retryAfter()));
        }
        if (status < 400) {
            detail += "; redirects are not followed, give the final URL";
        }
        return Delivery.refused(detail);
    }

    private static Duration seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Duration.ZERO;
    }

    /** The URL without its path and query, which may hold a secret. */
    private String where() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    @Override
    public String toString() {
        return "WebhookNotifier[" + name + ", " + where() + "]";
    }

    /** Collects the parts of a webhook. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String url;
        private final Map<String, Secret> headers = new LinkedHashMap<>();
        private Duration timeout = Duration.ofSeconds(10);
        private boolean loopback;
        private boolean inside;
        private @Nullable SSLContext tls;
        private Lookup lookup = InetAddress::getAllByName;

        private Builder(String name, String url) {
            this.name = name;
            this.url = url;
        }

        /** Adds a header to each request, for example {@code Authorization}; its value is never shown. */
        public Builder header(String header, Secret value) {
            headers.put(header, value);
            return this;
        }

        /** Sets how long an attempt may take, 100 milliseconds to 20 seconds; 10 seconds when not set. */
        public Builder timeout(Duration time) {
            timeout = time;
            return this;
        }

        /** Permits a receiver on this machine. */
        public Builder allowLoopback() {
            loopback = true;
            return this;
        }

        /** Permits a receiver in a private network. */
        public Builder allowPrivate() {
            inside = true;
            return this;
        }

        /** Sets whom to trust, for a receiver whose certificate comes from an authority of one's own. */
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        Builder lookup(Lookup other) {
            lookup = other;
            return this;
        }

        /**
         * Returns the notifier.
         *
         * @throws IllegalArgumentException naming every fault
         */
        public WebhookNotifier build() {
            List<String> faults = new ArrayList<>();
            if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
                faults.add("name: '" + name + "' must be 1 to 100 of A-Z a-z 0-9 . _ -");
            }
            if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofSeconds(20)) > 0) {
                faults.add("timeout: " + timeout + " must lie between 100 ms and 20 s");
            }
            headers.forEach((key, value) -> {
                if (!HEADER.matcher(key).matches() || OWN_HEADERS.contains(key.toLowerCase(Locale.ROOT))) {
                    faults.add("header '" + key + "': not a name that may be set");
                }
                if (!value.reveal().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                    faults.add("header '" + key + "': its value holds a character other than printable ASCII");
                }
            });
            @Nullable URI uri = uri(faults);
            if (uri == null || !faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new WebhookNotifier(this, uri, factory());
        }

        private @Nullable URI uri(List<String> faults) {
            URI uri;
            try {
                uri = URI.create(url);
            } catch (IllegalArgumentException e) {
                faults.add("url: not a URL");
                return null;
            }
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                faults.add("url: must begin with http:// or https://");
            } else if (uri.getHost() == null) {
                faults.add("url: has no host, or one with a character that names do not have");
            } else if (uri.getRawUserInfo() != null) {
                faults.add("url: holds a user name or password; set a header instead");
            } else if (uri.getPort() > 65_535 || uri.getPort() == 0) {
                faults.add("url: port " + uri.getPort() + " must lie between 1 and 65535");
            } else if (NUMBER_LAST.matcher(uri.getHost()).matches()
                    && !DOTTED.matcher(uri.getHost()).matches()) {
                faults.add("url: host " + uri.getHost() + " is a number in disguise; write four decimal parts");
            } else if (uri.getHost().startsWith("[")
                    || DOTTED.matcher(uri.getHost()).matches()) {
                literal(uri.getHost(), faults);
            }
            return uri;
        }

        private void literal(String host, List<String> faults) {
            try {
                InetAddress address = InetAddress.getByName(host);
                new AddressGuard(loopback, inside)
                        .problem(address)
                        .ifPresent(problem -> faults.add("url: " + host + " " + problem));
            } catch (UnknownHostException e) {
                faults.add("url: " + host + " is not an address");
            }
        }

        private SSLSocketFactory factory() {
            try {
                return (tls == null ? SSLContext.getDefault() : tls).getSocketFactory();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java runtime has TLS", e);
            }
        }
    }
}
