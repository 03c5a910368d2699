package io.shiyun.spi;

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
import java.util.Optional;

/**
 * Private networks, firewalls, public addresses and load balancers.
 */
public interface Networks extends CloudService {
    /**
     * Makes a network with one subnet in each zone that needs one.
     */
    default Progress<Network> create(NetworkOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Networks", "create");
    }

    /**
     * Lists networks.
     */
    Page<Network> list(Region region, Cursor from, Call call);

    /**
     * Returns the network. NOT_FOUND when there is none.
     */
    default Network get(NetworkId id, Call call) {
        throw Unsupported.operation("Networks", "get");
    }

    /**
     * Deletes a network that nothing uses; gone already is done.
     */
    default Progress<Network> delete(NetworkId id, Call call) {
        throw Unsupported.operation("Networks", "delete");
    }

    /**
     * Makes the firewall of this name so: exactly these rules.
     */
    default Firewall putFirewall(FirewallOrder order, Call call) {
        throw Unsupported.operation("Networks", "putFirewall");
    }

    /**
     * Lists firewalls.
     */
    default Page<Firewall> firewalls(Region region, Cursor from, Call call) {
        throw Unsupported.operation("Networks", "firewalls");
    }

    /**
     * Deletes a firewall that nothing uses; gone already is done.
     */
    default void deleteFirewall(FirewallId id, Call call) {
        throw Unsupported.operation("Networks", "deleteFirewall");
    }

    /**
     * Reserves a public address.
     */
    default Address reserveAddress(AddressOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Networks", "reserveAddress");
    }

    /**
     * Lists reserved addresses.
     */
    default Page<Address> addresses(Region region, Cursor from, Call call) {
        throw Unsupported.operation("Networks", "addresses");
    }

    /**
     * Leads the address to a host, or to none.
     */
    default Address assignAddress(AddressId id, Optional<HostId> host, Call call) {
        throw Unsupported.operation("Networks", "assignAddress");
    }

    /**
     * Gives the address back; gone already is done.
     */
    default void releaseAddress(AddressId id, Call call) {
        throw Unsupported.operation("Networks", "releaseAddress");
    }

    /**
     * Makes a load balancer.
     */
    default Progress<Balancer> createBalancer(BalancerOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Networks", "createBalancer");
    }

    /**
     * Gives it exactly these ports and targets.
     */
    default Progress<Balancer> updateBalancer(BalancerId id, BalancerOrder order, Call call) {
        throw Unsupported.operation("Networks", "updateBalancer");
    }

    /**
     * Lists load balancers.
     */
    default Page<Balancer> balancers(Region region, Cursor from, Call call) {
        throw Unsupported.operation("Networks", "balancers");
    }

    /**
     * Deletes a load balancer; gone already is done.
     */
    default Progress<Balancer> deleteBalancer(BalancerId id, Call call) {
        throw Unsupported.operation("Networks", "deleteBalancer");
    }

    /**
     * Goes on with an operation of this service: at most one change, harmless to repeat. The intent is that of
     * the operation, since a later step may make a child with its token and tags. Done names what it was about.
     */
    default Progress<Id> proceed(Ticket ticket, Intent intent, Call call) {
        throw Unsupported.operation("Networks", "proceed");
    }
}
