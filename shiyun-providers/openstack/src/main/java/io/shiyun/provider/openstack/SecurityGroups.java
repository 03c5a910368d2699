package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Firewall;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Reply;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the security group of a name so: first the rules that it lacks are added, then those it has too many are removed. */
final class SecurityGroups {
    private final Region region;
    private final Api neutron;

    SecurityGroups(Region region, Api neutron) {
        this.region = region;
        this.neutron = neutron;
    }

    Firewall put(FirewallOrder order) {
        order.rules().forEach(SecurityGroups::check);
        Json group = named(order);
        String id = group.text("id");
        Map<SecurityRule, String> there = new LinkedHashMap<>();
        for (Json rule : group.items("security_group_rules")) {
            there.put(Facts.read(rule, SecurityRule::read), rule.text("id"));
        }
        Set<SecurityRule> wanted =
                order.rules().stream().flatMap(SecurityRule::of).collect(Collectors.toCollection(HashSet::new));
        for (SecurityRule rule : wanted) {
            if (!there.containsKey(rule)) {
                add(id, rule);
            }
        }
        there.forEach((rule, ruleId) -> {
            if (!wanted.contains(rule)) {
                neutron.delete(Path.of("security-group-rules", ruleId));
            }
        });
        return NetworkFacts.firewall(
                region, neutron.get(Path.of("security-groups", id)).at("security_group"));
    }

    /** The same rule in other words is there already. */
    private void add(String id, SecurityRule rule) {
        Reply reply = neutron.send("POST", Path.of("security-group-rules"), rule.body(id), request -> request);
        if (reply.status() != 409 || Errors.refused(reply).reason() != Reason.EXISTS) {
            Api.ok(reply);
        }
    }

    private Json named(FirewallOrder order) {
        List<Json> groups = neutron.get(Path.of("security-groups").with("name", order.name()))
                .items("security_groups");
        if (groups.size() > 1) {
            throw CloudException.rejected(
                            Reason.CONFLICT,
                            groups.size() + " security groups are called '" + order.name()
                                    + "'; delete or rename all but one")
                    .build();
        }
        String description = Labels.write("", order.tags());
        if (!groups.isEmpty()) {
            Json group = groups.get(0);
            if (!order.tags().isEmpty() && !group.text("description", "").equals(description)) {
                neutron.put(Path.of("security-groups", group.text("id")), body(order, description));
            }
            return group;
        }
        return neutron.post(Path.of("security-groups"), body(order, description))
                .json()
                .at("security_group");
    }

    private static JsonWriter body(FirewallOrder order, String description) {
        return JsonWriter.object()
                .object(
                        "security_group",
                        group -> group.put("name", order.name()).put("description", description));
    }

    private static void check(io.shiyun.model.FirewallRule rule) {
        if (!Set.of("tcp", "udp", "icmp", "any").contains(rule.protocol())) {
            throw CloudException.notSent(
                            Reason.INVALID, "the protocol '" + rule.protocol() + "' is not tcp, udp, icmp or any")
                    .build();
        }
    }
}
