package io.shiyun.model;

import java.util.Objects;

/**
 * Where something answers.
 *
 * @param name the name of the port
 * @param host name or address
 * @param port 1 to 65535
 * @param protocol tcp, udp, http or https
 */
public record Endpoint(String name, String host, int port, String protocol) {
    public Endpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(protocol, "protocol");
    }

    /** Returns {@code host:port}, with an IPv6 address in brackets. */
    public String authority() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
