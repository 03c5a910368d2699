package io.shiyun.provider.openstack;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.Direction;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallId;
import io.shiyun.model.FirewallRule;
import io.shiyun.model.HostId;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Subnet;
import io.shiyun.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads what Neutron tells. */
final class NetworkFacts {
    private NetworkFacts() {}

    /** Reads a network; {@code subnets} holds what is known of subnets, by their ids. */
    static Network network(Region region, Json network, Map<String, Json> subnets) {
        return Facts.read(network, json -> {
            List<Subnet> parts = json.texts("subnets").stream()
                    .map(subnets::get)
                    .filter(Objects::nonNull)
                    .map(subnet -> Subnet.builder(subnet.text("id"), subnet.text("cidr"))
                            .build())
                    .toList();
            return Network.builder(new NetworkId(region, Facts.id(json, "id")), json.text("name", ""))
                    .state(state(json))
                    .cidrs(parts.stream().map(Subnet::cidr).toList())
                    .subnets(parts)
                    .tags(Labels.read(json.text("description", "")))
                    .build();
        });
    }

    private static ResourceState state(Json network) {
        return switch (network.text("status", "")) {
            case "ACTIVE", "DOWN" -> ResourceState.READY;
            case "BUILD" -> ResourceState.PENDING;
            case "ERROR" -> ResourceState.ERROR;
            default -> ResourceState.UNKNOWN;
        };
    }

    /** Reads a floating address; {@code hostOfPort} finds the host where Neutron names only its port. */
    static Address address(Region region, Json address, Function<String, String> hostOfPort) {
        return Facts.read(address, json -> {
            Address.Builder built = Address.builder(
                            new AddressId(region, Facts.id(json, "id")), json.text("floating_ip_address"))
                    .tags(Labels.read(json.text("description", "")));
            json.optional("port_id").ifPresent(port -> {
                String host =
                        json.has("port_details") ? json.text("port_details.device_id", "") : hostOfPort.apply(port);
                if (!host.isEmpty()) {
                    built.host(new HostId(region, host));
                }
            });
            return built.build();
        });
    }

    /** Reads a security group. Rules that differ in their far side only are one rule with several. */
    static Firewall firewall(Region region, Json group) {
        return Facts.read(group, json -> {
            Map<FirewallRule, List<String>> sides = new LinkedHashMap<>();
            for (Json rule : json.items("security_group_rules")) {
                SecurityRule read = SecurityRule.read(rule);
                sides.computeIfAbsent(read.kind(), kind -> new ArrayList<>()).add(read.cidr());
            }
            List<FirewallRule> rules = sides.entrySet().stream()
                    .map(entry -> withSides(entry.getKey(), entry.getValue()))
                    .toList();
            return Firewall.builder(new FirewallId(region, Facts.id(json, "id")), json.text("name", ""))
                    .rules(rules)
                    .tags(Labels.read(json.text("description", "")))
                    .build();
        });
    }

    private static FirewallRule withSides(FirewallRule rule, List<String> cidrs) {
        return new FirewallRule(
                rule.direction(),
                rule.protocol(),
                rule.fromPort(),
                rule.toPort(),
                cidrs.stream().sorted().toList(),
                rule.description());
    }

    static Direction direction(String word) {
        return word.equals("egress") ? Direction.OUT : Direction.IN;
    }
}
