package io.shiyun.provider.openstack;

import io.shiyun.model.Direction;
import io.shiyun.model.FirewallRule;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of a security group: a rule of a firewall for one far side.
 *
 * @param kind the rule without far sides
 * @param cidr the far side; {@code group:ID} for the hosts of a group
 */
record SecurityRule(FirewallRule kind, String cidr) {
    private static final String GROUP = "group:";

    /** Returns a rule for each far side; without one, all of IPv4 and IPv6. */
    static Stream<SecurityRule> of(FirewallRule rule) {
        FirewallRule kind = new FirewallRule(
                rule.direction(), rule.protocol(), rule.fromPort(), rule.toPort(), List.of(), rule.description());
        List<String> sides = rule.cidrs().isEmpty() ? List.of("0.0.0.0/0", "::/0") : rule.cidrs();
        return sides.stream().map(side -> new SecurityRule(kind, side));
    }

    static SecurityRule read(Json rule) {
        String protocol = rule.text("protocol", "any");
        protocol = switch (protocol) {
            case "ipv6-icmp", "icmpv6", "icmp" -> "icmp";
            default -> protocol;
        };
        boolean ports = protocol.equals("tcp") || protocol.equals("udp");
        int from = ports ? Math.toIntExact(rule.whole("port_range_min", 1)) : 0;
        int to = ports ? Math.toIntExact(rule.whole("port_range_max", 65_535)) : 0;
        FirewallRule kind = new FirewallRule(
                NetworkFacts.direction(rule.text("direction", "ingress")),
                protocol,
                from,
                to,
                List.of(),
                rule.text("description", ""));
        String group = rule.text("remote_group_id", "");
        boolean six = rule.text("ethertype", "IPv4").equals("IPv6");
        return new SecurityRule(
                kind, group.isEmpty() ? rule.text("remote_ip_prefix", six ? "::/0" : "0.0.0.0/0") : GROUP + group);
    }

    /** Writes the request that makes it in this group. */
    JsonWriter body(String securityGroup) {
        return JsonWriter.object().object("security_group_rule", rule -> {
            boolean six = cidr.contains(":") && !cidr.startsWith(GROUP);
            rule.put("security_group_id", securityGroup);
            rule.put("direction", kind.direction() == Direction.IN ? "ingress" : "egress");
            rule.put("ethertype", six ? "IPv6" : "IPv4");
            rule.put("description", kind.description());
            if (!kind.protocol().equals("any")) {
                rule.put("protocol", six && kind.protocol().equals("icmp") ? "ipv6-icmp" : kind.protocol());
            }
            if (kind.protocol().equals("tcp") || kind.protocol().equals("udp")) {
                rule.put("port_range_min", kind.fromPort()).put("port_range_max", kind.toPort());
            }
            rule.put(cidr.startsWith(GROUP) ? "remote_group_id" : "remote_ip_prefix", cidr.replace(GROUP, ""));
        });
    }
}
