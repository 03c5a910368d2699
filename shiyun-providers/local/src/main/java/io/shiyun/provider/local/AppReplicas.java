package io.shiyun.provider.local;

import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.process.BackendState;
import io.shiyun.process.Ender;
import io.shiyun.process.Launcher;
import io.shiyun.process.ManagedProcess;
import io.shiyun.process.Marker;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessException;
import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.ProcessScanner;
import io.shiyun.provider.local.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The replicas of an app while this process owns it: how they are started, given connections, and taken over. */
final class AppReplicas implements LiveReplica.Owner {
    private final World world;
    private final AppState state;
    private final Fronts fronts;
    private final Map<String, LiveReplica> live = new ConcurrentHashMap<>();

    AppReplicas(World world, AppState state, Fronts fronts) {
        this.world = world;
        this.state = state;
        this.fronts = fronts;
    }

    private AppId id() {
        return state.get().id();
    }

    Optional<LiveReplica> find(String name) {
        return Optional.ofNullable(live.get(name));
    }

    /** Returns where the log of a replica lies, which outlives the replica for a while. */
    Path log(String replica) {
        return state.folder().resolve("logs").resolve(replica + ".log");
    }

    /** Returns the folder of a replica's own. */
    Path home(String replica) {
        return state.folder().resolve("replicas").resolve(replica);
    }

    /** Looks after a replica from now on; it is not started by that. */
    LiveReplica add(AppOrder order, String name) {
        ReplicaHome home = new ReplicaHome(home(name), log(name), world.volumes(id().project()), world.artifacts());
        LiveReplica replica = new LiveReplica(name, order, home, this, world.threads(), world.ticker());
        live.put(name, replica);
        return replica;
    }

    void remove(String name) {
        live.remove(name);
    }

    NextStep.Sight sight(ReplicaRecord replica) {
        LiveReplica seen = live.get(replica.name());
        boolean idle = fronts.idle(replica.name());
        if (seen == null) {
            return new NextStep.Sight(false, false, idle, Optional.empty());
        }
        Optional<String> fatal = seen.trouble()
                .filter(trouble -> trouble.kind().fatal())
                .map(trouble -> trouble.kind() + " of " + trouble.replica() + ": " + trouble.message());
        return new NextStep.Sight(seen.ready(), seen.sick(), idle, fatal);
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
        fronts.put(replica, ready ? BackendState.ACTIVE : BackendState.DOWN);
    }

    @Override
    public ManagedProcess launch(LiveReplica replica) {
        String intent = world.newIntent();
        Marker marker = new Marker(world.owner(), markerName(replica.name()), intent);
        ReplicaRecord starting = state.change(
                replica.name(), each -> each.on(stillFree(each.ports())).launching(intent));
        CrashPoints.reach(CrashPoints.REPLICA_RECORDED);
        ManagedProcess process;
        try {
            process = Launcher.launch(replica.home().launch(replica.order(), starting, marker));
        } catch (CloudException wrong) {
            throw new ProcessException(
                    ProcessException.Kind.LAUNCH_FAILED, wrong.problem().message(), wrong);
        }
        CrashPoints.reach(CrashPoints.REPLICA_SPAWNED);
        try {
            state.change(replica.name(), each -> each.running(process.identity(), world.now()));
        } catch (ProcessException notSaved) {
            Ender.kill(process.identity(), marker);
            throw notSaved;
        }
        CrashPoints.reach(CrashPoints.REPLICA_IDENTIFIED);
        return process;
    }

    /** A port that a stranger took while nobody listened there is given up for another. */
    private Map<String, Integer> stillFree(Map<String, Integer> ports) {
        Map<String, Integer> free = new LinkedHashMap<>();
        ports.forEach((name, port) -> {
            if (PortAllocator.free(InetAddress.getLoopbackAddress(), port)) {
                free.put(name, port);
            } else {
                free.put(name, world.ports().reserve());
                world.ports().release(port);
            }
        });
        return free;
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
        world.note(id().text() + ": replica " + replica.name() + " ended by itself or stopped answering");
    }

    @Override
    public Optional<ReplicaRecord> record(LiveReplica replica) {
        return state.get().replica(replica.name());
    }

    @Override
    public Marker besides(LiveReplica replica) {
        return new Marker(world.owner(), markerName(replica.name()), world.newIntent());
    }

    /** Returns the marker that the latest start of a replica carries; none was started where the launch is empty. */
    Optional<Marker> marker(ReplicaRecord replica) {
        return replica.launch().isEmpty()
                ? Optional.empty()
                : Optional.of(new Marker(world.owner(), markerName(replica.name()), replica.launch()));
    }

    private String markerName(String replica) {
        return "app:" + id().project().value() + "/" + id().value() + "/" + replica;
    }

    /**
     * Takes over what a former owner left: live replicas are adopted, dead ones started again, and those that were being ended
     * are named for the caller to end.
     *
     * @param adopted gets the intents of the processes that were adopted
     * @return replicas that are to be ended now
     */
    List<String> adopt(List<ProcessScanner.Owned> running, List<String> adopted) {
        List<String> ending = new ArrayList<>();
        for (ReplicaRecord replica : state.get().replicas()) {
            replica.ports().values().forEach(world.ports()::adopt);
            LiveReplica mine = add(state.get().orderOf(replica), replica.name());
            Optional<Marker> marker = marker(replica);
            Optional<ProcessIdentity> alive = marker.flatMap(carried -> Adoption.find(carried, running));
            if (marker.isPresent() && alive.isPresent()) {
                adopt(replica, mine, ManagedProcess.adopted(alive.get(), marker.get()));
                adopted.add(replica.launch());
            } else if (replica.staying()) {
                mine.start();
            }
            if (replica.phase() == Phase.STOPPING || (alive.isEmpty() && !replica.staying())) {
                ending.add(replica.name());
            }
        }
        return ending;
    }

    private void adopt(ReplicaRecord replica, LiveReplica mine, ManagedProcess process) {
        if (!replica.process().equals(Optional.of(process.identity()))) {
            state.change(replica.name(), each -> each.found(process.identity()));
        }
        mine.adopt(process);
        if (!replica.staying()) {
            mine.leave();
        } else if (replica.phase() == Phase.SERVING) {
            fronts.put(replica, BackendState.ACTIVE);
        }
    }

    void rotateLogs() {
        live.values().forEach(replica -> replica.log().rotateIfLarge());
    }

    /** Lets go of all and leaves the processes as they are. */
    void release() {
        live.values().forEach(LiveReplica::release);
    }
}
