package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One server of Nova, asked within one call. */
final class Server {
    private final Desk desk;
    private final HostId id;
    private final Call call;
    private final Api nova;

    Server(Desk desk, HostId id, Call call) {
        this.desk = desk;
        this.id = id;
        this.call = call;
        this.nova = desk.compute(id.region(), call);
    }

    Api nova() {
        return nova;
    }

    /** Returns the server, or nothing when it is gone. */
    Optional<Json> find() {
        return nova.find(Path.of("servers", id.value())).map(reply -> reply.at("server"));
    }

    Host host(Json server) {
        return Servers.host(id.region(), server, sizes());
    }

    Host get() {
        return find().map(this::host)
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND, "there is no host " + id + " in this project, or it was deleted")
                        .code("itemNotFound")
                        .build());
    }

    /** Returns how to find a size by its id, for a Nova that names no more; asks once at most. */
    Servers.Sizes sizes() {
        Map<String, Flavor> known = new TreeMap<>();
        return wanted -> {
            if (known.isEmpty()) {
                Flavors.all(nova, desk.options().pageSize(), call).forEach(flavor -> known.put(flavor.id(), flavor));
            }
            return Optional.ofNullable(known.get(wanted));
        };
    }

    /** Sends an action that goes on by a step of this name. */
    Progress<Host> act(String step, Host before, JsonWriter action) {
        action(action);
        return Progress.ongoing(Ticket.of(id.region(), step, id.value()), HostSteps.SOON, before);
    }

    void action(JsonWriter action) {
        nova.post(Path.of("servers", id.value(), "action"), action);
    }

    /** Sets tags; an empty value removes one. */
    void tag(Map<String, String> tags) {
        Map<String, String> set = new TreeMap<>(tags);
        set.values().removeIf(String::isEmpty);
        if (!set.isEmpty()) {
            nova.post(
                    Path.of("servers", id.value(), "metadata"),
                    JsonWriter.object().put("metadata", set));
        }
        tags.forEach((key, value) -> {
            if (value.isEmpty()) {
                nova.delete(Path.of("servers", id.value(), "metadata", key));
            }
        });
    }
}
