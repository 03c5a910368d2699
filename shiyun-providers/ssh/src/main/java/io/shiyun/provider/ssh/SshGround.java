package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Zone;
import io.shiyun.process.LineLog;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.apps.AppOwner;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.Ground;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.process.apps.Site;
import io.shiyun.spi.AppOrder;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Machines over SSH as the ground of apps. Thread-safe. */
final class SshGround implements Ground {
    private static final Duration LOG_POLL = Duration.ofMillis(500);

    private final AppWorld world;
    private final AppOptions options;
    private final AppMachines machines;
    private final PortAllocator fronts;
    private final Map<String, Set<Integer>> listening = new ConcurrentHashMap<>();
    private final Map<String, PortAllocator> ports = new ConcurrentHashMap<>();
    private final Map<String, AppMachine> known = new ConcurrentHashMap<>();

    SshGround(AppWorld world, AppOptions options, AppMachines machines) {
        this.world = world;
        this.options = options;
        this.machines = machines;
        this.fronts = new PortAllocator(
                options.address(), options.fronts().first(), options.fronts().last());
        fronts.beginAt(somewhere(options.fronts()));
    }

    /** Owners of several folders begin at different places of the same range. */
    private int somewhere(AppOptions.Range range) {
        int size = range.last() - range.first() + 1;
        return range.first() + Math.floorMod(world.owner().id().hashCode(), size);
    }

    AppOptions options() {
        return options;
    }

    RemoteFiles files() {
        return world.files();
    }

    Collection<AppMachine> machines() {
        return known.values();
    }

    /** Takes note of the ports that are listened on at a machine. Machines of one address share them. */
    void listening(Machine machine, Set<Integer> taken) {
        listening.put(machine.address(), taken);
    }

    AppMachine machine(String name) {
        return known.computeIfAbsent(name, absent -> {
            String address = machines.find(name).map(Machine::address).orElse(name);
            return new AppMachine(
                    name,
                    address,
                    () -> machines.find(name),
                    world.runner(),
                    ports.computeIfAbsent(address, this::range));
        });
    }

    private PortAllocator range(String address) {
        PortAllocator range = new PortAllocator(
                port -> !listening.getOrDefault(address, Set.of()).contains(port),
                options.ports().first(),
                options.ports().last());
        range.beginAt(somewhere(options.ports()));
        return range;
    }

    /** Returns whether a machine other than this answers, as far as is known. */
    boolean anotherAnswers(AppMachine than) {
        return machines.hosts().stream()
                .filter(each -> !each.name().equals(than.name()))
                .anyMatch(each -> machine(each.name()).why().isEmpty());
    }

    /** Spreads over zones first, then over machines; those that do not answer come last. */
    @Override
    public String choose(ProjectId project, List<ReplicaRecord> present, long all) {
        if (all >= options.mostReplicas()) {
            throw io.shiyun.process.apps.Problems.quota(
                    "there are " + all + " replicas, as many as the setting 'max-replicas' allows");
        }
        Comparator<Machine> order = Comparator.<Machine, Boolean>comparing(
                        each -> machine(each.name()).why().isPresent())
                .thenComparing(each -> present.stream()
                        .filter(replica -> zone(replica.machine()).equals(zone(each.name())))
                        .count())
                .thenComparing(each -> present.stream()
                        .filter(replica -> replica.machine().equals(each.name()))
                        .count())
                .thenComparing(each -> world.table().all().stream()
                        .flatMap(app -> app.record().replicas().stream())
                        .filter(replica -> replica.machine().equals(each.name()))
                        .count())
                .thenComparing(Machine::name);
        return machines.hosts().stream().min(order).map(Machine::name).orElseThrow(SshGround::noMachine);
    }

    private static CloudException noMachine() {
        return CloudException.rejected(Reason.UNAVAILABLE, "no machine can run apps now: " + AppMachines.NEEDED)
                .build();
    }

    @Override
    public void check(AppOrder order, List<String> faults) {
        if (!order.image().isEmpty()) {
            faults.add("image: machines over SSH run commands, not images; leave it empty");
        }
        if (!order.volumes().isEmpty()) {
            faults.add(
                    "volumes: a folder of one machine does not follow a replica to another; keep such data elsewhere");
        }
        order.command().ifPresent(command -> {
            if (command.program().startsWith("-")) {
                faults.add("command: the program begins with a hyphen");
            }
            boolean up = Arrays.asList(command.directory().split("/")).contains("..");
            if (up || command.directory().startsWith("/")) {
                faults.add("command: the folder '" + command.directory() + "' is not relative, or leads out");
            }
        });
        AppEnvironment.check(order, faults);
        if (machines.hosts().isEmpty()) {
            faults.add("machines: there is none for apps; " + AppMachines.NEEDED);
        }
    }

    @Override
    public Optional<Zone> zone(String machine) {
        return machines.find(machine)
                .map(Machine::zone)
                .filter(zone -> !zone.isEmpty())
                .map(zone -> new Zone(owner().region(), zone));
    }

    @Override
    public Site site(Path folder, AppRecord app, String replica, String machine) {
        String place = String.join(
                "/",
                options.folder(),
                owner().id(),
                app.id().project().value(),
                app.id().value(),
                replica);
        return new RemoteSite(
                this,
                machine(machine),
                new AppScripts.Replica(owner().id(), app.mark(replica), Scripts.folder(place), Optional.empty()));
    }

    @Override
    public Map<String, LineLog> logs(Path folder, Map<String, LineLog> present) {
        return present;
    }

    @Override
    public void ending(AppRecord app, ReplicaRecord replica) {}

    @Override
    public void ended(Path folder, AppRecord app) {}

    @Override
    public AppOwner owner() {
        return world.owner();
    }

    @Override
    public InetAddress address() {
        return options.address();
    }

    @Override
    public PortAllocator ports() {
        return fronts;
    }

    @Override
    public Duration logPoll() {
        return LOG_POLL;
    }
}
