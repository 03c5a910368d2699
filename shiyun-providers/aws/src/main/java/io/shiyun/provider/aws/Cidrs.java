package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import java.util.ArrayList;
import java.util.List;

/** Ranges of IPv4 addresses. */
final class Cidrs {
    private static final int SMALLEST = 28;

    private Cidrs() {}

    /**
     * Returns a range in at least this many equal parts, their number a power of two.
     *
     * @throws CloudException INVALID when it is no range, or too small for that
     */
    static List<String> split(String cidr, int parts) {
        if (!cidr.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}")) {
            throw HostOrders.invalid("'" + cidr + "' is no range of addresses such as 10.0.0.0/16");
        }
        int slash = cidr.indexOf('/');
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, parts) - 1);
        if (prefix + bits > SMALLEST) {
            throw HostOrders.invalid("the range " + cidr + " cannot be split into " + parts
                    + " subnets; the smallest that AWS takes is a /" + SMALLEST);
        }
        long base = number(cidr.substring(0, slash));
        List<String> ranges = new ArrayList<>();
        for (long i = 0; i < 1L << bits; i++) {
            ranges.add(text(base + (i << (32 - prefix - bits))) + "/" + (prefix + bits));
        }
        return ranges;
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
