package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.wire.Json;
import java.util.List;
import java.util.Optional;

/** Finds networks by what a setting says. */
final class NetworkFinder {
    private NetworkFinder() {}

    /** Returns the id of the network of this name or id. */
    static String named(Api neutron, String name, String setting) {
        List<Json> byName = neutron.get(Path.of("networks").with("name", name)).items("networks");
        if (byName.size() == 1) {
            return byName.get(0).text("id");
        }
        if (byName.isEmpty()) {
            Optional<Json> byId = neutron.find(Path.of("networks", name));
            if (byId.isPresent()) {
                return byId.get().at("network").text("id");
            }
        }
        throw CloudException.notSent(
                        Reason.INVALID,
                        "the setting '" + setting + "' names '" + name + "', and " + byName.size()
                                + " networks have that name; give the id of one that exists")
                .build();
    }

    /** Returns the id of the network that public addresses come from. */
    static String floating(Api neutron, Options options) {
        if (options.floatingNetwork().isPresent()) {
            return named(neutron, options.floatingNetwork().get(), "floating-network");
        }
        List<Json> external =
                neutron.get(Path.of("networks").with("router:external", "true")).items("networks");
        if (external.size() == 1) {
            return external.get(0).text("id");
        }
        throw CloudException.notSent(
                        Reason.INVALID,
                        "this project sees " + external.size() + " external networks"
                                + external.stream()
                                        .map(network -> network.text("name", "?"))
                                        .toList()
                                + "; name the one for public addresses by the setting 'floating-network'")
                .build();
    }
}
