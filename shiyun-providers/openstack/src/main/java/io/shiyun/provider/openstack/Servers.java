package io.shiyun.provider.openstack;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads Nova's servers as hosts. */
final class Servers {
    /** Before microversion 2.47 a server names its flavor by id only; this finds the flavor. */
    interface Sizes extends Function<String, Optional<Flavor>> {}

    private Servers() {}

    static Host host(Region region, Json server, Sizes sizes) {
        return Facts.read(server, json -> build(region, json, sizes));
    }

    private static Host build(Region region, Json server, Sizes sizes) {
        String id = Facts.id(server, "id");
        String word = server.text("status", "UNKNOWN").toUpperCase(Locale.ROOT);
        String task = server.text("OS-EXT-STS:task_state", "");
        HostState state = state(word, task);
        Host.Builder host = Host.builder(new HostId(region, id), server.text("name", ""), state)
                .nativeState(task.isEmpty() ? word : word + "/" + task)
                .billed(billed(word))
                .tags(server.textMap("metadata"));
        Facts.time(server, "created").ifPresent(host::created);
        server.optional("OS-EXT-AZ:availability_zone").ifPresent(zone -> host.zone(new Zone(region, zone)));
        Json image = server.at("image");
        if (image.isObject()) {
            image.optional("id").ifPresent(name -> host.image(new ImageId(region, name)));
        }
        flavor(server.at("flavor"), sizes, host);
        addresses(server.at("addresses"), host);
        if (state == HostState.ERROR) {
            host.problem(fault(id, server.at("fault")));
        }
        return host.build();
    }

    /** The state by Nova's two words: what the server is, and what is being done with it. */
    static HostState state(String word, String task) {
        HostState doing = doing(task);
        if (doing == HostState.DELETING) {
            return doing;
        }
        HostState being = switch (word) {
            case "ACTIVE", "PASSWORD", "RESCUE", "MIGRATING" -> HostState.RUNNING;
            case "BUILD", "REBUILD" -> HostState.PENDING;
            case "SHUTOFF", "PAUSED", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED" -> HostState.STOPPED;
            case "REBOOT", "HARD_REBOOT" -> HostState.RESTARTING;
            case "RESIZE", "VERIFY_RESIZE", "REVERT_RESIZE" -> HostState.RESIZING;
            case "DELETED", "SOFT_DELETED" -> HostState.DELETED;
            case "ERROR" -> HostState.ERROR;
            default -> HostState.UNKNOWN;
        };
        boolean settled = being == HostState.RUNNING || being == HostState.STOPPED;
        return settled && doing != HostState.UNKNOWN ? doing : being;
    }

    /** Names of nova/compute/task_states.py; those that leave a host as it is, such as image_uploading, do not count. */
    private static HostState doing(String task) {
        return switch (task) {
            case "powering-on", "unshelving", "spawning", "resuming", "unpausing" -> HostState.STARTING;
            case "powering-off", "pausing", "suspending", "shelving", "shelving_image_pending_upload" ->
                HostState.STOPPING;
            case "shelving_image_uploading", "shelving_offloading" -> HostState.STOPPING;
            case "deleting", "soft-deleting" -> HostState.DELETING;
            default ->
                task.startsWith("reboot")
                        ? HostState.RESTARTING
                        : task.startsWith("resize_") ? HostState.RESIZING : HostState.UNKNOWN;
        };
    }

    private static boolean billed(String word) {
        return !word.equals("SHELVED_OFFLOADED") && !word.equals("DELETED") && !word.equals("SOFT_DELETED");
    }

    private static void flavor(Json flavor, Sizes sizes, Host.Builder host) {
        Optional<String> name = flavor.optional("original_name");
        if (name.isPresent()) {
            host.shape(new Shape(name.get()));
            Flavor size = Flavor.embedded(flavor, name.get());
            host.cpu(Cpu.vcpus(Math.toIntExact(size.vcpus()))).memory(size.memory());
            return;
        }
        flavor.optional("id").ifPresent(id -> {
            Optional<Flavor> size = sizes.apply(id);
            host.shape(new Shape(size.map(Flavor::name).orElse(id)));
            size.ifPresent(
                    known -> host.cpu(Cpu.vcpus(Math.toIntExact(known.vcpus()))).memory(known.memory()));
        });
    }

    private static void addresses(Json networks, Host.Builder host) {
        record At(String address, boolean four, boolean outside) {}
        List<At> all = new ArrayList<>();
        networks.fields()
                .values()
                .forEach(network -> network.items().forEach(at -> {
                    String address = at.text("addr", "");
                    if (!address.isEmpty()) {
                        boolean outside = at.text("OS-EXT-IPS:type", "fixed").equals("floating");
                        all.add(new At(address, at.whole("version", 4) == 4, outside));
                    }
                }));
        all.sort(Comparator.comparing(at -> !at.four()));
        host.addresses(all.stream()
                .filter(at -> !at.outside())
                .map(At::address)
                .distinct()
                .toList());
        host.publicAddresses(
                all.stream().filter(At::outside).map(At::address).distinct().toList());
    }

    private static Problem fault(String id, Json fault) {
        if (fault.missing()) {
            return Problem.of(Reason.UNKNOWN, "host " + id + " is in ERROR, and Nova does not say why; delete it");
        }
        String message = fault.text("message", "");
        return Errors.problem(
                "fault " + fault.text("code", ""),
                message.isEmpty() ? "host " + id + " is in ERROR without a word of why" : message);
    }

    /** Returns the host as it was ordered, before Nova tells of it. */
    static Host accepted(Region region, String id, String name, Map<String, String> tags) {
        return Host.builder(new HostId(region, id), name, HostState.PENDING)
                .nativeState("BUILD")
                .tags(tags)
                .build();
    }

    /** Returns what is left of a host that is gone. */
    static Host gone(HostId id, String name) {
        return Host.builder(id, name, HostState.DELETED)
                .nativeState("DELETED")
                .billed(false)
                .build();
    }

    /** Returns bytes in whole GiB, as Nova counts disks, rounded up. */
    static long gib(Bytes size) {
        return (size.count() + (1L << 30) - 1) >> 30;
    }
}
