package io.shiyun.call;

import static io.shiyun.spi.Operation.NETWORKS_ADDRESSES;
import static io.shiyun.spi.Operation.NETWORKS_ASSIGN_ADDRESS;
import static io.shiyun.spi.Operation.NETWORKS_BALANCERS;
import static io.shiyun.spi.Operation.NETWORKS_CREATE;
import static io.shiyun.spi.Operation.NETWORKS_CREATE_BALANCER;
import static io.shiyun.spi.Operation.NETWORKS_DELETE;
import static io.shiyun.spi.Operation.NETWORKS_DELETE_BALANCER;
import static io.shiyun.spi.Operation.NETWORKS_DELETE_FIREWALL;
import static io.shiyun.spi.Operation.NETWORKS_FIREWALLS;
import static io.shiyun.spi.Operation.NETWORKS_GET;
import static io.shiyun.spi.Operation.NETWORKS_LIST;
import static io.shiyun.spi.Operation.NETWORKS_PROCEED;
import static io.shiyun.spi.Operation.NETWORKS_PUT_FIREWALL;
import static io.shiyun.spi.Operation.NETWORKS_RELEASE_ADDRESS;
import static io.shiyun.spi.Operation.NETWORKS_RESERVE_ADDRESS;
import static io.shiyun.spi.Operation.NETWORKS_UPDATE_BALANCER;

import io.shiyun.model.Address;
import io.shiyun.model.AddressId;
import io.shiyun.model.Balancer;
import io.shiyun.model.BalancerId;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallId;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Region;
import io.shiyun.spi.AddressOrder;
import io.shiyun.spi.BalancerOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Networks} by way of the pipeline. */
final class GuardedNetworks extends Guarded<Networks> implements Networks {
    GuardedNetworks(Pipeline pipeline, Networks networks, Supplier<Capabilities> abilities) {
        super(pipeline, networks, abilities);
    }

    @Override
    public Progress<Network> create(NetworkOrder order, Intent intent, Call call) {
        return ask(NETWORKS_CREATE, order, intent, call, Networks::create);
    }

    @Override
    public Page<Network> list(Region region, Cursor from, Call call) {
        return ask(NETWORKS_LIST, region, from, call, Networks::list);
    }

    @Override
    public Network get(NetworkId id, Call call) {
        return ask(NETWORKS_GET, id, call, Networks::get);
    }

    @Override
    public Progress<Network> delete(NetworkId id, Call call) {
        return ask(NETWORKS_DELETE, id, call, Networks::delete);
    }

    @Override
    public Firewall putFirewall(FirewallOrder order, Call call) {
        return ask(NETWORKS_PUT_FIREWALL, order, call, Networks::putFirewall);
    }

    @Override
    public Page<Firewall> firewalls(Region region, Cursor from, Call call) {
        return ask(NETWORKS_FIREWALLS, region, from, call, Networks::firewalls);
    }

    @Override
    public void deleteFirewall(FirewallId id, Call call) {
        run(NETWORKS_DELETE_FIREWALL, id, call, (networks, attempt) -> networks.deleteFirewall(id, attempt));
    }

    @Override
    public Address reserveAddress(AddressOrder order, Intent intent, Call call) {
        return ask(NETWORKS_RESERVE_ADDRESS, order, intent, call, Networks::reserveAddress);
    }

    @Override
    public Page<Address> addresses(Region region, Cursor from, Call call) {
        return ask(NETWORKS_ADDRESSES, region, from, call, Networks::addresses);
    }

    @Override
    public Address assignAddress(AddressId id, Optional<HostId> host, Call call) {
        return ask(NETWORKS_ASSIGN_ADDRESS, id, call, (networks, attempt) -> networks.assignAddress(id, host, attempt));
    }

    @Override
    public void releaseAddress(AddressId id, Call call) {
        run(NETWORKS_RELEASE_ADDRESS, id, call, (networks, attempt) -> networks.releaseAddress(id, attempt));
    }

    @Override
    public Progress<Balancer> createBalancer(BalancerOrder order, Intent intent, Call call) {
        return ask(NETWORKS_CREATE_BALANCER, order, intent, call, Networks::createBalancer);
    }

    @Override
    public Progress<Balancer> updateBalancer(BalancerId id, BalancerOrder order, Call call) {
        return ask(
                NETWORKS_UPDATE_BALANCER, id, call, (networks, attempt) -> networks.updateBalancer(id, order, attempt));
    }

    @Override
    public Page<Balancer> balancers(Region region, Cursor from, Call call) {
        return ask(NETWORKS_BALANCERS, region, from, call, Networks::balancers);
    }

    @Override
    public Progress<Balancer> deleteBalancer(BalancerId id, Call call) {
        return ask(NETWORKS_DELETE_BALANCER, id, call, Networks::deleteBalancer);
    }

    @Override
    public Progress<Id> proceed(Ticket ticket, Intent intent, Call call) {
        return ask(NETWORKS_PROCEED, ticket, intent, call, Networks::proceed);
    }
}
