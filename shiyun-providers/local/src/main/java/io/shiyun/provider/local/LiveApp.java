package io.shiyun.provider.local;

import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Port;
import io.shiyun.process.BackendState;
import io.shiyun.process.Ender;
import io.shiyun.process.Launcher;
import io.shiyun.process.ManagedProcess;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.ProcessScanner;
import io.shiyun.provider.local.ReplicaRecord.Phase;
import io.shiyun.spi.AppOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * An app while this process owns it. Every change of its record is on the disk before it has an effect, so that whoever opens the
 * folder next knows at least as much as has happened.
 *
 * <p>One lock guards the record. It is never waited for with a replica's supervisor held, except by a start, which holds the
 * supervisor first; so nothing here waits for a supervisor while it holds the lock.
 */
final class LiveApp implements LiveReplica.Owner {
    private static final int KEPT_LOGS = 20;

    private final World world;
    private final Path folder;
    private final Fronts fronts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LiveReplica> live = new ConcurrentHashMap<>();
    private volatile AppRecord record;
    private volatile boolean forgotten;

    LiveApp(World world, Path folder, AppRecord record) {
        this.world = world;
        this.folder = folder;
        this.record = record;
        this.fronts = new Fronts(world.options().address(), world.ports());
    }

    static Path stateFile(Path folder) {
        return folder.resolve("app.state");
    }

    AppRecord record() {
        return record;
    }

    AppId id() {
        return record.id();
    }

    Fronts fronts() {
        return fronts;
    }

    boolean forgotten() {
        return forgotten;
    }

    Optional<LiveReplica> replica(String name) {
        return Optional.ofNullable(live.get(name));
    }

    /** Returns where the log of a replica lies, which outlives the replica for a while. */
    Path log(String replica) {
        return folder.resolve("logs").resolve(replica + ".log");
    }

    // ---- orders

    /** Puts a new app's first order into force. */
    static LiveApp create(World world, Path folder, AppOrder order, int wanted) {
        Fronts choosing = new Fronts(world.options().address(), world.ports());
        Map<String, Integer> ports = choosing.choose(order.ports(), Map.of());
        LiveApp app = new LiveApp(world, folder, AppRecord.first(order, wanted, ports, world.now()));
        app.lock.lock();
        try {
            Folders.make(folder);
            app.save(app.record);
            CrashPoints.reach(CrashPoints.APP_RECORDED);
            app.fronts.open(ports);
            return app;
        } catch (ProcessException notSaved) {
            ports.values().forEach(world.ports()::release);
            throw notSaved;
        } finally {
            app.lock.unlock();
        }
    }

    /** Puts another order into force. */
    void order(AppOrder next) {
        lock.lock();
        try {
            requireStaying();
            if (!record.asks(next)) {
                Map<String, Integer> ports = fronts.choose(next.ports(), record.fronts());
                save(record.ordered(next, ports, world.now()));
                CrashPoints.reach(CrashPoints.APP_RECORDED);
                fronts.open(ports);
                record.replicas().stream()
                        .filter(each -> each.phase() == Phase.SERVING)
                        .forEach(this::expose);
            }
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            if (!record.deleting()) {
                save(record.deleted(world.now()));
                CrashPoints.reach(CrashPoints.APP_DELETING);
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(UnaryOperator<AppRecord> change) {
        lock.lock();
        try {
            requireStaying();
            AppRecord next = change.apply(record);
            if (!next.equals(record)) {
                save(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireStaying() {
        if (record.deleting()) {
            throw Problems.conflict(id().text() + " is being deleted; wait until it is gone");
        }
    }

    // ---- steps

    /** Makes at most one change towards what is ordered, and returns which. */
    NextStep step() {
        lock.lock();
        try {
            if (forgotten) {
                return new NextStep.Forget();
            }
            NextStep next = look();
            if (next instanceof NextStep.Start) {
                startReplica();
            } else if (next instanceof NextStep.Switch to) {
                serve(to.replica());
            } else if (next instanceof NextStep.Drain leaving) {
                drain(leaving.replica());
            } else if (next instanceof NextStep.Stop ending) {
                stop(ending.replica());
            } else if (next instanceof NextStep.Stall stall && record.stalled().isEmpty()) {
                save(record.stalled(stall.why()));
            } else if (next instanceof NextStep.Settled) {
                settle();
            } else if (next instanceof NextStep.Forget) {
                forget();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the next step without taking it. */
    NextStep look() {
        return NextStep.of(record, this::sight, world.now());
    }

    private NextStep.Sight sight(ReplicaRecord replica) {
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

    private void startReplica() {
        world.requireRoomForReplica();
        Map<String, Integer> ports = new LinkedHashMap<>();
        String name = "r" + record.nextReplica();
        try {
            for (Port port : record.order().ports()) {
                ports.put(port.name(), world.ports().reserve());
            }
            Instant now = world.now();
            ReplicaRecord replica = new ReplicaRecord(
                    name,
                    record.template(),
                    Phase.STARTING,
                    ports,
                    "",
                    Optional.empty(),
                    now,
                    Optional.empty(),
                    0,
                    now);
            save(record.withNew(replica).moved(now));
        } catch (ProcessException notSaved) {
            ports.values().forEach(world.ports()::release);
            throw notSaved;
        }
        bringUp(record.order(), name).start();
    }

    private LiveReplica bringUp(AppOrder order, String name) {
        ReplicaHome home = new ReplicaHome(
                folder.resolve("replicas").resolve(name), log(name), world.volumes(id().project()), world.artifacts());
        LiveReplica replica = new LiveReplica(name, order, home, this, world.threads(), world.ticker());
        live.put(name, replica);
        return replica;
    }

    private void serve(String name) {
        CrashPoints.reach(CrashPoints.REPLICA_HEALTHY);
        Instant now = world.now();
        save(record.change(name, replica -> replica.in(Phase.SERVING, now)).moved(now));
        record.replica(name).ifPresent(this::expose);
        CrashPoints.reach(CrashPoints.BALANCER_SWITCHED);
    }

    private void expose(ReplicaRecord replica) {
        LiveReplica seen = live.get(replica.name());
        boolean ready = seen != null && seen.ready();
        if (seen != null && ready) {
            seen.served();
        }
        fronts.put(replica, ready ? BackendState.ACTIVE : BackendState.DOWN);
    }

    private void drain(String name) {
        Instant now = world.now();
        replica(name).ifPresent(LiveReplica::leave);
        save(record.change(name, replica -> replica.in(Phase.DRAINING, now)).moved(now));
        fronts.drain(name);
        CrashPoints.reach(CrashPoints.REPLICA_DRAINING);
    }

    private void stop(String name) {
        Instant now = world.now();
        replica(name).ifPresent(LiveReplica::leave);
        save(record.change(name, replica -> replica.in(Phase.STOPPING, now)).moved(now));
        fronts.drain(name);
        CrashPoints.reach(CrashPoints.REPLICA_STOPPING);
        world.threads().workers().execute(() -> end(name));
    }

    /** Ends a replica and forgets it; tried again when the disk refuses. */
    private void end(String name) {
        try {
            Optional<LiveReplica> ending = replica(name);
            if (ending.isPresent()) {
                ending.get().stop(ending.get().order().stopGrace());
            }
            CrashPoints.reach(CrashPoints.REPLICA_STOPPED);
            remove(name);
        } catch (ProcessException notSaved) {
            world.threads()
                    .scheduler()
                    .schedule(() -> world.threads().workers().execute(() -> end(name)), 1, TimeUnit.SECONDS);
            throw notSaved;
        }
    }

    private void remove(String name) {
        lock.lock();
        try {
            Optional<ReplicaRecord> leaving = record.replica(name);
            if (leaving.isEmpty()) {
                return;
            }
            world.meter().add(AppView.use(this, leaving.get(), world.card(), world.now()));
            save(record.without(name).moved(world.now()));
            live.remove(name);
            fronts.remove(name);
            leaving.get().ports().values().forEach(world.ports()::release);
            Folders.delete(folder.resolve("replicas").resolve(name));
            pruneLogs();
            CrashPoints.reach(CrashPoints.REPLICA_REMOVED);
        } finally {
            lock.unlock();
        }
    }

    private void pruneLogs() {
        List<Path> logs = new ArrayList<>(Folders.list(folder.resolve("logs")));
        logs.removeIf(log -> record.replicas().stream()
                .anyMatch(replica -> String.valueOf(log.getFileName()).startsWith(replica.name() + ".log")));
        logs.sort(Comparator.comparing(log -> log.toFile().lastModified()));
        logs.subList(0, Math.max(0, logs.size() - KEPT_LOGS)).forEach(Folders::delete);
    }

    private void settle() {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        record.order().ports().forEach(port -> {
            Integer number = record.fronts().get(port.name());
            if (number != null) {
                wanted.put(port.name(), number);
            }
        });
        fronts.keepOnly(wanted);
        if (!record.stalled().isEmpty() || !wanted.equals(record.fronts())) {
            save(record.settled(wanted, world.now()));
        }
    }

    private void forget() {
        fronts.closeAll();
        Folders.delete(folder);
        forgotten = true;
        world.forget(this);
        CrashPoints.reach(CrashPoints.APP_DELETED);
    }

    // ---- what replicas ask

    @Override
    public ManagedProcess launch(LiveReplica replica) {
        String intent = world.newIntent();
        Marker marker = new Marker(world.owner(), markerName(replica.name()), intent);
        ReplicaRecord starting = update(replica, each -> each.launching(intent));
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
            update(replica, each -> each.running(process.identity(), world.now()));
        } catch (ProcessException notSaved) {
            Ender.kill(process.identity(), marker);
            throw notSaved;
        }
        CrashPoints.reach(CrashPoints.REPLICA_IDENTIFIED);
        return process;
    }

    private ReplicaRecord update(LiveReplica replica, UnaryOperator<ReplicaRecord> change) {
        lock.lock();
        try {
            save(record.change(replica.name(), change));
            return record.replica(replica.name())
                    .orElseThrow(() -> new ProcessException(
                            ProcessException.Kind.LAUNCH_FAILED, replica.name() + " is no longer wanted"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void readinessChanged(LiveReplica replica) {
        lock.lock();
        try {
            record.replica(replica.name())
                    .filter(each -> each.phase() == Phase.SERVING)
                    .ifPresent(this::expose);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lost(LiveReplica replica) {
        fronts.down(replica.name());
        world.note(id().text() + ": replica " + replica.name() + " ended by itself or stopped answering");
    }

    @Override
    public Optional<ReplicaRecord> record(LiveReplica replica) {
        return record.replica(replica.name());
    }

    @Override
    public Marker besides(LiveReplica replica) {
        return new Marker(world.owner(), markerName(replica.name()), world.newIntent());
    }

    /** Returns the marker that the latest start of a replica carries. */
    Marker marker(ReplicaRecord replica) {
        return new Marker(world.owner(), markerName(replica.name()), replica.launch());
    }

    private String markerName(String replica) {
        return "app:" + id().project().value() + "/" + id().value() + "/" + replica;
    }

    // ---- a new owner

    /**
     * Takes over what a former owner left: live replicas are adopted, dead ones started again, those on their way out ended.
     *
     * @return the intents of the processes that were adopted
     */
    List<String> adopt(List<ProcessScanner.Owned> running) {
        List<String> adopted = new ArrayList<>();
        lock.lock();
        try {
            record.fronts().values().forEach(world.ports()::adopt);
            fronts.open(record.fronts());
            for (ReplicaRecord replica : record.replicas()) {
                replica.ports().values().forEach(world.ports()::adopt);
                adopt(replica, running).ifPresent(adopted::add);
            }
            return adopted;
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> adopt(ReplicaRecord replica, List<ProcessScanner.Owned> running) {
        Optional<ProcessIdentity> alive = running.stream()
                .filter(found -> found.leader()
                        && found.marker().replica().equals(markerName(replica.name()))
                        && found.marker().intent().equals(replica.launch()))
                .map(ProcessScanner.Owned::identity)
                .filter(ProcessIdentity::alive)
                .min(Comparator.comparingLong(ProcessIdentity::start));
        LiveReplica mine = bringUp(record.orderOf(replica), replica.name());
        if (alive.isEmpty()) {
            if (replica.staying()) {
                mine.start();
            } else {
                world.threads().workers().execute(() -> end(replica.name()));
            }
            return Optional.empty();
        }
        if (!replica.process().equals(alive)) {
            save(record.change(replica.name(), each -> each.found(alive.get())));
        }
        mine.adopt(ManagedProcess.adopted(alive.get(), marker(replica)));
        if (!replica.staying()) {
            mine.leave();
        }
        if (replica.phase() == Phase.STOPPING) {
            world.threads().workers().execute(() -> end(replica.name()));
        } else if (replica.phase() == Phase.SERVING) {
            fronts.put(replica, BackendState.ACTIVE);
        }
        return Optional.of(replica.launch());
    }

    /** Looks after what only time brings: a port that is free again, a log that has grown. */
    void tend() {
        if (!fronts.allOpen()) {
            lock.lock();
            try {
                fronts.open(record.fronts());
                record.replicas().stream()
                        .filter(each -> each.phase() == Phase.SERVING)
                        .forEach(this::expose);
            } finally {
                lock.unlock();
            }
        }
        live.values().forEach(replica -> replica.log().rotateIfLarge());
    }

    /** Lets go of everything and leaves the processes as they are. */
    void release() {
        live.values().forEach(LiveReplica::release);
        fronts.close();
    }

    private void save(AppRecord next) {
        StateFile.write(stateFile(folder), next::write);
        record = next;
    }
}
