package io.shiyun.provider.local;

import io.shiyun.model.CloudException;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Price;
import io.shiyun.model.Secret;
import io.shiyun.model.Shape;
import io.shiyun.process.Ender;
import io.shiyun.process.Folders;
import io.shiyun.process.LaunchOrder;
import io.shiyun.process.Launcher;
import io.shiyun.process.Limits;
import io.shiyun.process.ManagedProcess;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.RotatingLog;
import io.shiyun.process.Sandbox;
import io.shiyun.process.apps.Names;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The hosts of a state folder: each a sandbox with an environment, ports and a console of its own. */
final class HostTable {
    static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int PORTS = 4;
    private static final String BOOT_SCRIPT = ".boot";

    private final World world;
    private final Path folder;
    private final HostAdmission admission;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, HostRecord> hosts = new ConcurrentSkipListMap<>();

    HostTable(World world, Path folder) {
        this.world = world;
        this.folder = Folders.make(folder);
        this.admission = new HostAdmission(world);
    }

    // ---- looking

    Collection<HostRecord> all() {
        return hosts.values().stream()
                .filter(host -> host.state() != HostState.DELETED)
                .toList();
    }

    Optional<HostRecord> find(HostId id) {
        return Optional.ofNullable(hosts.get(id.value()))
                .filter(host -> host.state() != HostState.DELETED && id.region().equals(world.region()));
    }

    HostRecord get(HostId id) {
        return find(id).orElseThrow(() -> Problems.notFound(id));
    }

    HostRecord running(HostId id) {
        HostRecord host = get(id);
        if (host.state() != HostState.RUNNING) {
            throw Problems.conflict(id.text() + " is " + host.state() + "; start it first");
        }
        return host;
    }

    Sandbox sandbox(HostRecord host) {
        return Sandbox.at(home(host).resolve("root"));
    }

    /** Returns a fresh marker for something that runs in a host. */
    Marker marker(HostRecord host) {
        return new Marker(world.owner().id(), "host:" + host.id(), world.owner().newIntent());
    }

    Map<String, String> environment(HostRecord host) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("HOME", sandbox(host).root().toString());
        values.put("HOST_NAME", host.order().name());
        values.put(
                "PORTS",
                String.join(",", host.ports().stream().map(String::valueOf).toList()));
        return values;
    }

    /** What the system holds a command of this host to. */
    Limits limits(HostRecord host) {
        Limits limits = Limits.NONE.withOpenFiles(4096);
        return host.order()
                .disk()
                .map(disk -> limits.withFileSize(disk.count()))
                .orElse(limits);
    }

    RotatingLog console(HostRecord host) {
        return new RotatingLog(home(host).resolve("console.log"), 1L << 20, 1);
    }

    // ---- changing

    /** Makes the host, or finds the one that this token made. */
    HostRecord create(HostOrder order, Intent intent) {
        return locked(() -> {
            Optional<HostRecord> before = hosts.values().stream()
                    .filter(host -> host.token().equals(intent.token()))
                    .findFirst();
            if (before.isPresent()) {
                if (!before.get().order().equals(order)) {
                    throw Problems.invalid("this token came with another order before; use one token an order");
                }
                return before.get().state() == HostState.PENDING ? prepareOrDrop(before.get()) : before.get();
            }
            admission.admit(order, all());
            Instant now = world.now();
            HostRecord host = new HostRecord(
                    "h-" + UUID.randomUUID().toString().substring(0, 13),
                    order,
                    intent.token(),
                    order.shape(),
                    HostState.PENDING,
                    Names.tags(order.tags(), intent.tags()),
                    now,
                    Optional.of(now),
                    reserve(),
                    "",
                    Optional.empty());
            try {
                Folders.make(home(host));
                save(host);
            } catch (ProcessException notSaved) {
                host.ports().forEach(world.ports()::release);
                throw notSaved;
            }
            CrashPoints.reach(CrashPoints.HOST_RECORDED);
            return prepareOrDrop(host);
        });
    }

    private List<Integer> reserve() {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < PORTS; i++) {
            ports.add(world.ports().reserve());
        }
        return ports;
    }

    /** A host that cannot be made leaves nothing. */
    private HostRecord prepareOrDrop(HostRecord host) {
        try {
            return prepare(host);
        } catch (ProcessException | CloudException failed) {
            hosts.remove(host.id());
            Folders.delete(home(host));
            host.ports().forEach(world.ports()::release);
            throw failed;
        }
    }

    /** Fills the folder of a host and starts it; harmless to repeat after a crash. */
    private HostRecord prepare(HostRecord host) {
        Path root = home(host).resolve("root");
        Folders.delete(root);
        Folders.make(root);
        world.artifacts().unpack(host.order().image().value(), root);
        CrashPoints.reach(CrashPoints.HOST_PREPARED);
        say(host, "made of " + host.order().image().value() + ", size " + host.shape());
        Optional<Secret> script = host.order().userData();
        if (script.isPresent()) {
            byte[] text = script.get().reveal().getBytes(StandardCharsets.UTF_8);
            sandbox(host).write(BOOT_SCRIPT, text, "rwx------");
        }
        return boot(host.in(HostState.RUNNING));
    }

    /** Runs the user data at the first boot, in the background, to the console. */
    private HostRecord boot(HostRecord host) {
        if (host.order().userData().isEmpty()) {
            return saved(host);
        }
        Marker marker = marker(host);
        saved(host.booting(marker.intent()));
        Sandbox sandbox = sandbox(host);
        ManagedProcess process = Launcher.launch(
                LaunchOrder.of(List.of(sandbox.root().resolve(BOOT_SCRIPT).toString()), sandbox.root(), marker)
                        .environment(environment(host))
                        .limits(limits(host))
                        .log(console(host).file())
                        .build());
        process.limits().notSet().forEach(limit -> say(host, "limit not held: " + limit));
        return get(host.hostId(world.region()));
    }

    HostRecord start(HostId id) {
        return locked(() -> {
            HostRecord host = get(id);
            if (host.state() == HostState.RUNNING) {
                return host;
            }
            if (host.billedSince().isEmpty()) {
                admission.requireRoom(HostAdmission.sizeOf(host), all(), Optional.empty());
            }
            HostRecord started =
                    saved(host.in(HostState.RUNNING).billed(host.billedSince().or(() -> Optional.of(world.now()))));
            say(started, "started");
            return started;
        });
    }

    HostRecord stop(HostId id, boolean release) {
        return locked(() -> {
            HostRecord host = get(id);
            if (host.state() == HostState.RUNNING) {
                endProcesses(host);
                say(host, "stopped");
                host = saved(host.in(HostState.STOPPED));
            }
            return release ? saved(meter(host, Optional.empty())) : host;
        });
    }

    HostRecord reboot(HostId id) {
        return locked(() -> {
            HostRecord host = running(id);
            endProcesses(host);
            say(host, "rebooted");
            return host;
        });
    }

    HostRecord resize(HostId id, Shape shape) {
        return locked(() -> {
            HostRecord host = get(id);
            if (host.shape().equals(shape)) {
                return host;
            }
            Machine.Size size = Machine.size(shape).orElseThrow(() -> HostAdmission.notSold(shape));
            admission.requireRoom(size, all(), Optional.of(host.id()));
            HostRecord metered = host.billedSince().isPresent() ? meter(host, Optional.of(world.now())) : host;
            HostRecord resized = saved(metered.sized(shape));
            say(resized, "resized to " + shape);
            return resized;
        });
    }

    HostRecord tag(HostId id, Map<String, String> tags) {
        return locked(() -> {
            HostRecord host = get(id);
            return saved(host.tagged(Names.changed(host.tags(), tags)));
        });
    }

    void delete(HostId id) {
        locked(() -> {
            find(id).ifPresent(host -> {
                HostRecord leaving = saved(host.in(HostState.DELETING));
                CrashPoints.reach(CrashPoints.HOST_DELETING);
                close(leaving);
            });
            return id;
        });
    }

    private void close(HostRecord host) {
        endProcesses(host);
        HostRecord metered = meter(host, Optional.empty());
        Folders.delete(home(host).resolve("root"));
        console(host).delete();
        saved(metered.closedAt(world.now()));
        host.ports().forEach(world.ports()::release);
    }

    /** Writes down what the host has used of its present size; a new use begins at {@code next}, or none. */
    private HostRecord meter(HostRecord host, Optional<Instant> next) {
        Optional<Instant> since = host.billedSince();
        if (since.isPresent()) {
            world.meter().add(use(host, since.get(), next.orElseGet(world::now)));
        }
        return host.billed(next);
    }

    Meter.Use use(HostRecord host, Instant from, Instant to) {
        Machine.Size size = HostAdmission.sizeOf(host);
        Price price = world.card().hour(host.shape(), size.cpu(), size.memory());
        String id = host.hostId(world.region()).text();
        return new Meter.Use("host", id, host.order().name(), host.shape().name(), price, from, to, host.tags());
    }

    private void endProcesses(HostRecord host) {
        for (ProcessScanner.Owned found : ProcessScanner.owned(world.owner().id())) {
            if (found.marker().replica().equals("host:" + host.id())
                    && found.identity().alive()) {
                Ender.end(found.identity(), found.marker(), GRACE);
            }
        }
    }

    // ---- a new owner

    /** Goes on with what a former owner left half done; returns the intents of processes that may go on. */
    List<String> adopt(List<ProcessScanner.Owned> running) {
        return locked(() -> {
            List<String> adopted = new ArrayList<>();
            for (Path each : Folders.list(folder)) {
                if (!Files.exists(stateFile(each))) {
                    Folders.delete(each);
                    continue;
                }
                HostRecord host = StateFile.read(stateFile(each), HostRecord::read);
                boolean forgotten = host.closed()
                        .map(when -> when.plus(TOKEN_LIFE).isBefore(world.now()))
                        .orElse(false);
                if (forgotten) {
                    Folders.delete(each);
                    continue;
                }
                hosts.put(host.id(), host);
                host.ports().forEach(world.ports()::adopt);
                if (host.state() == HostState.PENDING) {
                    goOn(host);
                } else if (host.state() == HostState.DELETING) {
                    close(host);
                } else if (host.state() == HostState.RUNNING && !host.boot().isEmpty()) {
                    adopted.add(host.boot());
                }
            }
            return adopted;
        });
    }

    private void goOn(HostRecord host) {
        try {
            prepareOrDrop(host);
        } catch (ProcessException | CloudException failed) {
            world.owner().note("host " + host.order().name() + " could not be made: " + failed.getMessage());
        }
    }

    // ---- files

    private Path home(HostRecord host) {
        return folder.resolve(host.id());
    }

    private static Path stateFile(Path home) {
        return home.resolve("host.state");
    }

    private void save(HostRecord host) {
        StateFile.write(stateFile(home(host)), host::write);
        hosts.put(host.id(), host);
    }

    private HostRecord saved(HostRecord host) {
        if (!host.equals(hosts.get(host.id()))) {
            save(host);
        }
        return host;
    }

    private void say(HostRecord host, String what) {
        String line = world.now() + " " + host.order().name() + ": " + what + "\n";
        try {
            Files.writeString(console(host).file(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw Folders.io("write", console(host).file(), failed);
        }
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
