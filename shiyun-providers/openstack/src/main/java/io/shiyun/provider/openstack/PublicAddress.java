package io.shiyun.provider.openstack;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.util.List;

/** The public address that is made with a host and goes with it: a floating address whose description names the host. */
final class PublicAddress {
    private final Desk desk;
    private final HostId id;
    private final Api neutron;

    PublicAddress(Desk desk, HostId id, Call call) {
        this.desk = desk;
        this.id = id;
        this.neutron = desk.network(id.region(), call);
    }

    /** Gives the running host its address, once. */
    Progress<Host> give(Host host) {
        try {
            List<Json> there = of(neutron, id);
            Json address = there.isEmpty() ? make() : there.get(0);
            return Progress.done(host.toBuilder()
                    .publicAddresses(List.of(address.text("floating_ip_address")))
                    .build());
        } catch (CloudException e) {
            boolean certain =
                    e.certainty() != Certainty.AMBIGUOUS && !e.reason().retryable();
            if (certain && e.reason() != Reason.CANCELLED) {
                return Progress.failed(e.problem(), id);
            }
            throw e;
        }
    }

    /** Returns the ids of the addresses that were made with this host. */
    static List<String> madeFor(Api neutron, HostId id) {
        return of(neutron, id).stream().map(address -> address.text("id")).toList();
    }

    private Json make() {
        String network = NetworkFinder.floating(neutron, desk.options());
        return neutron.post(
                        Path.of("floatingips"),
                        JsonWriter.object()
                                .object(
                                        "floatingip",
                                        address -> address.put("floating_network_id", network)
                                                .put("port_id", port(neutron, id))
                                                .put("description", mark(id))))
                .json()
                .at("floatingip");
    }

    /** Returns the id of the first network card of the host. */
    static String port(Api neutron, HostId id) {
        return neutron.get(Path.of("ports").with("device_id", id.value())).items("ports").stream()
                .map(port -> port.text("id"))
                .sorted()
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(
                                Reason.CONFLICT, "host " + id + " has no network card that an address could lead to")
                        .build());
    }

    private static List<Json> of(Api neutron, HostId id) {
        return neutron.get(Path.of("floatingips").with("description", mark(id))).items("floatingips").stream()
                .filter(address -> address.text("description", "").equals(mark(id)))
                .toList();
    }

    private static String mark(HostId id) {
        return "made with host " + id.value();
    }
}
