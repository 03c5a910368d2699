package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.HostAddress;
import io.shiyun.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the server that a user names by one of its addresses, its id or its name. Nothing is changed. */
final class Adoption {
    private final Desk desk;
    private final HostAddress wanted;
    private final Call call;

    Adoption(Desk desk, HostAddress wanted, Call call) {
        this.desk = desk;
        this.wanted = wanted;
        this.call = call;
    }

    Host found() {
        String text = wanted.address();
        List<String> ids = text.matches("[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]+") ? byAddress(text) : byName(text);
        if (ids.size() != 1) {
            throw CloudException.rejected(
                            ids.isEmpty() ? Reason.NOT_FOUND : Reason.INVALID,
                            ids.isEmpty()
                                    ? "no host of this project has the address, id or name '" + text + "'"
                                    : "several hosts are meant by '" + text + "': " + ids + "; name one by its id")
                    .build();
        }
        return new Server(desk, new HostId(wanted.region(), ids.get(0)), call).get();
    }

    private List<String> byAddress(String address) {
        Api neutron = desk.network(wanted.region(), call);
        Stream<String> fixed =
                neutron.get(Path.of("ports").with("fixed_ips", "ip_address=" + address)).items("ports").stream()
                        .map(port -> port.text("device_id", ""));
        Stream<String> floating =
                neutron.get(Path.of("floatingips").with("floating_ip_address", address)).items("floatingips").stream()
                        .map(found -> found.optional("port_id"))
                        .flatMap(Optional::stream)
                        .map(port -> neutron.get(Path.of("ports", port)).text("port.device_id", ""));
        return Stream.concat(fixed, floating)
                .filter(id -> !id.isEmpty() && exists(id))
                .distinct()
                .toList();
    }

    /** A port may belong to a router, which is no host. */
    private boolean exists(String id) {
        return new Server(desk, new HostId(wanted.region(), id), call).find().isPresent();
    }

    private List<String> byName(String text) {
        if (exists(text)) {
            return List.of(text);
        }
        // Nova reads the name as a regular expression.
        String exact = "^" + text.replaceAll("[^A-Za-z0-9_ -]", "\\\\$0") + "$";
        Json reply = desk.compute(wanted.region(), call).get(Path.of("servers").with("name", exact));
        return reply.items("servers").stream()
                .filter(server -> server.text("name", "").equals(text))
                .map(server -> Facts.id(server, "id"))
                .toList();
    }
}
