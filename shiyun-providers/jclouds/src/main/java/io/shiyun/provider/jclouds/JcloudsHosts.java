package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jclouds.compute.domain.NodeMetadata;

/** Hosts through jclouds, step by step: jclouds begins a change, and proceed looks how far the cloud is. */
final class JcloudsHosts implements Hosts {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final String CREATE = "create";
    private static final String START = "start";
    private static final String STOP = "stop";
    private static final String REBOOT = "reboot";
    private static final String DELETE = "delete";

    private final Session session;
    private final Birth birth;

    JcloudsHosts(Session session, Catalogue catalogue) {
        this.session = session;
        this.birth = new Birth(session, catalogue);
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        Birth.check(order);
        return session.write(order, call, () -> {
            Optional<NodeMetadata> made = birth.begin(order, intent);
            if (made.isEmpty()) {
                made = called(order.region(), order.name(), intent.tags());
            }
            Host host = Nodes.host(
                    order.region(),
                    made.orElseThrow(() -> CloudException.ambiguous(
                                    Reason.UNAVAILABLE,
                                    "the cloud took the order of '" + order.name() + "' and does not list it yet")
                            .build()));
            return Progress.of(host, ticket(CREATE, host), SOON);
        });
    }

    private Optional<NodeMetadata> called(Region region, String name, Map<String, String> tags) {
        for (NodeMetadata node : nodes(region)) {
            if (name.equals(node.getName()) && node.getUserMetadata().entrySet().containsAll(tags.entrySet())) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private List<NodeMetadata> nodes(Region region) {
        List<NodeMetadata> nodes = new ArrayList<>();
        for (NodeMetadata node : session.compute().nodes().listDetailsOnNodesMatching(any -> true)) {
            if (Catalogue.in(region, node.getLocation()) && node.getStatus() != NodeMetadata.Status.TERMINATED) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        return session.read(
                query,
                call,
                () -> Page.last(nodes(query.region()).stream()
                        .map(node -> Nodes.host(query.region(), node))
                        .filter(host -> query.matches(host.tags()))
                        .sorted(Comparator.comparing(host -> host.id().value()))
                        .toList()));
    }

    @Override
    public Host get(HostId id, Call call) {
        return session.read(id, call, () -> present(id));
    }

    private Optional<Host> find(HostId id) {
        NodeMetadata node = session.compute().node().getNode(id.value());
        return Optional.ofNullable(node)
                .filter(known -> known.getStatus() != NodeMetadata.Status.TERMINATED)
                .map(known -> Nodes.host(id.region(), known));
    }

    private Host present(HostId id) {
        return find(id).orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no " + id.text())
                .build());
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        return change(
                id,
                call,
                START,
                HostState.RUNNING,
                () -> session.compute().resumer().resumeNode(id.value()));
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        return change(
                id,
                call,
                STOP,
                HostState.STOPPED,
                () -> session.compute().suspender().suspendNode(id.value()));
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        return session.write(id, call, () -> {
            Host before = present(id);
            if (before.state() == HostState.STOPPED) {
                throw CloudException.rejected(Reason.CONFLICT, id.text() + " is stopped; start it instead")
                        .build();
            }
            taken(() -> session.compute().rebooter().rebootNode(id.value()));
            return look(ticket(REBOOT, before));
        });
    }

    private Progress<Host> change(HostId id, Call call, String step, HostState wanted, Runnable begin) {
        return session.write(id, call, () -> {
            Host before = present(id);
            if (before.state() == wanted) {
                return Progress.done(before);
            }
            taken(begin);
            return look(ticket(step, before));
        });
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        return session.write(id, call, () -> {
            Optional<Host> before = find(id);
            if (before.isEmpty()) {
                return Progress.done(gone(id, id.value()));
            }
            taken(() -> session.compute().destroyer().destroyNode(id.value()));
            return look(ticket(DELETE, before.get()));
        });
    }

    /** jclouds waits after a change; without time for that it complains of a change that the cloud took. */
    private void taken(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException complaint) {
            if (!Birth.accepted()) {
                throw complaint;
            }
        }
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        return session.read(ticket, call, () -> look(ticket));
    }

    private Progress<Host> look(Ticket ticket) {
        HostId id = new HostId(ticket.region(), ticket.arg(0));
        Optional<Host> found = find(id);
        if (ticket.step().equals(DELETE)) {
            return found.<Progress<Host>>map(host -> Progress.ongoing(ticket, SOON, deleting(host)))
                    .orElseGet(() -> Progress.done(gone(id, ticket.arg(1))));
        }
        if (found.isEmpty()) {
            return Progress.failed(Problem.of(Reason.NOT_FOUND, id.text() + " is gone; somebody else deleted it"));
        }
        Host host = found.get();
        boolean early = (ticket.step().equals(START) && host.state() == HostState.STOPPED)
                || (ticket.step().equals(STOP) && host.state() == HostState.RUNNING);
        return early ? Progress.ongoing(ticket, SOON, host) : Progress.of(host, ticket, SOON);
    }

    private static Ticket ticket(String step, Host host) {
        return Ticket.of(host.region(), step, host.id().value(), shortened(host.name()));
    }

    private static String shortened(String name) {
        return name.length() > 255 ? name.substring(0, 255) : name;
    }

    private static Host deleting(Host host) {
        return Host.builder(host.id(), host.name(), HostState.DELETING)
                .nativeState(host.nativeState())
                .tags(host.tags())
                .build();
    }

    private static Host gone(HostId id, String name) {
        return Host.builder(id, name, HostState.DELETED).billed(false).build();
    }
}
