package io.shiyun.provider.aws;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallId;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Subnet;
import io.shiyun.model.Zone;
import io.shiyun.spi.AddressOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Page;
import io.shiyun.spi.Places;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Networks are VPCs with a subnet in each zone, firewalls security groups, addresses elastic ones. */
final class AwsNetworks implements Networks {
    private static final String CREATE = "create";
    private static final String DELETE = "delete";

    /** A condition takes 200 values, and the subnets of a page are asked for by one. */
    private static final int PAGE = 200;

    private final AwsClient aws;
    private final Places places;
    private final Pace pace;
    private final Firewalls firewalls;
    private final Addresses addresses;

    AwsNetworks(AwsClient aws, Places places, Pace pace) {
        this.aws = aws;
        this.places = places;
        this.pace = pace;
        this.firewalls = new Firewalls(aws);
        this.addresses = new Addresses(aws);
    }

    @Override
    public Progress<Network> create(NetworkOrder order, Intent intent, Call call) {
        List<Zone> zones = zones(order.region(), call);
        Cidrs.split(order.cidr(), zones.size());
        Form form = Form.ec2("CreateVpc").put("CidrBlock", order.cidr());
        Tags.specify(form, Tags.of(order.name(), order.tags(), intent), "vpc");
        String id = aws.ec2(order.region(), form, call).text("vpc.vpcId");
        Ticket ticket = pace.begin(order.region(), CREATE, id, order.cidr());
        return Progress.ongoing(ticket, pace.next(ticket));
    }

    private List<Zone> zones(Region region, Call call) {
        return places.zones(region, call).stream()
                .sorted(Comparator.comparing(Zone::name))
                .toList();
    }

    @Override
    public Page<Network> list(Region region, Cursor from, Call call) {
        Form form = Form.ec2("DescribeVpcs").put("MaxResults", PAGE);
        if (!from.equals(Cursor.START)) {
            form.put("NextToken", from.value());
        }
        Xml reply = aws.ec2(region, form, call);
        return Paging.page(read(region, reply, call), from, reply.optional("nextToken"));
    }

    private List<Network> read(Region region, Xml reply, Call call) {
        List<Xml> vpcs = reply.items("vpcSet.item");
        if (vpcs.isEmpty()) {
            return List.of();
        }
        List<String> ids = vpcs.stream().map(vpc -> vpc.text("vpcId")).toList();
        Map<String, List<Xml>> subnets =
                subnets(region, ids, call).stream().collect(Collectors.groupingBy(subnet -> subnet.text("vpcId", "")));
        return vpcs.stream()
                .map(vpc -> network(region, vpc, subnets.getOrDefault(vpc.text("vpcId"), List.of())))
                .toList();
    }

    private List<Xml> subnets(Region region, List<String> networks, Call call) {
        return Paging.all(call, cursor -> {
            Form form = Form.ec2("DescribeSubnets").put("MaxResults", 1000).filter(1, "vpc-id", networks);
            if (!cursor.equals(Cursor.START)) {
                form.put("NextToken", cursor.value());
            }
            Xml reply = aws.ec2(region, form, call);
            return Paging.page(reply.items("subnetSet.item"), cursor, reply.optional("nextToken"));
        });
    }

    static Network network(Region region, Xml vpc, List<Xml> subnets) {
        return Checked.read(vpc, () -> networkOf(region, vpc, subnets));
    }

    private static Network networkOf(Region region, Xml vpc, List<Xml> subnets) {
        Map<String, String> tags = Tags.read(vpc);
        List<String> cidrs = vpc.items("cidrBlockAssociationSet.item").stream()
                .map(item -> item.text("cidrBlock", ""))
                .filter(cidr -> !cidr.isEmpty())
                .toList();
        return Network.builder(new NetworkId(region, vpc.text("vpcId")), tags.getOrDefault("Name", ""))
                .state(vpc.text("state", "").equals("available") ? ResourceState.READY : ResourceState.PENDING)
                .cidrs(cidrs.isEmpty() ? List.of(vpc.text("cidrBlock", "")) : cidrs)
                .subnets(subnets.stream().map(subnet -> subnet(region, subnet)).toList())
                .tags(tags)
                .build();
    }

    private static Subnet subnet(Region region, Xml subnet) {
        Subnet.Builder built = Subnet.builder(subnet.text("subnetId"), subnet.text("cidrBlock", ""));
        subnet.optional("availabilityZone").ifPresent(zone -> built.zone(new Zone(region, zone)));
        return built.build();
    }

    @Override
    public Network get(NetworkId id, Call call) {
        return find(id, call)
                .orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no network " + id)
                        .build());
    }

    private Optional<Network> find(NetworkId id, Call call) {
        try {
            Form form = Form.ec2("DescribeVpcs").list("VpcId", List.of(id.value()));
            return read(id.region(), aws.ec2(id.region(), form, call), call).stream()
                    .findFirst();
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    @Override
    public Progress<Network> delete(NetworkId id, Call call) {
        if (find(id, call).isEmpty()) {
            return Progress.done(
                    Network.builder(id, "").state(ResourceState.DELETED).build());
        }
        Form form = Form.ec2("DescribeInstances")
                .filter(1, "vpc-id", List.of(id.value()))
                .filter(2, "instance-state-name", Instances.ALIVE);
        if (!aws.ec2(id.region(), form, call).items("reservationSet.item").isEmpty()) {
            throw CloudException.rejected(Reason.CONFLICT, "the network " + id + " has hosts; delete them first")
                    .build();
        }
        return Progress.ongoing(pace.begin(id.region(), DELETE, id.value()), Duration.ZERO);
    }

    @Override
    public Progress<Id> proceed(Ticket ticket, Intent intent, Call call) {
        if (ticket.args().isEmpty()) {
            throw HostOrders.invalid("'" + ticket.step() + "' is no step of networks");
        }
        NetworkId id = new NetworkId(ticket.region(), ticket.arg(0));
        return switch (ticket.step()) {
            case CREATE -> nextSubnet(ticket, id, call);
            case DELETE -> withoutNext(ticket, id, call);
            default -> throw HostOrders.invalid("'" + ticket.step() + "' is no step of networks");
        };
    }

    /** Makes the subnet of the first zone that has none, with the tags of the network. */
    private Progress<Id> nextSubnet(Ticket ticket, NetworkId id, Call call) {
        Optional<Network> network = find(id, call);
        if (network.isEmpty()) {
            return Progress.ongoing(ticket, pace.next(ticket));
        }
        List<Zone> zones = zones(id.region(), call);
        List<String> ranges = Cidrs.split(ticket.arg(1), zones.size());
        for (int i = 0; i < zones.size(); i++) {
            Optional<Zone> zone = Optional.of(zones.get(i));
            if (network.get().subnets().stream()
                    .noneMatch(subnet -> subnet.zone().equals(zone))) {
                Form form = Form.ec2("CreateSubnet")
                        .put("VpcId", id.value())
                        .put("CidrBlock", ranges.get(i))
                        .put("AvailabilityZone", zones.get(i).name());
                Map<String, String> tags = new TreeMap<>(network.get().tags());
                tags.keySet().removeIf(key -> key.startsWith("aws:"));
                aws.ec2(id.region(), Tags.specify(form, tags, "subnet"), call);
                return Progress.ongoing(ticket, Duration.ZERO);
            }
        }
        return Progress.done(id);
    }

    /** Takes one subnet away, or the network when it has none. */
    private Progress<Id> withoutNext(Ticket ticket, NetworkId id, Call call) {
        Optional<Network> network = find(id, call);
        if (network.isEmpty()) {
            return Progress.done(id);
        }
        Optional<Subnet> subnet = network.get().subnets().stream().findFirst();
        if (subnet.isPresent()) {
            aws.ec2(
                    id.region(),
                    Form.ec2("DeleteSubnet").put("SubnetId", subnet.get().id()),
                    call);
            return Progress.ongoing(ticket, Duration.ZERO);
        }
        aws.ec2(id.region(), Form.ec2("DeleteVpc").put("VpcId", id.value()), call);
        return Progress.done(id);
    }

    @Override
    public Firewall putFirewall(FirewallOrder order, Call call) {
        return firewalls.put(order, call);
    }

    @Override
    public Page<Firewall> firewalls(Region region, Cursor from, Call call) {
        return firewalls.list(region, from, call);
    }

    @Override
    public void deleteFirewall(FirewallId id, Call call) {
        firewalls.delete(id, call);
    }

    @Override
    public Address reserveAddress(AddressOrder order, Intent intent, Call call) {
        return addresses.reserve(order, intent, call);
    }

    @Override
    public Page<Address> addresses(Region region, Cursor from, Call call) {
        return Page.last(addresses.list(region, call));
    }

    @Override
    public Address assignAddress(AddressId id, Optional<HostId> host, Call call) {
        return addresses.assign(id, host, call);
    }

    @Override
    public void releaseAddress(AddressId id, Call call) {
        addresses.release(id, call);
    }
}
