package io.shiyun.provider.sim;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.Balancer;
import io.shiyun.model.BalancerId;
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
import io.shiyun.spi.BalancerOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Networks, firewalls, addresses and load balancers as rows of tables. All but balancers are there at once. */
final class SimNetworks implements Networks {
    private final SimWorld world;
    private final Wire wire;

    SimNetworks(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Progress<Network> create(NetworkOrder order, Intent intent, Call call) {
        return wire.ask(Operation.NETWORKS_CREATE, order, call, () -> {
            HostDesk.checkName(order.name());
            if (!order.cidr().matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
                throw CloudException.rejected(
                                Reason.INVALID, "'" + order.cidr() + "' is no range of addresses, such as 10.0.0.0/16")
                        .code("BadCidr")
                        .build();
            }
            Row<Network> row = world.networks.create(
                    order,
                    order.name(),
                    intent.token(),
                    value -> Network.builder(new NetworkId(order.region(), value), order.name())
                            .state(ResourceState.READY)
                            .cidrs(List.of(order.cidr()))
                            .subnets(subnets(order, value))
                            .tags(Tags.joined(order.tags(), intent.tags()))
                            .build(),
                    made -> {});
            return Progress.done(row.value());
        });
    }

    private List<Subnet> subnets(NetworkOrder order, String value) {
        List<Subnet> subnets = new ArrayList<>();
        for (Zone zone : world.zones(order.region())) {
            subnets.add(Subnet.builder(value + "-" + zone.name(), order.cidr())
                    .zone(zone)
                    .build());
        }
        return subnets;
    }

    @Override
    public Page<Network> list(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.NETWORKS_LIST, region, call, () -> world.networks.page(region, network -> true, from));
    }

    @Override
    public Network get(NetworkId id, Call call) {
        return wire.ask(
                Operation.NETWORKS_GET, id, call, () -> world.networks.get(id).value());
    }

    @Override
    public Progress<Network> delete(NetworkId id, Call call) {
        return wire.ask(Operation.NETWORKS_DELETE, id, call, () -> {
            String name = world.networks.find(id).map(row -> row.value().name()).orElse("");
            world.networks.remove(id);
            return Progress.done(
                    Network.builder(id, name).state(ResourceState.DELETED).build());
        });
    }

    @Override
    public Firewall putFirewall(FirewallOrder order, Call call) {
        return wire.ask(Operation.NETWORKS_PUT_FIREWALL, order, call, () -> {
            HostDesk.checkName(order.name());
            order.network().ifPresent(world.networks::get);
            FirewallId id = world.firewalls
                    .named(order.region(), order.name())
                    .map(row -> row.value().id())
                    .orElseGet(() -> new FirewallId(order.region(), world.firewalls.freshId()));
            Firewall.Builder firewall =
                    Firewall.builder(id, order.name()).rules(order.rules()).tags(order.tags());
            order.network().ifPresent(firewall::network);
            Firewall made = firewall.build();
            world.firewalls.find(id).ifPresentOrElse(row -> row.set(made), () -> world.firewalls.add(made, ""));
            return made;
        });
    }

    @Override
    public Page<Firewall> firewalls(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.NETWORKS_FIREWALLS, region, call, () -> world.firewalls.page(region, each -> true, from));
    }

    @Override
    public void deleteFirewall(FirewallId id, Call call) {
        wire.tell(Operation.NETWORKS_DELETE_FIREWALL, id, call, () -> world.firewalls.remove(id));
    }

    @Override
    public Address reserveAddress(AddressOrder order, Intent intent, Call call) {
        return wire.ask(Operation.NETWORKS_RESERVE_ADDRESS, order, call, () -> {
            HostDesk.checkName(order.name());
            return world.addresses
                    .create(
                            order,
                            order.name(),
                            intent.token(),
                            value -> Address.builder(
                                            new AddressId(order.region(), value),
                                            HostDesk.address("198.19", world.addresses.made()))
                                    .tags(Tags.joined(order.tags(), intent.tags()))
                                    .build(),
                            made -> {})
                    .value();
        });
    }

    @Override
    public Page<Address> addresses(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.NETWORKS_ADDRESSES, region, call, () -> world.addresses.page(region, each -> true, from));
    }

    @Override
    public Address assignAddress(AddressId id, Optional<HostId> host, Call call) {
        return wire.ask(Operation.NETWORKS_ASSIGN_ADDRESS, id, call, () -> {
            host.ifPresent(world.hosts::get);
            Row<Address> row = world.addresses.get(id);
            Address now = row.value();
            row.set(new Address(id, now.address(), host, now.tags()));
            return row.value();
        });
    }

    @Override
    public void releaseAddress(AddressId id, Call call) {
        wire.tell(Operation.NETWORKS_RELEASE_ADDRESS, id, call, () -> world.addresses.remove(id));
    }

    @Override
    public Progress<Balancer> createBalancer(BalancerOrder order, Intent intent, Call call) {
        return wire.ask(Operation.NETWORKS_CREATE_BALANCER, order, call, () -> {
            HostDesk.checkName(order.name());
            order.targets().forEach(world.hosts::get);
            Row<Balancer> row = world.balancers.create(
                    order,
                    order.name(),
                    intent.token(),
                    value -> Balancer.builder(
                                    new BalancerId(order.region(), value), order.name(), ResourceState.PENDING)
                            .listeners(order.listeners())
                            .targets(order.targets())
                            .tags(Tags.joined(order.tags(), intent.tags()))
                            .build(),
                    made -> world.balancers.later(
                            made,
                            balancer -> Optional.of(balancer.toBuilder()
                                    .state(ResourceState.READY)
                                    .address(HostDesk.address("10.3", world.balancers.made()))
                                    .build())));
            return progress(row);
        });
    }

    @Override
    public Progress<Balancer> updateBalancer(BalancerId id, BalancerOrder order, Call call) {
        return wire.ask(Operation.NETWORKS_UPDATE_BALANCER, id, call, () -> {
            order.targets().forEach(world.hosts::get);
            Row<Balancer> row = world.balancers.get(id);
            row.set(row.value().toBuilder()
                    .listeners(order.listeners())
                    .targets(order.targets())
                    .build());
            return progress(row);
        });
    }

    @Override
    public Page<Balancer> balancers(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.NETWORKS_BALANCERS, region, call, () -> world.balancers.page(region, each -> true, from));
    }

    @Override
    public Progress<Balancer> deleteBalancer(BalancerId id, Call call) {
        return wire.ask(Operation.NETWORKS_DELETE_BALANCER, id, call, () -> {
            String name =
                    world.balancers.find(id).map(row -> row.value().name()).orElse("");
            world.balancers.remove(id);
            return Progress.done(
                    Balancer.builder(id, name, ResourceState.DELETED).build());
        });
    }

    @Override
    public Progress<Id> proceed(Ticket ticket, Intent intent, Call call) {
        return wire.ask(Operation.NETWORKS_PROCEED, ticket, call, () -> {
            BalancerId id = new BalancerId(ticket.region(), ticket.arg(0));
            Row<Balancer> row = world.balancers.get(id);
            return row.passing() ? Progress.ongoing(ticket, world.balancers.left(row), id) : Progress.done(id);
        });
    }

    private Progress<Balancer> progress(Row<Balancer> row) {
        BalancerId id = row.value().id();
        return world.balancers.progress(row, Ticket.of(id.region(), "wait", id.value()));
    }
}
