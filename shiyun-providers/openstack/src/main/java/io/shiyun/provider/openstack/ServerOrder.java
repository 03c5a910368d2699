package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.spi.DiskOrder;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import io.shiyun.wire.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Nova's request for servers, made of an order.
 *
 * @param order what is ordered
 * @param intent its tags go into the metadata
 * @param flavor the size
 * @param networks ids of the networks; empty to let Nova choose
 * @param keyPair the name of the key pair
 * @param group the id of the server group
 * @param version the microversion that is spoken
 * @param cinder whether there are volumes
 */
record ServerOrder(
        HostOrder order,
        Intent intent,
        Flavor flavor,
        List<String> networks,
        Optional<String> keyPair,
        Optional<String> group,
        Microversion version,
        boolean cinder) {
    private static final String KEYS = "[a-zA-Z0-9_:. -]{1,255}";

    /** Refuses what Nova has no words for, before anything is asked. */
    static void check(HostOrder order, Intent intent) {
        if (order.purchase() != Purchase.ON_DEMAND) {
            throw invalid("OpenStack sells on demand only, not " + order.purchase());
        }
        tags(order.tags(), intent.tags()).forEach(ServerOrder::checkTag);
    }

    /** Refuses a tag that Nova's metadata cannot hold. */
    static void checkTag(String key, String value) {
        if (!key.matches(KEYS) || value.length() > 255) {
            throw invalid("the tag '" + key + "' does not fit into Nova's metadata: a key has 1 to 255 letters, digits"
                    + " and -_:. or space, a value at most 255 characters");
        }
    }

    /** Returns the tags of both; the intent's come on top. */
    static Map<String, String> tags(Map<String, String> order, Map<String, String> intent) {
        Map<String, String> all = new TreeMap<>(order);
        all.putAll(intent);
        return all;
    }

    JsonWriter body(int count) {
        return JsonWriter.object()
                .object("server", server -> {
                    server.put("name", order.name());
                    server.put("flavorRef", flavor.id());
                    server.put("metadata", tags(order.tags(), intent.tags()));
                    server.put("availability_zone", order.zone().map(zone -> zone.name()));
                    server.put("key_name", keyPair);
                    order.userData()
                            .ifPresent(data -> server.put(
                                    "user_data",
                                    Base64.getEncoder()
                                            .encodeToString(data.reveal().getBytes(StandardCharsets.UTF_8))));
                    if (!order.firewalls().isEmpty()) {
                        server.list(
                                "security_groups",
                                groups -> order.firewalls()
                                        .forEach(firewall ->
                                                groups.addObject(group -> group.put("name", firewall.value()))));
                    }
                    networks(server);
                    disks(server);
                    if (count > 1) {
                        server.put("min_count", 1).put("max_count", count).put("return_reservation_id", true);
                    }
                })
                .object("os:scheduler_hints", hints -> hints.put("group", group));
    }

    private void networks(JsonWriter server) {
        if (!networks.isEmpty()) {
            server.list("networks", list -> networks.forEach(id -> list.addObject(network -> network.put("uuid", id))));
        } else if (version.atLeast(37)) {
            server.put("networks", "auto");
        }
    }

    /** Without disks beside that of the flavor the image is named alone; with some, every disk is named. */
    private void disks(JsonWriter server) {
        boolean larger =
                order.disk().map(disk -> disk.count() > flavor.disk().count()).orElse(false);
        String image = order.image().value();
        if (!larger && order.disks().isEmpty()) {
            server.put("imageRef", image);
            return;
        }
        if (!cinder) {
            throw invalid("this OpenStack has no volumes (Cinder), so the only disk is that of the flavor '"
                    + flavor.name() + "' with " + Servers.gib(flavor.disk()) + " GiB; order a size with a larger one");
        }
        if (!larger) {
            server.put("imageRef", image);
        }
        server.list("block_device_mapping_v2", disks -> {
            disks.addObject(first -> {
                first.put("boot_index", 0).put("uuid", image).put("source_type", "image");
                first.put("delete_on_termination", true);
                if (larger) {
                    first.put("destination_type", "volume")
                            .put("volume_size", Servers.gib(order.disk().orElse(flavor.disk())));
                } else {
                    first.put("destination_type", "local");
                }
            });
            order.disks().forEach(disk -> disks.addObject(more -> dataDisk(more, disk)));
        });
    }

    private void dataDisk(JsonWriter disk, DiskOrder wanted) {
        disk.put("boot_index", -1).put("source_type", "blank").put("destination_type", "volume");
        disk.put("volume_size", Servers.gib(wanted.size())).put("delete_on_termination", true);
        if (!wanted.kind().isEmpty()) {
            if (!version.atLeast(67)) {
                throw invalid("this Nova (" + version + ") cannot choose the kind of a disk; leave it out");
            }
            disk.put("volume_type", wanted.kind());
        }
    }

    private static CloudException invalid(String message) {
        return CloudException.notSent(Reason.INVALID, message).build();
    }
}
