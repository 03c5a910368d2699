package io.shiyun.provider.local;

import io.shiyun.model.App;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.model.Zone;
import io.shiyun.provider.local.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is told of an app: as a fact, and as a use to be paid for. */
final class AppView {
    /** What a replica is billed for that asks for nothing. */
    static final Cpu USUAL_CPU = Cpu.millis(250);

    static final Bytes USUAL_MEMORY = Bytes.mib(256);

    private AppView() {}

    static App app(LiveApp live, Zone zone) {
        AppRecord record = live.record();
        List<Replica> replicas = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>(live.fronts().troubles());
        int updated = 0;
        int ready = 0;
        for (ReplicaRecord each : record.replicas()) {
            Optional<LiveReplica> seen = live.replicas().find(each.name());
            boolean current = each.template().equals(record.template());
            updated += current ? 1 : 0;
            boolean serves = each.phase() == Phase.SERVING
                    && seen.map(LiveReplica::ready).orElse(false);
            ready += current && serves ? 1 : 0;
            replicas.add(replica(record, each, seen, zone));
            if (each.staying()) {
                seen.flatMap(LiveReplica::trouble).ifPresent(troubles::add);
            }
        }
        if (!record.stalled().isEmpty()) {
            troubles.add(Trouble.of(TroubleKind.OTHER, "the release was given up: " + record.stalled()));
        }
        return App.builder(record.id(), record.order().revision())
                .observed(true)
                .wanted(record.wanted())
                .running(record.replicas().size())
                .updated(updated)
                .ready(ready)
                .troubles(troubles)
                .endpoints(live.fronts().endpoints(record.id(), record.order().ports()))
                .replicas(replicas)
                .tags(record.order().tags())
                .created(record.created())
                .build();
    }

    private static Replica replica(AppRecord record, ReplicaRecord each, Optional<LiveReplica> seen, Zone zone) {
        AppOrder order = record.orderOf(each);
        Replica.Builder replica = Replica.builder(
                        new ReplicaId(record.id(), each.name()), order.revision(), state(each, seen))
                .zone(zone)
                .restarts(each.restarts());
        order.ports().stream()
                .findFirst()
                .map(port -> each.ports().get(port.name()))
                .ifPresent(port -> replica.address("127.0.0.1:" + port));
        each.started().ifPresent(replica::started);
        return replica.build();
    }

    private static ReplicaState state(ReplicaRecord each, Optional<LiveReplica> seen) {
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

    /** Returns what a replica has used from its beginning to this moment. */
    static Meter.Use use(LiveApp live, ReplicaRecord replica, PriceCard card, Instant to) {
        AppRecord record = live.record();
        AppOrder order = record.orderOf(replica);
        Cpu cpu = order.cpu().orElse(USUAL_CPU);
        Bytes memory = order.memory().orElse(USUAL_MEMORY);
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.put("shiyun.project", record.id().project().value());
        tags.put("shiyun.app", record.id().value());
        return new Meter.Use(
                "app",
                new ReplicaId(record.id(), replica.name()).text(),
                record.id().value(),
                "replica " + cpu + ", " + memory,
                card.hour(cpu, memory),
                replica.born(),
                to,
                tags);
    }
}
