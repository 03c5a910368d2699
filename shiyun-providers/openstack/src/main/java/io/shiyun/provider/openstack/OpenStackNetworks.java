package io.shiyun.provider.openstack;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallId;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.AddressOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Networks, security groups and floating addresses by Neutron. A network is not joined to any router. */
final class OpenStackNetworks implements Networks {
    private static final String SUBNET = "subnet";
    private static final Duration SOON = Duration.ofMillis(500);

    private final Desk desk;

    OpenStackNetworks(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Progress<Network> create(NetworkOrder order, Intent intent, Call call) {
        String description = Labels.write("", ServerOrder.tags(order.tags(), intent.tags()));
        Json made = desk.network(order.region(), call)
                .post(
                        Path.of("networks"),
                        JsonWriter.object()
                                .object(
                                        "network",
                                        network -> network.put("name", order.name())
                                                .put("description", description)))
                .json()
                .at("network");
        Network soFar = NetworkFacts.network(order.region(), made, Map.of());
        Ticket ticket = Ticket.of(order.region(), SUBNET, soFar.id().value(), order.cidr());
        return Progress.ongoing(ticket, SOON, soFar);
    }

    /** A network without a subnet is of no use, so making one is a step of its own, unless an earlier try made it. */
    @Override
    public Progress<Id> proceed(Ticket ticket, Intent intent, Call call) {
        NetworkId id = new NetworkId(ticket.region(), ticket.arg(0));
        if (!ticket.step().equals(SUBNET)) {
            return Progress.failed(Problem.of(
                    Reason.UNSUPPORTED, "a ticket with the step '" + ticket.step() + "' is none of this provider"));
        }
        Api neutron = desk.network(id.region(), call);
        if (neutron.find(Path.of("networks", id.value())).isEmpty()) {
            return Progress.failed(
                    Problem.of(Reason.NOT_FOUND, "network " + id + " was deleted by somebody else in the middle"));
        }
        if (subnets(neutron, id.value()).isEmpty()) {
            String cidr = ticket.arg(1);
            try {
                neutron.post(
                        Path.of("subnets"),
                        JsonWriter.object()
                                .object(
                                        "subnet",
                                        subnet -> subnet.put("network_id", id.value())
                                                .put("cidr", cidr)
                                                .put("ip_version", cidr.contains(":") ? 6 : 4)));
            } catch (CloudException e) {
                if (e.certainty() == Certainty.REJECTED && !e.reason().retryable()) {
                    return Progress.failed(e.problem(), id);
                }
                throw e;
            }
        }
        return Progress.done(id);
    }

    @Override
    public Page<Network> list(Region region, Cursor from, Call call) {
        Api neutron = desk.network(region, call);
        Map<String, Json> subnets = subnets(neutron, "");
        return page(neutron, "networks", "networks", from, network -> NetworkFacts.network(region, network, subnets));
    }

    @Override
    public Network get(NetworkId id, Call call) {
        Api neutron = desk.network(id.region(), call);
        Json network = neutron.find(Path.of("networks", id.value()))
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND, "there is no network " + id + " for this project, or it was deleted")
                        .code("NetworkNotFound")
                        .build());
        return NetworkFacts.network(id.region(), network.at("network"), subnets(neutron, id.value()));
    }

    @Override
    public Progress<Network> delete(NetworkId id, Call call) {
        desk.network(id.region(), call).delete(Path.of("networks", id.value()));
        return Progress.done(
                Network.builder(id, "").state(ResourceState.DELETED).build());
    }

    @Override
    public Firewall putFirewall(FirewallOrder order, Call call) {
        return new SecurityGroups(order.region(), desk.network(order.region(), call)).put(order);
    }

    @Override
    public Page<Firewall> firewalls(Region region, Cursor from, Call call) {
        return page(
                desk.network(region, call),
                "security-groups",
                "security_groups",
                from,
                group -> NetworkFacts.firewall(region, group));
    }

    @Override
    public void deleteFirewall(FirewallId id, Call call) {
        desk.network(id.region(), call).delete(Path.of("security-groups", id.value()));
    }

    @Override
    public Address reserveAddress(AddressOrder order, Intent intent, Call call) {
        Api neutron = desk.network(order.region(), call);
        String network = NetworkFinder.floating(neutron, desk.options());
        String description = Labels.write(order.name(), ServerOrder.tags(order.tags(), intent.tags()));
        Json made = neutron.post(
                        Path.of("floatingips"),
                        JsonWriter.object()
                                .object(
                                        "floatingip",
                                        address -> address.put("floating_network_id", network)
                                                .put("description", description)))
                .json();
        return NetworkFacts.address(order.region(), made.at("floatingip"), port -> "");
    }

    @Override
    public Page<Address> addresses(Region region, Cursor from, Call call) {
        Api neutron = desk.network(region, call);
        return page(
                neutron,
                "floatingips",
                "floatingips",
                from,
                address -> NetworkFacts.address(region, address, hostOfPort(neutron)));
    }

    @Override
    public Address assignAddress(AddressId id, Optional<HostId> host, Call call) {
        Api neutron = desk.network(id.region(), call);
        Optional<String> port = host.map(to -> PublicAddress.port(neutron, to));
        Json changed = neutron.put(
                        Path.of("floatingips", id.value()), JsonWriter.object().object("floatingip", address -> {
                            if (port.isPresent()) {
                                address.put("port_id", port);
                            } else {
                                address.putNull("port_id");
                            }
                        }))
                .json();
        return NetworkFacts.address(id.region(), changed.at("floatingip"), hostOfPort(neutron));
    }

    @Override
    public void releaseAddress(AddressId id, Call call) {
        desk.network(id.region(), call).delete(Path.of("floatingips", id.value()));
    }

    private static Function<String, String> hostOfPort(Api neutron) {
        return port -> neutron.find(Path.of("ports", port))
                .map(found -> found.text("port.device_id", ""))
                .orElse("");
    }

    private static Map<String, Json> subnets(Api neutron, String network) {
        Json reply = neutron.get(Path.of("subnets").withAny("network_id", network));
        return reply.items("subnets").stream()
                .collect(Collectors.toMap(subnet -> subnet.text("id"), subnet -> subnet, (one, same) -> one));
    }

    private <T> Page<T> page(Api neutron, String path, String list, Cursor from, Function<Json, T> reader) {
        Json reply = neutron.get(Path.of(path)
                .with("limit", String.valueOf(desk.options().pageSize()))
                .withAny("marker", from.value()));
        List<T> items = reply.items(list).stream().map(reader).toList();
        return Paging.page(items, from, Flavors.next(reply, list + "_links"));
    }
}
