package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Direction;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallId;
import io.shiyun.model.FirewallRule;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.Page;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Firewalls are security groups. */
final class Firewalls {
    private static final int PAGE = 1000;

    private final AwsClient aws;

    Firewalls(AwsClient aws) {
        this.aws = aws;
    }

    /** Traffic of one kind to or from one far side: what AWS adds to and takes from a group. */
    private record Opening(Direction direction, String protocol, int from, int to, String side) {
        static Opening of(FirewallRule rule, String side) {
            String protocol = rule.protocol().equals("any") ? "-1" : rule.protocol();
            boolean ports = protocol.equals("tcp") || protocol.equals("udp");
            return new Opening(
                    rule.direction(), protocol, ports ? rule.fromPort() : -1, ports ? rule.toPort() : -1, side);
        }
    }

    /** New rules come before old ones go, so that traffic which both let through goes on. */
    Firewall put(FirewallOrder order, Call call) {
        String network = order.network().map(NetworkId::value).orElseGet(() -> usual(order.region(), call));
        Optional<Xml> before = named(order, network, call);
        String id = before.map(group -> group.text("groupId")).orElseGet(() -> create(order, network, call));
        Xml group = before.orElseGet(() -> get(new FirewallId(order.region(), id), call));
        Set<Opening> there = openings(read(order.region(), group).rules());
        Set<Opening> wanted = openings(order.rules());
        for (Direction direction : Direction.values()) {
            change("Authorize", order.region(), id, direction, wanted, there, call);
            change("Revoke", order.region(), id, direction, there, wanted, call);
        }
        return read(order.region(), get(new FirewallId(order.region(), id), call));
    }

    /** The network that hosts get without a wish. */
    private String usual(Region region, Call call) {
        Form form = Form.ec2("DescribeVpcs").filter(1, "is-default", List.of("true"));
        return aws.ec2(region, form, call).items("vpcSet.item").stream()
                .map(vpc -> vpc.text("vpcId"))
                .findFirst()
                .orElseThrow(() -> CloudException.notSent(
                                Reason.INVALID, "the account has no usual network in " + region + "; name one")
                        .build());
    }

    private Optional<Xml> named(FirewallOrder order, String network, Call call) {
        Form form = Form.ec2("DescribeSecurityGroups")
                .filter(1, "group-name", List.of(Tags.plain(order.name())))
                .filter(2, "vpc-id", List.of(network));
        return aws.ec2(order.region(), form, call).items("securityGroupInfo.item").stream()
                .findFirst();
    }

    private String create(FirewallOrder order, String network, Call call) {
        Form form = Form.ec2("CreateSecurityGroup")
                .put("GroupName", order.name())
                .put("GroupDescription", order.name())
                .put("VpcId", network);
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.put("Name", Tags.named(order.name()));
        Tags.specify(form, tags, "security-group");
        return aws.ec2(order.region(), form, call).text("groupId");
    }

    private static Set<Opening> openings(List<FirewallRule> rules) {
        Set<Opening> all = new LinkedHashSet<>();
        for (FirewallRule rule : rules) {
            rule.cidrs().forEach(side -> all.add(Opening.of(rule, side)));
        }
        return all;
    }

    /** Authorizes or revokes what one set has and the other has not. */
    private void change(
            String verb,
            Region region,
            String group,
            Direction direction,
            Set<Opening> having,
            Set<Opening> lacking,
            Call call) {
        List<Opening> each = having.stream()
                .filter(opening -> opening.direction == direction && !lacking.contains(opening))
                .toList();
        if (each.isEmpty()) {
            return;
        }
        Form form = Form.ec2(verb + "SecurityGroup" + (direction == Direction.IN ? "Ingress" : "Egress"))
                .put("GroupId", group);
        int number = 0;
        for (Opening opening : each) {
            String prefix = "IpPermissions." + ++number;
            form.put(prefix + ".IpProtocol", opening.protocol);
            if (!opening.protocol.equals("-1")) {
                form.put(prefix + ".FromPort", opening.from).put(prefix + ".ToPort", opening.to);
            }
            form.put(prefix + side(opening.side), opening.side);
        }
        aws.ec2(region, form, call);
    }

    private static String side(String side) {
        if (side.startsWith("sg-")) {
            return ".Groups.1.GroupId";
        }
        if (side.startsWith("pl-")) {
            return ".PrefixListIds.1.PrefixListId";
        }
        return side.contains(":") ? ".Ipv6Ranges.1.CidrIpv6" : ".IpRanges.1.CidrIp";
    }

    Page<Firewall> list(Region region, Cursor from, Call call) {
        Form form = Form.ec2("DescribeSecurityGroups").put("MaxResults", PAGE);
        if (!from.equals(Cursor.START)) {
            form.put("NextToken", from.value());
        }
        Xml reply = aws.ec2(region, form, call);
        List<Firewall> found = reply.items("securityGroupInfo.item").stream()
                .map(group -> read(region, group))
                .toList();
        return Paging.page(found, from, reply.optional("nextToken"));
    }

    private Xml get(FirewallId id, Call call) {
        Form form = Form.ec2("DescribeSecurityGroups").list("GroupId", List.of(id.value()));
        return aws.ec2(id.region(), form, call).items("securityGroupInfo.item").stream()
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no firewall " + id)
                        .build());
    }

    void delete(FirewallId id, Call call) {
        try {
            aws.ec2(id.region(), Form.ec2("DeleteSecurityGroup").put("GroupId", id.value()), call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
        }
    }

    static Firewall read(Region region, Xml group) {
        return Checked.read(group, () -> readOf(region, group));
    }

    private static Firewall readOf(Region region, Xml group) {
        List<FirewallRule> rules = new ArrayList<>();
        group.items("ipPermissions.item").forEach(each -> rules.add(rule(Direction.IN, each)));
        group.items("ipPermissionsEgress.item").forEach(each -> rules.add(rule(Direction.OUT, each)));
        Firewall.Builder built = Firewall.builder(
                        new FirewallId(region, group.text("groupId")), group.text("groupName", ""))
                .rules(rules)
                .tags(Tags.read(group));
        group.optional("vpcId").ifPresent(vpc -> built.network(new NetworkId(region, vpc)));
        return built.build();
    }

    /** The far side may be another group or a list of prefixes, which stand among the addresses by their ids. */
    private static FirewallRule rule(Direction direction, Xml permission) {
        List<String> sides = new ArrayList<>();
        permission.items("ipRanges.item").forEach(item -> sides.add(item.text("cidrIp")));
        permission.items("ipv6Ranges.item").forEach(item -> sides.add(item.text("cidrIpv6")));
        permission.items("groups.item").forEach(item -> sides.add(item.text("groupId")));
        permission.items("prefixListIds.item").forEach(item -> sides.add(item.text("prefixListId")));
        String word = permission.text("ipProtocol", "-1");
        int from = (int) Math.max(0, permission.whole("fromPort", 0));
        int to = (int) Math.max(0, permission.whole("toPort", 0));
        return FirewallRule.builder(direction, word.equals("-1") ? "any" : word, from, to, sides)
                .description(permission.text("ipRanges.item.description", ""))
                .build();
    }
}
