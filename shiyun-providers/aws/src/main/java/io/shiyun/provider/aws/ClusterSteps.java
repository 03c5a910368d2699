package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Fields;
import io.shiyun.model.PoolId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Intent;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What clusters are on their way to: a control plane, then each node group; the other way round when they are deleted. Each step makes one
 * change at most and looks first. The pools of an order stand in the ticket, since a later step has the ticket alone.
 */
final class ClusterSteps {
    private static final String CREATE = "create";
    private static final String READY = "ready";
    private static final String POOL = "pool";
    private static final String WITHOUT = "without";
    private static final String DELETE = "delete";

    private final Eks eks;
    private final Pace pace;

    ClusterSteps(Eks eks, Pace pace) {
        this.eks = eks;
        this.pace = pace;
    }

    /** Returns the ticket of a cluster that is being made. */
    Ticket creating(ClusterOrder order) {
        List<String> args = new ArrayList<>(List.of(order.name()));
        order.pools().forEach(pool -> args.add(PoolText.write(pool)));
        int length = args.stream().mapToInt(String::length).sum();
        if (length > 900) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "the pools of cluster '" + order.name() + "' take " + length
                                    + " characters to write down, 900 fit; add some of them once it is there")
                    .build();
        }
        return pace.begin(order.region(), CREATE, args.toArray(String[]::new));
    }

    Progress<Cluster> ready(ClusterId id, Call call) {
        return proceedReady(pace.begin(id.region(), READY, id.value()), id, call);
    }

    Progress<Cluster> pool(ClusterId id, PoolOrder pool, Intent intent, Call call) {
        Optional<Json> there = eks.group(id, pool.name(), call);
        if (there.isPresent()) {
            eks.updateGroup(id, pool, there.get(), call);
        } else {
            eks.createGroup(id, pool, intent, call);
        }
        return proceedPool(pace.begin(id.region(), POOL, id.value(), pool.name()), id, call);
    }

    Progress<Cluster> without(PoolId id, Call call) {
        Optional<Json> group = eks.group(id.cluster(), id.value(), call);
        if (group.isPresent() && !group.get().text("status", "").equals("DELETING")) {
            eks.deleteGroup(id.cluster(), id.value(), call);
        }
        Ticket ticket = pace.begin(id.region(), WITHOUT, id.cluster().value(), id.value());
        return proceedWithout(ticket, id.cluster(), call);
    }

    Progress<Cluster> delete(ClusterId id, Call call) {
        return proceedDelete(pace.begin(id.region(), DELETE, id.value()), id, call);
    }

    Progress<Cluster> proceed(Ticket ticket, Intent intent, Call call) {
        if (ticket.args().isEmpty()) {
            throw unknown(ticket);
        }
        ClusterId id = new ClusterId(ticket.region(), ticket.arg(0));
        return switch (ticket.step()) {
            case CREATE -> proceedCreate(ticket, id, intent, call);
            case READY -> proceedReady(ticket, id, call);
            case POOL -> proceedPool(ticket, id, call);
            case WITHOUT -> proceedWithout(ticket, id, call);
            case DELETE -> proceedDelete(ticket, id, call);
            default -> throw unknown(ticket);
        };
    }

    private static CloudException unknown(Ticket ticket) {
        return CloudException.notSent(Reason.INVALID, "'" + ticket.step() + "' is no step of clusters")
                .build();
    }

    /** Once the control plane answers, the first node group that is not there is made; done when all are ready. */
    private Progress<Cluster> proceedCreate(Ticket ticket, ClusterId id, Intent intent, Call call) {
        Json cluster = eks.cluster(id, call);
        if (ClusterFacts.state(cluster.text("status", "")) != ResourceState.READY) {
            return going(ticket, id, cluster);
        }
        for (String text : ticket.args().subList(1, ticket.args().size() - 1)) {
            PoolOrder pool = PoolText.read(text);
            Optional<Json> group = eks.group(id, pool.name(), call);
            if (group.isEmpty()) {
                eks.createGroup(id, pool, intent, call);
                return Progress.ongoing(ticket, pace.next(ticket));
            }
            ResourceState state = ClusterFacts.state(group.get().text("status", ""));
            if (state == ResourceState.ERROR) {
                return Progress.failed(ClusterFacts.problem(group.get(), "the pool " + pool.name() + " failed"), id);
            }
            if (state != ResourceState.READY) {
                return Progress.ongoing(ticket, pace.next(ticket), ClusterFacts.cluster(id, cluster, List.of()));
            }
        }
        return Progress.done(ClusterFacts.cluster(id, cluster, eks.pools(id, call)));
    }

    private Progress<Cluster> proceedReady(Ticket ticket, ClusterId id, Call call) {
        Json cluster = eks.cluster(id, call);
        return ClusterFacts.state(cluster.text("status", "")) == ResourceState.READY
                ? Progress.done(ClusterFacts.cluster(id, cluster, eks.pools(id, call)))
                : going(ticket, id, cluster);
    }

    private Progress<Cluster> going(Ticket ticket, ClusterId id, Json cluster) {
        Cluster now = ClusterFacts.cluster(id, cluster, List.of());
        return now.state() == ResourceState.ERROR
                ? Progress.failed(now.problem().orElseGet(() -> Problem.of(Reason.UNKNOWN, "it failed")), id)
                : Progress.ongoing(ticket, pace.next(ticket), now);
    }

    private Progress<Cluster> proceedPool(Ticket ticket, ClusterId id, Call call) {
        String name = ticket.arg(1);
        Json cluster = eks.cluster(id, call);
        Optional<Json> group = eks.group(id, name, call);
        if (group.isEmpty()) {
            return Progress.failed(Problem.of(Reason.NOT_FOUND, "the pool " + name + " of " + id + " is gone"));
        }
        return switch (ClusterFacts.state(group.get().text("status", ""))) {
            case READY -> Progress.done(ClusterFacts.cluster(id, cluster, eks.pools(id, call)));
            case ERROR ->
                Progress.failed(
                        ClusterFacts.problem(group.get(), "the pool " + name + " failed"), new PoolId(id, name));
            default -> Progress.ongoing(ticket, pace.next(ticket), ClusterFacts.cluster(id, cluster, List.of()));
        };
    }

    private Progress<Cluster> proceedWithout(Ticket ticket, ClusterId id, Call call) {
        Json cluster = eks.cluster(id, call);
        return eks.group(id, ticket.arg(1), call).isPresent()
                ? Progress.ongoing(ticket, pace.next(ticket), ClusterFacts.cluster(id, cluster, List.of()))
                : Progress.done(ClusterFacts.cluster(id, cluster, eks.pools(id, call)));
    }

    /** Node groups go one a step, then the control plane. */
    private Progress<Cluster> proceedDelete(Ticket ticket, ClusterId id, Call call) {
        Optional<Json> cluster = eks.find(id, call);
        if (cluster.isEmpty()) {
            return Progress.done(
                    Cluster.builder(id, id.value(), ResourceState.DELETED).build());
        }
        Cluster now = ClusterFacts.cluster(id, cluster.get(), List.of());
        if (now.state() == ResourceState.DELETING) {
            return Progress.ongoing(ticket, pace.next(ticket), now);
        }
        List<String> groups = eks.groups(id, call);
        for (String name : groups) {
            Optional<Json> group = eks.group(id, name, call);
            if (group.isPresent() && !group.get().text("status", "").equals("DELETING")) {
                eks.deleteGroup(id, name, call);
                return Progress.ongoing(ticket, pace.next(ticket), now);
            }
        }
        if (groups.isEmpty()) {
            eks.delete(id, call);
        }
        return Progress.ongoing(ticket, pace.next(ticket), now);
    }

    /** An order for a pool as one text; its fields are those of the journal. */
    static final class PoolText {
        private PoolText() {}

        static String write(PoolOrder pool) {
            StringBuilder text = new StringBuilder();
            Fields.of(pool::write)
                    .plain()
                    .forEach((key, value) -> text.append(Form.encoded(key))
                            .append('=')
                            .append(Form.encoded(value))
                            .append('&'));
            return text.toString();
        }

        static PoolOrder read(String text) {
            Map<String, String> plain = new TreeMap<>();
            for (String pair : text.split("&")) {
                int equals = pair.indexOf('=');
                plain.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
            return PoolOrder.read(Fields.of(plain, Map.of()).reader());
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }
}
