package io.shiyun.process.apps;

import io.shiyun.model.AppId;
import io.shiyun.process.BalancerStats;
import io.shiyun.process.Folders;
import io.shiyun.process.LineLog;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.apps.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An app while this process owns it: what is ordered of it, and the steps towards that. Every change of its record is on the disk
 * before it has an effect, so that whoever opens the folder next knows at least as much as has happened.
 */
public final class LiveApp {
    private static final Logger LOG = LoggerFactory.getLogger(LiveApp.class);
    private static final long UNREACHABLE_SECONDS = 3;

    private final AppTable table;
    private final Ground ground;
    private final AppState state;
    private final Fronts fronts;
    private final AppReplicas replicas;
    private volatile boolean forgotten;
    private volatile boolean healing;

    LiveApp(AppTable table, Path folder, AppRecord record) {
        this.table = table;
        this.ground = table.ground();
        this.state = new AppState(folder, record);
        this.fronts = new Fronts(ground.address(), ground.ports());
        this.replicas = new AppReplicas(ground, state, fronts);
    }

    /** Returns what is known of it. */
    public AppRecord record() {
        return state.get();
    }

    /** Returns which app it is. */
    public AppId id() {
        return state.get().id();
    }

    /** Returns the figures of each balancer by the name of its port. */
    public Map<String, BalancerStats> stats() {
        return fronts.stats();
    }

    /** Returns the marker that the latest start of a replica carries; none was started where it is empty. */
    public Optional<Marker> marker(ReplicaRecord replica) {
        return replicas.marker(replica);
    }

    Map<String, LineLog> logs() {
        return ground.logs(state.folder(), replicas.logs());
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
    static LiveApp create(AppTable table, AppOrder order, int wanted) {
        Ground ground = table.ground();
        Path folder = table.folder(order.project(), order.name());
        Fronts choosing = new Fronts(ground.address(), ground.ports());
        Map<String, Integer> ports = choosing.choose(order.ports(), Map.of());
        LiveApp app = new LiveApp(
                table,
                folder,
                AppRecord.first(order, wanted, ports, ground.owner().now()));
        try {
            Folders.make(folder);
            app.state.locked(() -> app.state.save(app.state.get()));
        } catch (ProcessException notSaved) {
            ports.values().forEach(ground.ports()::release);
            throw notSaved;
        }
        AppPoints.reach(AppPoints.APP_RECORDED);
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
                state.save(state.get().ordered(next, ports, ground.owner().now()));
                AppPoints.reach(AppPoints.APP_RECORDED);
                fronts.open(ports);
                replicas.exposeAll();
            }
        });
    }

    void scale(int count) {
        change(app -> app.wanted() == count && app.stalled().isEmpty()
                ? app
                : app.scaled(count, ground.owner().now()));
        AppPoints.reach(AppPoints.APP_SCALED);
    }

    void restart() {
        change(app -> app.restarted(ground.owner().now()));
        AppPoints.reach(AppPoints.APP_RECORDED);
    }

    void delete() {
        state.locked(() -> {
            if (!state.get().deleting()) {
                state.save(state.get().deleted(ground.owner().now()));
                AppPoints.reach(AppPoints.APP_DELETING);
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
        return NextStep.of(state.get(), replicas::sight, ground.owner().now());
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
        AppOrder order = state.get().order();
        String name = "r" + state.get().nextReplica();
        List<ReplicaRecord> staying =
                state.get().replicas().stream().filter(ReplicaRecord::staying).toList();
        String machine = ground.choose(order.project(), staying, table.replicas());
        Site site = replicas.site(name, machine);
        Map<String, Integer> ports = site.ports().reserve(order.ports());
        ReplicaRecord replica = ReplicaRecord.starting(
                name, machine, state.get().template(), ports, ground.owner().now());
        try {
            state.save(state.get().withNew(replica).moved(ground.owner().now()));
        } catch (ProcessException notSaved) {
            site.ports().release(ports);
            throw notSaved;
        }
        replicas.add(order, replica, site).start();
    }

    private void serve(String name) {
        AppPoints.reach(AppPoints.REPLICA_HEALTHY);
        enter(name, Phase.SERVING);
        replicas.expose(state.replica(name));
        AppPoints.reach(AppPoints.BALANCER_SWITCHED);
    }

    private void drain(String name) {
        replicas.find(name).ifPresent(LiveReplica::leave);
        enter(name, Phase.DRAINING);
        fronts.drain(name);
        AppPoints.reach(AppPoints.REPLICA_DRAINING);
    }

    private void stop(String name) {
        replicas.find(name).ifPresent(LiveReplica::leave);
        enter(name, Phase.STOPPING);
        fronts.drain(name);
        AppPoints.reach(AppPoints.REPLICA_STOPPING);
        endSoon(name);
    }

    private void enter(String name, Phase phase) {
        Instant now = ground.owner().now();
        state.save(state.get().change(name, replica -> replica.in(phase, now)).moved(now));
    }

    private void endSoon(String name) {
        ground.owner().threads().workers().execute(() -> end(name));
    }

    /** Ends a replica and forgets it, outside of any lock; tried again when the disk refuses or the machine does not answer. */
    private void end(String name) {
        try {
            Optional<ReplicaRecord> record = state.get().replica(name);
            Optional<LiveReplica> leaving = replicas.find(name);
            if (record.isPresent() && leaving.isPresent()) {
                Duration grace = leaving.get().order().stopGrace();
                leaving.get().stop(grace);
                AppPoints.reach(AppPoints.REPLICA_STOPPED);
                leaving.get().site().remove(state.get(), record.get(), grace);
                state.locked(() -> remove(name));
            }
        } catch (ProcessException notNow) {
            boolean unreachable = notNow.kind() == ProcessException.Kind.UNREACHABLE;
            long seconds = unreachable ? UNREACHABLE_SECONDS : 1;
            ground.owner().threads().scheduler().schedule(() -> endSoon(name), seconds, TimeUnit.SECONDS);
            if (!unreachable) {
                throw notNow;
            }
            LOG.debug("{} of {} is ended later: {}", name, id(), notNow.getMessage());
        }
    }

    private void remove(String name) {
        Optional<ReplicaRecord> leaving = state.get().replica(name);
        if (leaving.isEmpty()) {
            return;
        }
        ground.ending(state.get(), leaving.get());
        state.save(state.get().without(name).moved(ground.owner().now()));
        replicas.find(name)
                .ifPresent(gone -> gone.site().ports().release(leaving.get().ports()));
        replicas.remove(name);
        fronts.remove(name);
        ground.ended(state.folder(), state.get());
        AppPoints.reach(AppPoints.REPLICA_REMOVED);
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
            state.save(state.get().settled(wanted, ground.owner().now()));
        }
    }

    private void forget() {
        fronts.closeAll();
        Folders.delete(state.folder());
        forgotten = true;
        table.forget(this);
        AppPoints.reach(AppPoints.APP_DELETED);
    }

    // ---- a new owner

    /** Takes over what a former owner left. */
    void adopt() {
        state.locked(() -> {
            state.get().fronts().values().forEach(ground.ports()::adopt);
            fronts.open(state.get().fronts());
            replicas.adopt().forEach(this::endSoon);
        });
    }

    /** Looks after what only time brings: a port that is free again, a log that has grown, a machine that is gone. */
    void tend() {
        if (!fronts.allOpen()) {
            state.locked(() -> {
                fronts.open(state.get().fronts());
                replicas.exposeAll();
            });
        }
        replicas.all().forEach(replica -> replica.site().tend());
        healing |= replicas.anyLost() && settledBefore(state.get());
        if (healing && !state.get().deleting()) {
            NextStep taken = step();
            healing = !(taken instanceof NextStep.Settled || taken instanceof NextStep.Stall);
        }
    }

    /** A rollout under way is only taken further by whoever asked for it. */
    private static boolean settledBefore(AppRecord app) {
        return app.stalled().isEmpty()
                && app.replicas().stream()
                        .filter(ReplicaRecord::staying)
                        .allMatch(replica -> replica.template().equals(app.template()));
    }

    /** Lets go of everything and leaves the processes as they are. */
    void release() {
        replicas.release();
        fronts.close();
    }
}
