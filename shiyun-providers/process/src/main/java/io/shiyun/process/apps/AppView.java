package io.shiyun.process.apps;

import io.shiyun.model.App;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.process.apps.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of an app. */
final class AppView {
    private AppView() {}

    static App app(LiveApp live, Ground ground) {
        AppRecord record = live.record();
        List<Replica> replicas = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>(live.fronts().troubles());
        int updated = 0;
        int ready = 0;
        int left = 0;
        for (ReplicaRecord each : record.replicas()) {
            Optional<LiveReplica> seen = live.replicas().find(each.name());
            boolean current = each.template().equals(record.template());
            updated += current && (each.staying() || !lost(seen)) ? 1 : 0;
            boolean serves = each.phase() == Phase.SERVING
                    && seen.map(LiveReplica::ready).orElse(false);
            ready += current && serves ? 1 : 0;
            replicas.add(replica(record, each, seen, ground));
            if (each.staying()) {
                seen.flatMap(LiveReplica::trouble).ifPresent(troubles::add);
            } else if (lost(seen)) {
                left++;
                troubles.add(new Trouble(
                        TroubleKind.OTHER,
                        "it may still run on " + each.machine() + ", which does not answer, and is ended when it does",
                        each.name()));
            }
        }
        if (!record.stalled().isEmpty()) {
            troubles.add(Trouble.of(TroubleKind.OTHER, "the release was given up: " + record.stalled()));
        }
        return App.builder(record.id(), record.order().revision())
                .observed(true)
                .wanted(record.wanted())
                .running(record.replicas().size() - left)
                .updated(updated)
                .ready(ready)
                .troubles(troubles)
                .endpoints(live.fronts().endpoints(record.id(), record.order().ports()))
                .replicas(replicas)
                .tags(record.order().tags())
                .created(record.created())
                .build();
    }

    private static Replica replica(AppRecord record, ReplicaRecord each, Optional<LiveReplica> seen, Ground ground) {
        AppOrder order = record.orderOf(each);
        Replica.Builder replica = Replica.builder(
                        new ReplicaId(record.id(), each.name()), order.revision(), state(each, seen))
                .restarts(each.restarts());
        ground.zone(each.machine()).ifPresent(replica::zone);
        order.ports().stream()
                .findFirst()
                .map(port -> each.ports().get(port.name()))
                .flatMap(port -> seen.map(one -> one.site().address(port)))
                .ifPresent(at -> replica.address(at.getHostString() + ":" + at.getPort()));
        each.started().ifPresent(replica::started);
        return replica.build();
    }

    private static boolean lost(Optional<LiveReplica> seen) {
        return seen.map(LiveReplica::lost).orElse(false);
    }

    private static ReplicaState state(ReplicaRecord each, Optional<LiveReplica> seen) {
        if (lost(seen)) {
            return ReplicaState.UNKNOWN;
        }
        if (!each.staying()) {
            return ReplicaState.DRAINING;
        }
        if (seen.map(LiveReplica::backingOff).orElse(false)) {
            return ReplicaState.BACKING_OFF;
        }
        if (seen.map(LiveReplica::sick).orElse(false)) {
            return ReplicaState.SICK;
        }
        boolean serves =
                each.phase() == Phase.SERVING && seen.map(LiveReplica::ready).orElse(false);
        return serves ? ReplicaState.READY : ReplicaState.STARTING;
    }
}
