package io.shiyun.provider.openstack;

import io.shiyun.model.Host;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.spi.Batch;
import io.shiyun.spi.Call;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Outcome;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.Paging;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes hosts: looks up what the order names, then sends the one request that creates. */
final class HostCreation {
    private static final Path SERVERS = Path.of("servers");

    private final Desk desk;
    private final HostOrder order;
    private final Intent intent;
    private final Call call;
    private final Region region;
    private final Api nova;

    HostCreation(Desk desk, HostOrder order, Intent intent, Call call) {
        this.desk = desk;
        this.order = order;
        this.intent = intent;
        this.call = call;
        this.region = order.region();
        this.nova = desk.compute(region, call);
    }

    Progress<Host> one() {
        // The password that Nova may make up for the host stands in the reply too; nothing but the id is read.
        String id = Facts.id(send(1).at("server"), "id");
        return accepted(id, order.name(), ServerOrder.tags(order.tags(), intent.tags()));
    }

    /** Nova makes as many as the quota allows, and names them after the order with a number. */
    Batch<Progress<Host>> many(int count) {
        if (count == 1) {
            // Nova numbers names from two hosts on.
            HostOrder first = order.toBuilder().name(order.name() + "-1").build();
            return new Batch<>(List.of(new Outcome.Succeeded<>(new HostCreation(desk, first, intent, call).one())));
        }
        String reservation = send(count).text("reservation_id");
        List<Outcome<Progress<Host>>> outcomes = new ArrayList<>();
        made(reservation).stream()
                .sorted(Comparator.comparingInt(HostCreation::number))
                .forEach(host ->
                        outcomes.add(new Outcome.Succeeded<>(accepted(host.id().value(), host.name(), host.tags()))));
        while (outcomes.size() < count) {
            outcomes.add(new Outcome.Refused<>(new Problem(
                    Reason.QUOTA, Scope.REGION, "the quota of the project had no room for more", "forbidden", "")));
        }
        return new Batch<>(outcomes);
    }

    private List<Host> made(String reservation) {
        Servers.Sizes sizes = id -> Optional.empty();
        return Paging.all(call, from -> {
            Json reply = nova.get(Path.of("servers", "detail")
                    .with("reservation_id", reservation)
                    .withAny("marker", from.value()));
            List<Host> hosts = reply.items("servers").stream()
                    .map(server -> Servers.host(region, server, sizes))
                    .toList();
            return Paging.page(hosts, from, Flavors.next(reply, "servers_links"));
        });
    }

    private static int number(Host host) {
        String number = host.name().substring(host.name().lastIndexOf('-') + 1);
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }

    private Progress<Host> accepted(String id, String name, Map<String, String> tags) {
        Host soFar = Servers.accepted(region, id, name, tags);
        Ticket ticket = order.publicAddress()
                ? Ticket.of(region, HostSteps.BUILD, id, HostSteps.ADDRESS)
                : Ticket.of(region, HostSteps.BUILD, id);
        return Progress.ongoing(ticket, HostSteps.SOON, soFar);
    }

    private Json send(int count) {
        ServerOrder.check(order, intent);
        Flavor flavor = Flavors.named(nova, order.shape(), desk.options().pageSize(), call);
        Helpers helpers = new Helpers(nova);
        ServerOrder request = new ServerOrder(
                order,
                intent,
                flavor,
                networks(),
                order.sshKey().isEmpty() ? Optional.empty() : Optional.of(helpers.keyPair(order.sshKey())),
                order.spread().isEmpty() ? Optional.empty() : Optional.of(helpers.group(order.spread())),
                nova.version(),
                desk.login(call)
                        .catalogue()
                        .url(ServiceType.VOLUME, region.name())
                        .isPresent());
        return nova.post(SERVERS, request.body(count)).json();
    }

    private List<String> networks() {
        if (!order.networks().isEmpty()) {
            return order.networks().stream().map(Id::value).toList();
        }
        return desk.options()
                .network()
                .map(name -> List.of(NetworkFinder.named(desk.network(region, call), name, "network")))
                .orElse(List.of());
    }
}
