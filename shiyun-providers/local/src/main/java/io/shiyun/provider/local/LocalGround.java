package io.shiyun.provider.local;

import io.shiyun.model.Command;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Zone;
import io.shiyun.process.Folders;
import io.shiyun.process.LaunchOrder;
import io.shiyun.process.Launcher;
import io.shiyun.process.LineLog;
import io.shiyun.process.Marker;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.RotatingLog;
import io.shiyun.process.apps.AppOwner;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.Ground;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.process.apps.Site;
import io.shiyun.spi.AppOrder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** This machine as the ground of apps. */
final class LocalGround implements Ground {
    private static final Duration LOG_POLL = Duration.ofMillis(50);
    private static final String END = ".log";

    private final World world;
    private final Set<String> adopted = ConcurrentHashMap.newKeySet();
    private volatile List<ProcessScanner.Owned> running = List.of();

    LocalGround(World world) {
        this.world = world;
    }

    /** Takes note of what runs as this owner begins. */
    void found(List<ProcessScanner.Owned> processes) {
        running = processes;
    }

    /** Returns the process that a former owner started with this marker. */
    Optional<ProcessIdentity> find(Marker marker) {
        Optional<ProcessIdentity> alive = Adoption.find(marker, running);
        alive.ifPresent(process -> adopted.add(marker.intent()));
        return alive;
    }

    /** Returns the intents of the processes that were taken over. */
    Set<String> adopted() {
        return adopted;
    }

    static Path log(Path folder, String replica) {
        return folder.resolve("logs").resolve(replica + END);
    }

    @Override
    public AppOwner owner() {
        return world.owner();
    }

    @Override
    public InetAddress address() {
        return world.options().address();
    }

    @Override
    public PortAllocator ports() {
        return world.ports();
    }

    @Override
    public Duration logPoll() {
        return LOG_POLL;
    }

    @Override
    public void check(AppOrder order, List<String> faults) {
        if (!order.image().isEmpty() && !world.artifacts().has(order.image())) {
            faults.add("image: there is no '" + order.image() + "' in the folder of images");
        }
        if (faults.isEmpty()) {
            order.command().ifPresent(command -> checkCommand(command, order));
        }
    }

    /** A program of the system can be looked for now; one that comes with the image or the files, only once they are there. */
    private void checkCommand(Command command, AppOrder order) {
        boolean ownFile = command.program().contains("/") && !command.program().startsWith("/");
        if (!ownFile) {
            Marker nobody =
                    new Marker(world.owner().id(), "check", world.owner().newIntent());
            Launcher.check(LaunchOrder.of(command.arguments(), world.folder(), nobody)
                    .environment(command.environment())
                    .environment(order.environment())
                    .build());
        }
    }

    @Override
    public String choose(ProjectId project, List<ReplicaRecord> present, long all) {
        if (all >= world.options().mostReplicas()) {
            throw Problems.quota("there are " + all + " replicas, as many as the setting 'max-replicas' allows");
        }
        return "";
    }

    @Override
    public Optional<Zone> zone(String machine) {
        return Optional.of(world.zone());
    }

    @Override
    public Site site(Path folder, AppRecord app, String replica, String machine) {
        ReplicaHome home = new ReplicaHome(
                folder.resolve("replicas").resolve(replica),
                log(folder, replica),
                world.volumes(app.id().project()),
                world.artifacts());
        return new LocalSite(this, home);
    }

    /** Those of earlier replicas too: the newest few of them are kept. */
    @Override
    public Map<String, LineLog> logs(Path folder, Map<String, LineLog> present) {
        Map<String, LineLog> logs = new TreeMap<>(present);
        for (Path file : Folders.list(folder.resolve("logs"))) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(END)) {
                logs.computeIfAbsent(
                        name.substring(0, name.length() - END.length()),
                        earlier -> new RotatingLog(file, Long.MAX_VALUE, 1));
            }
        }
        return logs;
    }

    @Override
    public void ending(AppRecord app, ReplicaRecord replica) {
        world.meter().add(AppUse.of(app, replica, world.card(), world.now()));
    }

    @Override
    public void ended(Path folder, AppRecord app) {
        OldLogs.prune(folder.resolve("logs"), app.replicas());
    }
}
