package io.shiyun.process.apps;

import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.process.BackendState;
import io.shiyun.process.LineLog;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.Supervised;
import io.shiyun.process.apps.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The replicas of an app while this process owns it: how they are started, given connections, and taken over. */
final class AppReplicas implements LiveReplica.Owner {
    private final Ground ground;
    private final AppState state;
    private final Fronts fronts;
    private final Map<String, LiveReplica> live = new ConcurrentHashMap<>();

    AppReplicas(Ground ground, AppState state, Fronts fronts) {
        this.ground = ground;
        this.state = state;
        this.fronts = fronts;
    }

    private AppId id() {
        return state.get().id();
    }

    Optional<LiveReplica> find(String name) {
        return Optional.ofNullable(live.get(name));
    }

    /** Looks after a replica from now on; it is not started by that. */
    LiveReplica add(AppOrder order, ReplicaRecord replica) {
        return add(order, replica, site(replica.name(), replica.machine()));
    }

    LiveReplica add(AppOrder order, ReplicaRecord replica, Site site) {
        LiveReplica mine = new LiveReplica(
                replica.name(),
                order,
                site,
                this,
                ground.owner().threads(),
                ground.owner().ticker());
        live.put(replica.name(), mine);
        return mine;
    }

    Site site(String replica, String machine) {
        return ground.site(state.folder(), state.get(), replica, machine);
    }

    /** Returns the logs of the replicas there are. */
    Map<String, LineLog> logs() {
        Map<String, LineLog> logs = new TreeMap<>();
        live.forEach((name, replica) -> logs.put(name, replica.site().log()));
        return logs;
    }

    Collection<LiveReplica> all() {
        return live.values();
    }

    void remove(String name) {
        live.remove(name);
    }

    NextStep.Sight sight(ReplicaRecord replica) {
        LiveReplica seen = live.get(replica.name());
        boolean idle = fronts.idle(replica.name());
        if (seen == null) {
            return new NextStep.Sight(false, false, idle, false, Optional.empty());
        }
        Optional<String> fatal = seen.trouble()
                .filter(trouble -> trouble.kind().fatal())
                .map(trouble -> trouble.kind() + " of " + trouble.replica() + ": " + trouble.message());
        return new NextStep.Sight(seen.ready(), seen.sick(), idle, seen.lost(), fatal);
    }

    /** Gives every serving replica connections if it is ready, and none if it is not. */
    void exposeAll() {
        state.get().replicas().stream()
                .filter(each -> each.phase() == Phase.SERVING)
                .forEach(this::expose);
    }

    void expose(ReplicaRecord replica) {
        LiveReplica seen = live.get(replica.name());
        boolean ready = seen != null && seen.ready();
        if (seen != null && ready) {
            seen.served();
        }
        if (seen != null) {
            fronts.put(replica, seen.site(), ready ? BackendState.ACTIVE : BackendState.DOWN);
        }
    }

    @Override
    public Supervised launch(LiveReplica replica) {
        String intent = ground.owner().newIntent();
        Marker marker = new Marker(ground.owner().id(), state.get().mark(replica.name()), intent);
        Map<String, Integer> ports =
                replica.site().free(state.replica(replica.name()).ports());
        ReplicaRecord starting =
                state.change(replica.name(), each -> each.on(ports).launching(intent));
        AppPoints.reach(AppPoints.REPLICA_RECORDED);
        Supervised process;
        try {
            process = replica.site().launch(replica.order(), starting, marker);
        } catch (CloudException wrong) {
            throw new ProcessException(
                    ProcessException.Kind.LAUNCH_FAILED, wrong.problem().message(), wrong);
        }
        AppPoints.reach(AppPoints.REPLICA_SPAWNED);
        try {
            state.change(
                    replica.name(),
                    each -> each.running(process.identity(), ground.owner().now()));
        } catch (ProcessException notSaved) {
            process.end(Duration.ZERO);
            throw notSaved;
        }
        AppPoints.reach(AppPoints.REPLICA_IDENTIFIED);
        return process;
    }

    @Override
    public Supervised resume(LiveReplica replica) {
        ReplicaRecord record = state.replica(replica.name());
        Optional<Marker> marker = marker(record);
        Optional<Supervised> found =
                marker.isEmpty() ? Optional.empty() : replica.site().find(record, marker.get());
        found.ifPresent(process -> remember(record, process));
        return found.isPresent() ? found.get() : launch(replica);
    }

    private void remember(ReplicaRecord record, Supervised process) {
        if (!record.process().equals(Optional.of(process.identity()))) {
            state.change(record.name(), each -> each.found(process.identity()));
        }
    }

    @Override
    public void readinessChanged(LiveReplica replica) {
        state.locked(() -> state.get()
                .replica(replica.name())
                .filter(each -> each.phase() == Phase.SERVING)
                .ifPresent(this::expose));
    }

    @Override
    public void lost(LiveReplica replica) {
        fronts.down(replica.name());
        ground.owner().note(id().text() + ": replica " + replica.name() + " ended by itself or stopped answering");
    }

    @Override
    public Optional<ReplicaRecord> record(LiveReplica replica) {
        return state.get().replica(replica.name());
    }

    @Override
    public Marker besides(LiveReplica replica) {
        return new Marker(
                ground.owner().id(),
                state.get().mark(replica.name()),
                ground.owner().newIntent());
    }

    /** Returns the marker that the latest start of a replica carries; none was started where the launch is empty. */
    Optional<Marker> marker(ReplicaRecord replica) {
        return replica.launch().isEmpty()
                ? Optional.empty()
                : Optional.of(new Marker(ground.owner().id(), state.get().mark(replica.name()), replica.launch()));
    }

    /**
     * Takes over what a former owner left: live replicas are adopted, dead ones started again, and those that were being ended
     * are named for the caller to end. Machines that have to be asked are asked later.
     *
     * @return replicas that are to be ended now
     */
    List<String> adopt() {
        List<String> ending = new ArrayList<>();
        for (ReplicaRecord replica : state.get().replicas()) {
            LiveReplica mine = add(state.get().orderOf(replica), replica);
            mine.site().ports().adopt(replica.ports());
            boolean far = mine.site().far();
            Optional<Supervised> alive = far
                    ? Optional.empty()
                    : marker(replica).flatMap(marker -> mine.site().find(replica, marker));
            if (alive.isPresent()) {
                adopt(replica, mine, alive.get());
            } else if (replica.staying() && far) {
                mine.resume();
            } else if (replica.staying()) {
                mine.start();
            }
            if (far && replica.phase() == Phase.SERVING) {
                fronts.put(replica, mine.site(), BackendState.ACTIVE);
            }
            if (replica.phase() == Phase.STOPPING || (alive.isEmpty() && !replica.staying())) {
                ending.add(replica.name());
            }
        }
        return ending;
    }

    private void adopt(ReplicaRecord replica, LiveReplica mine, Supervised process) {
        remember(replica, process);
        mine.adopt(process);
        if (!replica.staying()) {
            mine.leave();
        } else if (replica.phase() == Phase.SERVING) {
            fronts.put(replica, mine.site(), BackendState.ACTIVE);
        }
    }

    boolean anyLost() {
        return live.values().stream().anyMatch(LiveReplica::lost);
    }

    /** Lets go of all and leaves the processes as they are. */
    void release() {
        live.values().forEach(LiveReplica::release);
    }
}
