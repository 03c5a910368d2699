package io.shiyun.provider.jclouds;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import java.util.List;
import java.util.Set;
import org.jclouds.compute.domain.Hardware;
import org.jclouds.compute.domain.NodeMetadata;

/** Hosts as jclouds tells of them. */
final class Nodes {
    private Nodes() {}

    static Host host(Region region, NodeMetadata node) {
        HostId id = new HostId(region, node.getId());
        String name = node.getName() == null || node.getName().isBlank() ? node.getId() : node.getName();
        HostState state = state(node.getStatus());
        Host.Builder host = Host.builder(id, name, state)
                .nativeState(
                        node.getBackendStatus() == null ? String.valueOf(node.getStatus()) : node.getBackendStatus())
                .addresses(sorted(node.getPrivateAddresses()))
                .publicAddresses(sorted(node.getPublicAddresses()))
                .tags(node.getUserMetadata());
        Catalogue.zone(region, node.getLocation()).ifPresent(host::zone);
        if (node.getImageId() != null) {
            host.image(new ImageId(region, node.getImageId()));
        }
        Hardware size = node.getHardware();
        if (size != null) {
            host.shape(Catalogue.shape(size));
            Catalogue.cpu(size).ifPresent(host::cpu);
            Catalogue.memory(size).ifPresent(host::memory);
        }
        if (state == HostState.ERROR) {
            host.problem(failed(name));
        }
        return host.build();
    }

    /** jclouds does not pass on why; it is not known to be the caller's fault, so that another place may be tried. */
    private static Problem failed(String name) {
        return new Problem(
                Reason.UNAVAILABLE,
                Scope.ZONE,
                "the cloud took the order of '" + name
                        + "' and then put it in error; jclouds does not pass on why, the cloud's own console does",
                "ERROR",
                "");
    }

    private static List<String> sorted(Set<String> addresses) {
        return addresses.stream().sorted().toList();
    }

    private static HostState state(NodeMetadata.Status status) {
        return switch (status) {
            case PENDING -> HostState.PENDING;
            case RUNNING -> HostState.RUNNING;
            case SUSPENDED -> HostState.STOPPED;
            case TERMINATED -> HostState.DELETED;
            case ERROR -> HostState.ERROR;
            default -> HostState.UNKNOWN;
        };
    }
}
