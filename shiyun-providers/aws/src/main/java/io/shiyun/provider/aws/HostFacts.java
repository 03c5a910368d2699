package io.shiyun.provider.aws;

import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an instance. */
final class HostFacts {
    /** How the reasons begin of what somebody asked for. */
    private static final String ASKED = "Client.UserInitiated";

    private HostFacts() {}

    static Host read(Region region, Xml instance) {
        return Checked.read(instance, () -> readOf(region, instance));
    }

    private static Host readOf(Region region, Xml instance) {
        HostId id = new HostId(region, instance.text("instanceId"));
        String word = instance.text("instanceState.name", "");
        Map<String, String> tags = Tags.read(instance);
        Host.Builder host = Host.builder(id, tags.getOrDefault("Name", ""), state(word))
                .nativeState(word)
                .billed(word.equals("running"))
                .tags(tags)
                .addresses(addresses(instance))
                .publicAddresses(instance.optional("ipAddress").map(List::of).orElse(List.of()));
        instance.optional("placement.availabilityZone").ifPresent(zone -> host.zone(new Zone(region, zone)));
        instance.optional("instanceType").ifPresent(type -> host.shape(new Shape(type)));
        instance.optional("imageId").ifPresent(image -> host.image(new ImageId(region, image)));
        long cores = instance.whole("cpuOptions.coreCount", 0);
        if (cores > 0) {
            host.cpu(Cpu.vcpus(cores * instance.whole("cpuOptions.threadsPerCore", 1)));
        }
        // The launch time is that of the last start; its first network card came with it.
        instance.instant("networkInterfaceSet.item.attachment.attachTime")
                .or(() -> instance.instant("launchTime"))
                .ifPresent(host::created);
        return host.build();
    }

    static HostState state(String word) {
        return switch (word) {
            case "pending" -> HostState.PENDING;
            case "running" -> HostState.RUNNING;
            case "stopping" -> HostState.STOPPING;
            case "stopped" -> HostState.STOPPED;
            case "shutting-down" -> HostState.DELETING;
            case "terminated" -> HostState.DELETED;
            default -> HostState.UNKNOWN;
        };
    }

    /** Returns why an instance ended or stopped, if nobody asked for it. */
    static Optional<Problem> failure(Xml instance) {
        String code = instance.text("stateReason.code", "");
        return code.isEmpty() || code.startsWith(ASKED)
                ? Optional.empty()
                : Optional.of(AwsErrors.problem(code, instance.text("stateReason.message", code)));
    }

    private static List<String> addresses(Xml instance) {
        List<String> four = new ArrayList<>();
        List<String> six = new ArrayList<>();
        instance.optional("privateIpAddress").ifPresent(four::add);
        for (Xml card : instance.items("networkInterfaceSet.item")) {
            card.optional("privateIpAddress")
                    .filter(address -> !four.contains(address))
                    .ifPresent(four::add);
            card.items("ipv6AddressesSet.item")
                    .forEach(item -> item.optional("ipv6Address").ifPresent(six::add));
        }
        four.addAll(six);
        return four;
    }
}
