package io.shiyun.tck;

import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
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
import static io.shiyun.spi.Operation.NETWORKS_PUT_FIREWALL;
import static io.shiyun.spi.Operation.NETWORKS_RELEASE_ADDRESS;
import static io.shiyun.spi.Operation.NETWORKS_RESERVE_ADDRESS;
import static io.shiyun.spi.Operation.NETWORKS_UPDATE_BALANCER;

import io.shiyun.model.Address;
import io.shiyun.model.Balancer;
import io.shiyun.model.BalancerId;
import io.shiyun.model.Direction;
import io.shiyun.model.Firewall;
import io.shiyun.model.FirewallRule;
import io.shiyun.model.HostId;
import io.shiyun.model.Id;
import io.shiyun.model.Listener;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Reason;
import io.shiyun.spi.AddressOrder;
import io.shiyun.spi.BalancerOrder;
import io.shiyun.spi.FirewallOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks, firewalls, addresses and load balancers. */
final class NetworkRules {
    private NetworkRules() {}

    static List<Rule> rules() {
        return List.of(
                rule(
                        "a network is made once, found, listed and deleted",
                        NetworkRules::network,
                        NETWORKS_CREATE,
                        NETWORKS_GET,
                        NETWORKS_LIST,
                        NETWORKS_DELETE),
                rule(
                        "a firewall has exactly the rules of its last order",
                        NetworkRules::firewall,
                        NETWORKS_PUT_FIREWALL,
                        NETWORKS_FIREWALLS,
                        NETWORKS_DELETE_FIREWALL),
                rule(
                        "an address is reserved once, listed and given back",
                        NetworkRules::address,
                        NETWORKS_RESERVE_ADDRESS,
                        NETWORKS_ADDRESSES,
                        NETWORKS_RELEASE_ADDRESS),
                rule(
                        "an address leads to a host and to none",
                        NetworkRules::assign,
                        NETWORKS_RESERVE_ADDRESS,
                        NETWORKS_ASSIGN_ADDRESS,
                        NETWORKS_RELEASE_ADDRESS,
                        HOSTS_CREATE,
                        HOSTS_DELETE),
                rule(
                        "a load balancer is made, changed, listed and deleted",
                        NetworkRules::balancer,
                        NETWORKS_CREATE_BALANCER,
                        NETWORKS_UPDATE_BALANCER,
                        NETWORKS_BALANCERS,
                        NETWORKS_DELETE_BALANCER));
    }

    private static Rule rule(String sentence, Rule.Body body, Operation... needs) {
        return new Rule("networks", sentence, List.of(needs), body);
    }

    private static Networks networks(Bench bench) {
        return bench.service(Networks.class);
    }

    /** Follows what leads to an id, as proceed of this service does, and says of what. */
    private static <T> void follow(Bench bench, Progress<T> first, Intent intent) {
        if (first instanceof Progress.Ongoing<T> ongoing) {
            Progress<Id> next = networks(bench).proceed(ongoing.ticket(), intent, bench.call());
            bench.done(next, ticket -> networks(bench).proceed(ticket, intent, bench.call()));
        } else {
            Expect.that(first instanceof Progress.Done, "it failed: %s", first);
        }
    }

    private static List<Network> all(Bench bench) {
        return bench.all(cursor -> networks(bench).list(bench.region(), cursor, bench.call()), Network::id);
    }

    private static void network(Bench bench) throws Exception {
        NetworkOrder order = NetworkOrder.builder(bench.region(), bench.name("net"), "10.77.0.0/16")
                .tags(Map.of("tck-hint", "network"))
                .build();
        Intent intent = bench.intent();
        bench.later("network " + order.name(), () -> {
            for (Network network : named(bench, order.name())) {
                follow(bench, networks(bench).delete(network.id(), bench.call()), intent);
            }
            return true;
        });
        follow(bench, networks(bench).create(order, intent, bench.call()), intent);
        bench.until("the network is listed", () -> named(bench, order.name()).size() == 1);
        if (bench.keepsTokens(NETWORKS_CREATE)) {
            follow(bench, networks(bench).create(order, intent, bench.call()), intent);
            Expect.same(1, named(bench, order.name()).size(), "the networks of one intent");
        }
        NetworkId id = named(bench, order.name()).get(0).id();
        Network found = networks(bench).get(id, bench.call());
        Expect.same(bench.region(), found.region(), "the region of the network");
        Expect.that(found.cidrs().contains(order.cidr()), "its addresses are %s", found.cidrs());
        Expect.that(found.tags().entrySet().containsAll(intent.tags().entrySet()), "its tags are %s", found.tags());
        follow(bench, networks(bench).delete(id, bench.call()), intent);
        follow(bench, networks(bench).delete(id, bench.call()), intent);
        Expect.refused("getting a deleted network", () -> networks(bench).get(id, bench.call()), Reason.NOT_FOUND);
    }

    private static List<Network> named(Bench bench, String name) {
        return all(bench).stream()
                .filter(network -> network.name().equals(name))
                .toList();
    }

    private static FirewallRule open(int port) {
        return FirewallRule.builder(Direction.IN, "tcp", port, port, List.of("192.0.2.0/24"))
                .build();
    }

    private static void firewall(Bench bench) throws Exception {
        FirewallOrder order = FirewallOrder.builder(bench.region(), bench.name("wall"))
                .rules(List.of(open(22), open(80)))
                .build();
        Firewall made = networks(bench).putFirewall(order, bench.call());
        bench.later("firewall " + made.id(), () -> {
            networks(bench).deleteFirewall(made.id(), bench.call());
            return true;
        });
        FirewallOrder less = order.toBuilder().rules(List.of(open(443))).build();
        Firewall changed = networks(bench).putFirewall(less, bench.call());
        Expect.same(made.id(), changed.id(), "the id of the firewall put again");
        Expect.same(1, changed.rules().size(), "the number of rules");
        Expect.same(443, changed.rules().get(0).fromPort(), "the port that is open");
        bench.until("the firewall is listed", () -> listed(bench, made));
        networks(bench).deleteFirewall(made.id(), bench.call());
        networks(bench).deleteFirewall(made.id(), bench.call());
        bench.until("the deleted firewall is in no list", () -> !listed(bench, made));
    }

    private static boolean listed(Bench bench, Firewall firewall) {
        return bench
                .all(cursor -> networks(bench).firewalls(bench.region(), cursor, bench.call()), Firewall::id)
                .stream()
                .anyMatch(each -> each.id().equals(firewall.id()));
    }

    private static Address reserve(Bench bench, AddressOrder order, Intent intent) {
        Address address = networks(bench).reserveAddress(order, intent, bench.call());
        bench.later("address " + address.id(), () -> {
            networks(bench).releaseAddress(address.id(), bench.call());
            return true;
        });
        return address;
    }

    private static void address(Bench bench) throws Exception {
        AddressOrder order =
                AddressOrder.builder(bench.region(), bench.name("address")).build();
        Intent intent = bench.intent();
        Address address = reserve(bench, order, intent);
        Expect.that(!address.address().isBlank(), "a reserved address has no address");
        if (bench.keepsTokens(NETWORKS_RESERVE_ADDRESS)) {
            Expect.same(address.id(), reserve(bench, order, intent).id(), "the address of the same intent");
        }
        bench.until("the address is listed", () -> listed(bench, address));
        networks(bench).releaseAddress(address.id(), bench.call());
        networks(bench).releaseAddress(address.id(), bench.call());
        bench.until("the address is in no list", () -> !listed(bench, address));
    }

    private static boolean listed(Bench bench, Address address) {
        return bench
                .all(cursor -> networks(bench).addresses(bench.region(), cursor, bench.call()), Address::id)
                .stream()
                .anyMatch(each -> each.id().equals(address.id()));
    }

    private static void assign(Bench bench) {
        HostId host = bench.fixtures().newHost("address").id();
        AddressOrder order =
                AddressOrder.builder(bench.region(), bench.name("address")).build();
        Address address = reserve(bench, order, bench.intent());
        Address there = networks(bench).assignAddress(address.id(), Optional.of(host), bench.call());
        Expect.same(Optional.of(host), there.host(), "the host of the address");
        Address free = networks(bench).assignAddress(address.id(), Optional.empty(), bench.call());
        Expect.same(Optional.empty(), free.host(), "the host of the address that leads to none");
    }

    private static List<Balancer> balancers(Bench bench, String name) {
        return bench
                .all(cursor -> networks(bench).balancers(bench.region(), cursor, bench.call()), Balancer::id)
                .stream()
                .filter(balancer -> balancer.name().equals(name))
                .toList();
    }

    private static void balancer(Bench bench) throws Exception {
        BalancerOrder order = BalancerOrder.builder(
                        bench.region(),
                        bench.name("balancer"),
                        List.of(Listener.builder("tcp", 80, 8080).build()))
                .build();
        Intent intent = bench.intent();
        bench.later("balancer " + order.name(), () -> {
            for (Balancer balancer : balancers(bench, order.name())) {
                follow(bench, networks(bench).deleteBalancer(balancer.id(), bench.call()), intent);
            }
            return true;
        });
        follow(bench, networks(bench).createBalancer(order, intent, bench.call()), intent);
        bench.until(
                "the balancer is listed", () -> balancers(bench, order.name()).size() == 1);
        BalancerId id = balancers(bench, order.name()).get(0).id();
        BalancerOrder other = order.toBuilder()
                .listeners(List.of(Listener.builder("tcp", 443, 8443).build()))
                .build();
        follow(bench, networks(bench).updateBalancer(id, other, bench.call()), intent);
        List<Listener> now = balancers(bench, order.name()).get(0).listeners();
        Expect.same(other.listeners().size(), now.size(), "the number of ports");
        Expect.same(443, now.get(0).port(), "the port of the balancer after the change");
        follow(bench, networks(bench).deleteBalancer(id, bench.call()), intent);
        follow(bench, networks(bench).deleteBalancer(id, bench.call()), intent);
        bench.until(
                "the deleted balancer is in no list",
                () -> balancers(bench, order.name()).isEmpty());
    }
}
