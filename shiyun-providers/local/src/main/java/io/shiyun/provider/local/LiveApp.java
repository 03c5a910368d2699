package io.shiyun.provider.local;

import io.shiyun.model.AppId;
import io.shiyun.model.Port;
import io.shiyun.process.ProcessException;
import io.shiyun.process.ProcessScanner;
import io.shiyun.provider.local.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * An app while this process owns it: what is ordered of it, and the steps towards that. Every change of its record is on the disk
 * before it has an effect, so that whoever opens the folder next knows at least as much as has happened.
 */
final class LiveApp {
    private final World world;
    private final AppState state;
    private final Fronts fronts;
    private final AppReplicas replicas;
    private volatile boolean forgotten;

    LiveApp(World world, Path folder, AppRecord record) {
        this.world = world;
        this.state = new AppState(folder, record);
        this.fronts = new Fronts(world.options().address(), world.ports());
        this.replicas = new AppReplicas(world, state, fronts);
    }

    AppRecord record() {
        return state.get();
    }

    AppId id() {
        return state.get().id();
    }

    Fronts fronts() {
        return fronts;
    }

    AppReplicas replicas() {
        return replicas;
    }

    boolean forgotten() {
        return forgotten;
    }

    // ---- orders

    /** Puts a new app's first order into force. */
    static LiveApp create(World world, Path folder, AppOrder order, int wanted) {
        Fronts choosing = new Fronts(world.options().address(), world.ports());
        Map<String, Integer> ports = choosing.choose(order.ports(), Map.of());
        LiveApp app = new LiveApp(world, folder, AppRecord.first(order, wanted, ports, world.now()));
        try {
            Folders.make(folder);
            app.state.locked(() -> app.state.save(app.state.get()));
        } catch (ProcessException notSaved) {
            ports.values().forEach(world.ports()::release);
            throw notSaved;
        }
        CrashPoints.reach(CrashPoints.APP_RECORDED);
        app.fronts.open(ports);
        return app;
    }

    /** Puts another order into force. */
    void order(AppOrder next) {
        state.locked(() -> {
            requireStaying();
            if (!state.get().asks(next)) {
                Map<String, Integer> ports =
                        fronts.choose(next.ports(), state.get().fronts());
                state.save(state.get().ordered(next, ports, world.now()));
                CrashPoints.reach(CrashPoints.APP_RECORDED);
                fronts.open(ports);
                replicas.exposeAll();
            }
        });
    }

    void scale(int count) {
        change(app -> app.wanted() == count && app.stalled().isEmpty() ? app : app.scaled(count, world.now()));
        CrashPoints.reach(CrashPoints.APP_SCALED);
    }

    void restart() {
        change(app -> app.restarted(world.now()));
        CrashPoints.reach(CrashPoints.APP_RECORDED);
    }

    void delete() {
        state.locked(() -> {
            if (!state.get().deleting()) {
                state.save(state.get().deleted(world.now()));
                CrashPoints.reach(CrashPoints.APP_DELETING);
            }
        });
    }

    private void change(UnaryOperator<AppRecord> change) {
        state.locked(() -> {
            requireStaying();
            AppRecord next = change.apply(state.get());
            if (!next.equals(state.get())) {
                state.save(next);
            }
        });
    }

    private void requireStaying() {
        if (state.get().deleting()) {
            throw Problems.conflict(id().text() + " is being deleted; wait until it is gone");
        }
    }

    // ---- steps

    /** Makes at most one change towards what is ordered, and returns which. */
    NextStep step() {
        return state.locked(() -> {
            NextStep next = forgotten ? new NextStep.Forget() : look();
            if (!forgotten) {
                take(next);
            }
            return next;
        });
    }

    /** Returns the next step without taking it. */
    NextStep look() {
        return NextStep.of(state.get(), replicas::sight, world.now());
    }

    private void take(NextStep next) {
        if (next instanceof NextStep.Start) {
            start();
        } else if (next instanceof NextStep.Switch to) {
            serve(to.replica());
        } else if (next instanceof NextStep.Drain leaving) {
            drain(leaving.replica());
        } else if (next instanceof NextStep.Stop ending) {
            stop(ending.replica());
        } else if (next instanceof NextStep.Stall stall && state.get().stalled().isEmpty()) {
            state.save(state.get().stalled(stall.why()));
        } else if (next instanceof NextStep.Settled) {
            settle();
        } else if (next instanceof NextStep.Forget) {
            forget();
        }
    }

    private void start() {
        world.requireRoomForReplica();
        Map<String, Integer> ports = new LinkedHashMap<>();
        String name = "r" + state.get().nextReplica();
        try {
            for (Port port : state.get().order().ports()) {
                ports.put(port.name(), world.ports().reserve());
            }
            Instant now = world.now();
            ReplicaRecord replica = new ReplicaRecord(
                    name,
                    state.get().template(),
                    Phase.STARTING,
                    ports,
                    "",
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    0,
                    now);
            state.save(state.get().withNew(replica).moved(now));
        } catch (ProcessException notSaved) {
            ports.values().forEach(world.ports()::release);
            throw notSaved;
        }
        replicas.add(state.get().order(), name).start();
    }

    private void serve(String name) {
        CrashPoints.reach(CrashPoints.REPLICA_HEALTHY);
        enter(name, Phase.SERVING);
        replicas.expose(state.replica(name));
        CrashPoints.reach(CrashPoints.BALANCER_SWITCHED);
    }

    private void drain(String name) {
        replicas.find(name).ifPresent(LiveReplica::leave);
        enter(name, Phase.DRAINING);
        fronts.drain(name);
        CrashPoints.reach(CrashPoints.REPLICA_DRAINING);
    }

    private void stop(String name) {
        replicas.find(name).ifPresent(LiveReplica::leave);
        enter(name, Phase.STOPPING);
        fronts.drain(name);
        CrashPoints.reach(CrashPoints.REPLICA_STOPPING);
        endSoon(name);
    }

    private void enter(String name, Phase phase) {
        Instant now = world.now();
        state.save(state.get().change(name, replica -> replica.in(phase, now)).moved(now));
    }

    private void endSoon(String name) {
        world.threads().workers().execute(() -> end(name));
    }

    /** Ends a replica and forgets it, outside of any lock; tried again when the disk refuses. */
    private void end(String name) {
        try {
            replicas.find(name).ifPresent(ending -> ending.stop(ending.order().stopGrace()));
            CrashPoints.reach(CrashPoints.REPLICA_STOPPED);
            state.locked(() -> remove(name));
        } catch (ProcessException notSaved) {
            world.threads().scheduler().schedule(() -> endSoon(name), 1, TimeUnit.SECONDS);
            throw notSaved;
        }
    }

    private void remove(String name) {
        Optional<ReplicaRecord> leaving = state.get().replica(name);
        if (leaving.isEmpty()) {
            return;
        }
        world.meter().add(AppView.use(this, leaving.get(), world.card(), world.now()));
        state.save(state.get().without(name).moved(world.now()));
        replicas.remove(name);
        fronts.remove(name);
        leaving.get().ports().values().forEach(world.ports()::release);
        Folders.delete(replicas.home(name));
        OldLogs.prune(state.folder().resolve("logs"), state.get().replicas());
        CrashPoints.reach(CrashPoints.REPLICA_REMOVED);
    }

    private void settle() {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        state.get().order().ports().forEach(port -> {
            Integer number = state.get().fronts().get(port.name());
            if (number != null) {
                wanted.put(port.name(), number);
            }
        });
        fronts.keepOnly(wanted);
        if (!state.get().stalled().isEmpty() || !wanted.equals(state.get().fronts())) {
            state.save(state.get().settled(wanted, world.now()));
        }
    }

    private void forget() {
        fronts.closeAll();
        Folders.delete(state.folder());
        forgotten = true;
        world.forget(this);
        CrashPoints.reach(CrashPoints.APP_DELETED);
    }

    // ---- a new owner

    /** Takes over what a former owner left; returns the intents of the processes that were adopted. */
    List<String> adopt(List<ProcessScanner.Owned> running) {
        return state.locked(() -> {
            List<String> adopted = new ArrayList<>();
            state.get().fronts().values().forEach(world.ports()::adopt);
            fronts.open(state.get().fronts());
            replicas.adopt(running, adopted).forEach(this::endSoon);
            return adopted;
        });
    }

    /** Looks after what only time brings: a port that is free again, a log that has grown. */
    void tend() {
        if (!fronts.allOpen()) {
            state.locked(() -> {
                fronts.open(state.get().fronts());
                replicas.exposeAll();
            });
        }
        replicas.rotateLogs();
    }

    /** Lets go of everything and leaves the processes as they are. */
    void release() {
        replicas.release();
        fronts.close();
    }
}
