package io.shiyun.provider.openstack;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Reply;
import java.util.List;
import java.util.Optional;

/** Deletes a host, then the public addresses that were made with it, then its server group if it was the last one there. */
final class HostDeletion {
    static final String STEP = "delete";

    private final Desk desk;
    private final HostId id;
    private final Call call;
    private final Server server;

    HostDeletion(Desk desk, HostId id, Call call) {
        this.desk = desk;
        this.id = id;
        this.call = call;
        this.server = new Server(desk, id, call);
    }

    Progress<Host> begin() {
        Optional<Json> found = server.find();
        String name = found.map(json -> json.text("name", "")).orElse("");
        String group = found.map(HostDeletion::group).orElse("");
        Ticket ticket = Ticket.of(id.region(), STEP, id.value(), shortened(name), group);
        if (found.isEmpty()) {
            return afterwards(ticket);
        }
        server.nova().delete(Path.of("servers", id.value()));
        return Progress.ongoing(ticket, HostSteps.SOON, server.host(found.get()));
    }

    Progress<Host> goOn(Ticket ticket) {
        Optional<Json> found = server.find();
        if (found.isEmpty()) {
            return afterwards(ticket);
        }
        Host host = server.host(found.get());
        if (host.nativeState().startsWith("SOFT_DELETED")) {
            return forced(ticket, host);
        }
        return host.state() == HostState.DELETED ? afterwards(ticket) : pending(ticket, host);
    }

    private Progress<Host> pending(Ticket ticket, Host host) {
        return host.state() == HostState.ERROR
                ? Progress.of(host, ticket, HostSteps.SOON)
                : Progress.ongoing(ticket, HostSteps.SOON, host);
    }

    /** A cloud that keeps deleted hosts for a while is told not to; where that is not allowed, the host is as good as gone. */
    private Progress<Host> forced(Ticket ticket, Host host) {
        Reply reply = server.nova()
                .send(
                        "POST",
                        Path.of("servers", id.value(), "action"),
                        JsonWriter.object().putNull("forceDelete"),
                        request -> request);
        return reply.status() == 403 ? afterwards(ticket) : Progress.ongoing(ticket, HostSteps.SOON, host);
    }

    /** Takes away what was made for the host, one thing a step. */
    private Progress<Host> afterwards(Ticket ticket) {
        if (desk.login(call)
                .catalogue()
                .url(ServiceType.NETWORK, id.region().name())
                .isPresent()) {
            Api neutron = desk.network(id.region(), call);
            List<String> addresses = PublicAddress.madeFor(neutron, id);
            if (!addresses.isEmpty()) {
                neutron.delete(Path.of("floatingips", addresses.get(0)));
                return Progress.ongoing(ticket, HostSteps.SOON);
            }
        }
        if (!ticket.arg(2).isEmpty()) {
            new Helpers(server.nova()).dropEmptyGroup(ticket.arg(2));
        }
        return Progress.done(Servers.gone(id, ticket.arg(1)));
    }

    private static String group(Json server) {
        return server.texts("server_groups").stream().findFirst().orElse("");
    }

    private static String shortened(String name) {
        return name.length() <= 255 ? name : name.substring(0, 255);
    }
}
