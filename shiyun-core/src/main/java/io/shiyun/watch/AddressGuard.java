package io.shiyun.watch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which addresses a call to a user's URL may reach, against server-side request forgery.
 *
 * <p>Never: addresses without a host behind them, multicast, link-local (169.254/16, fe80::/10) and the metadata services
 * of clouds. Only when allowed: loopback, and what is private to a network (RFC 1918, RFC 6598, RFC 4193, RFC 2544). An
 * IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo) is judged by that.
 *
 * @param allowLoopback whether 127/8 and ::1 may be reached
 * @param allowPrivate whether private networks may be reached
 */
record AddressGuard(boolean allowLoopback, boolean allowPrivate) {

    /** Returns why an address may not be reached, empty when it may. */
    Optional<String> problem(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            byte[] inner = carried(bytes);
            if (inner.length == 4) {
                return ofFour(inner);
            }
            return ofSixteen(bytes, address);
        }
        return ofFour(bytes);
    }

    private Optional<String> ofFour(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        int fourth = b[3] & 0xff;
        if (first == 0 || first >= 224 || (first == 192 && second == 0 && third == 2)) {
            return Optional.of("has no host behind it");
        }
        if (first == 169 && second == 254) {
            return Optional.of("is link-local, where clouds keep their metadata service");
        }
        if ((first == 100 && second == 100 && third == 100 && fourth == 200)
                || (first == 192 && second == 0 && third == 0)
                || (first == 168 && second == 63 && third == 129 && fourth == 16)) {
            return Optional.of("belongs to a cloud's metadata service");
        }
        if (first == 127) {
            return loopback();
        }
        boolean inside = first == 10
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 198 && (second & 0xfe) == 18);
        return inside ? inside() : Optional.empty();
    }

    private Optional<String> ofSixteen(byte[] b, InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback();
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return Optional.of("has no host behind it");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("is link-local, where clouds keep their metadata service");
        }
        if (starts(b, 0xfd, 0x00, 0x0e, 0xc2) || starts(b, 0xfd, 0x20, 0x00, 0xce)) {
            return Optional.of("belongs to a cloud's metadata service");
        }
        if ((b[0] & 0xfe) == 0xfc || address.isSiteLocalAddress()) {
            return inside();
        }
        return Optional.empty();
    }

    /** The IPv4 address inside an IPv6 one, empty when there is none. */
    private static byte[] carried(byte[] b) {
        boolean tenZeros = zeros(b, 0, 10);
        if (tenZeros && (b[10] & 0xff) == 0xff && (b[11] & 0xff) == 0xff) {
            return Arrays.copyOfRange(b, 12, 16);
        }
        if (zeros(b, 0, 12) && !zeros(b, 12, 15)) {
            return Arrays.copyOfRange(b, 12, 16);
        }
        if (starts(b, 0x00, 0x64, 0xff, 0x9b)) {
            return Arrays.copyOfRange(b, 12, 16);
        }
        if (starts(b, 0x20, 0x02)) {
            return Arrays.copyOfRange(b, 2, 6);
        }
        if (starts(b, 0x20, 0x01, 0x00, 0x00)) {
            byte[] inner = Arrays.copyOfRange(b, 12, 16);
            for (int i = 0; i < 4; i++) {
                inner[i] = (byte) ~inner[i];
            }
            return inner;
        }
        return new byte[0];
    }

    private static boolean zeros(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(byte[] b, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((b[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> loopback() {
        return allowLoopback ? Optional.empty() : Optional.of("is this machine itself; allowLoopback() permits it");
    }

    private Optional<String> inside() {
        return allowPrivate ? Optional.empty() : Optional.of("lies in a private network; allowPrivate() permits it");
    }
}
