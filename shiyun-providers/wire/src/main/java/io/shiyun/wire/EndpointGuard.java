package io.shiyun.wire;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Judges addresses that come from outside - a service catalogue, a redirect, a link - before credentials are sent there. A catalogue that
 * somebody tampered with must not make this machine ask its own services or its metadata service.
 *
 * <p>The rule, given the endpoint that the user configured:
 *
 * <ul>
 *   <li>the scheme is https, or http where the configured one is http; no user, no fragment;
 *   <li>never link-local (169.254.0.0/16, fe80::/10), fd00:ec2::/32, 100.100.100.200, any-local, multicast, or a known name of a metadata
 *       service, by name or by what the name resolves to;
 *   <li>loopback (127.0.0.0/8, ::1, localhost) only where the configured endpoint is loopback itself: a laboratory, a test;
 *   <li>IPv4 addresses in dotted decimal form only: other forms hide where they lead.
 * </ul>
 *
 * <p>Private networks (10.0.0.0/8 and the like) are allowed: private clouds live there. A name that does not resolve here is left to the
 * connection, since a proxy may know it; a name whose answer changes between this look and the connection is not caught.
 */
public final class EndpointGuard {
    private static final Set<String> METADATA = Set.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal");

    private final URI configured;
    private final boolean laboratory;
    private final Resolver resolver;

    /** Finds the addresses of a host name. */
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /**
     * A guard beside the endpoint that the user configured.
     *
     * @throws IllegalArgumentException when that is no http or https address
     */
    public EndpointGuard(URI configured) {
        this(configured, host -> List.of(InetAddress.getAllByName(host)));
    }

    EndpointGuard(URI configured, Resolver resolver) {
        if (!isHttp(configured) || configured.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + configured.getScheme() + "' endpoint without http, https or a host");
        }
        this.configured = configured;
        this.resolver = resolver;
        this.laboratory = isLoopbackName(configured.getHost().toLowerCase(Locale.ROOT))
                || (isLiteral(configured.getHost())
                        && resolved(configured.getHost()).stream().anyMatch(InetAddress::isLoopbackAddress));
    }

    /**
     * Returns the address if it may be asked.
     *
     * @param address what came from outside
     * @param from where it comes from, in words, such as {@code the catalogue}
     * @throws CloudException INVALID, NOT_SENT, when it may not
     */
    public URI check(String address, String from) {
        URI uri;
        try {
            uri = new URI(address.strip());
        } catch (URISyntaxException e) {
            throw refused("that is no address", from);
        }
        if (!isHttp(uri) || uri.getHost() == null) {
            throw refused("whose scheme is not http or https, or that has no host", from);
        }
        if ("http".equalsIgnoreCase(uri.getScheme()) && "https".equalsIgnoreCase(configured.getScheme())) {
            throw refused("at " + uri.getHost() + " without TLS, while the configured endpoint has it", from);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused("with a user or a fragment in it", from);
        }
        checkHost(uri.getHost().toLowerCase(Locale.ROOT), from);
        return uri;
    }

    /** Returns whether both lead to the same scheme, host and port, so that the same credentials may go there. */
    public static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private void checkHost(String written, String from) {
        String host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        if (METADATA.contains(host)) {
            throw refused("that leads to a metadata service: " + host, from);
        }
        if (isLoopbackName(host) && !laboratory) {
            throw refused("that leads to this machine: " + host, from);
        }
        if (!host.startsWith("[") && isNumber(host.substring(host.lastIndexOf('.') + 1)) && !isDotted(host)) {
            throw refused("whose host is a number in disguise: " + host, from);
        }
        for (InetAddress address : resolved(host)) {
            checkAddress(host, address, from);
        }
    }

    private void checkAddress(String host, InetAddress address, String from) {
        if (address.isLoopbackAddress() && !laboratory) {
            throw refused("that leads to this machine: " + host, from);
        }
        if (address.isLinkLocalAddress() || isMetadata(address.getAddress())) {
            throw refused("that leads to a metadata service or a link-local address: " + host, from);
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw refused("whose host is no single machine: " + host, from);
        }
    }

    private List<InetAddress> resolved(String host) {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** AWS answers at fd00:ec2::254 too, Alibaba at 100.100.100.200. */
    private static boolean isMetadata(byte[] a) {
        boolean aws = a.length == 16 && a[0] == (byte) 0xfd && a[1] == 0 && a[2] == 0x0e && a[3] == (byte) 0xc2;
        boolean alibaba = a.length == 4 && a[0] == 100 && a[1] == 100 && a[2] == 100 && a[3] == (byte) 200;
        return aws || alibaba;
    }

    private static boolean isLoopbackName(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("ip6-localhost")
                || host.equals("localhost.localdomain");
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || isDotted(host);
    }

    /** Whoever reads addresses loosely takes a last label of digits, or of 0x and digits, for a number. */
    private static boolean isNumber(String label) {
        return label.matches("[0-9]+|0x[0-9a-f]*");
    }

    private static boolean isDotted(String host) {
        return host.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static CloudException refused(String what, String from) {
        return CloudException.notSent(Reason.INVALID, from + " names an address " + what + "; it is not asked")
                .scope(Scope.CLOUD)
                .code("EndpointRefused")
                .build();
    }
}
