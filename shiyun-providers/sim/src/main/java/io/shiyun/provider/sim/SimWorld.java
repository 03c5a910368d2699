package io.shiyun.provider.sim;

import io.shiyun.model.Address;
import io.shiyun.model.Alarm;
import io.shiyun.model.AppId;
import io.shiyun.model.AppService;
import io.shiyun.model.Balancer;
import io.shiyun.model.Bucket;
import io.shiyun.model.BucketId;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cluster;
import io.shiyun.model.Firewall;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Image;
import io.shiyun.model.JobId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Network;
import io.shiyun.model.Project;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Repository;
import io.shiyun.model.RepositoryId;
import io.shiyun.model.RepositoryVersion;
import io.shiyun.model.Snapshot;
import io.shiyun.model.Volume;
import io.shiyun.model.Zone;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * A whole cloud in memory. It outlives its sessions, as a cloud does: whoever connects to the same world again finds what was
 * there. Thread-safe.
 */
public final class SimWorld {
    private static final int MOST_NAMED = 1_000;
    private static final Map<String, SimWorld> NAMED = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Faults faults = new Faults();
    private final Map<Operation, Long> arrivals = new EnumMap<>(Operation.class);
    private volatile SimTime time;
    private volatile SimOptions options;

    final Meter meter = new Meter();
    final Table<Host> hosts = new Table<>(this, "host", Host::id, Host::name);
    final Map<HostId, Purchase> purchases = new HashMap<>();
    final Table<Image> images = new Table<>(this, "image", Image::id, Image::name);
    final Table<Network> networks = new Table<>(this, "network", Network::id, Network::name);
    final Table<Firewall> firewalls = new Table<>(this, "firewall", Firewall::id, Firewall::name);
    final Table<Project> projects =
            new Table<>(this, "project", Project::id, project -> project.id().value());
    final Map<AppId, SimApp> apps = new LinkedHashMap<>();
    final Map<HostId, Box> boxes = new HashMap<>();
    final Table<Volume> volumes = new Table<>(this, "volume", Volume::id, Volume::name);

    final Table<Snapshot> snapshots = new Table<>(
            this, "snapshot", Snapshot::id, snapshot -> snapshot.id().value());
    final Table<Address> addresses = new Table<>(this, "address", Address::id, Address::address);
    final Table<Balancer> balancers = new Table<>(this, "balancer", Balancer::id, Balancer::name);
    final Table<Bucket> buckets =
            new Table<>(this, "bucket", Bucket::id, bucket -> bucket.id().value());
    final Map<BucketId, Shelf> shelves = new HashMap<>();
    final Table<Cluster> clusters = new Table<>(this, "cluster", Cluster::id, Cluster::name);
    final Set<String> cordoned = new HashSet<>();
    final Table<Repository> repositories = new Table<>(
            this, "repository", Repository::id, repository -> repository.id().value());
    final Map<RepositoryId, List<RepositoryVersion>> pushed = new HashMap<>();
    final Table<MiddlewareInstance> middleware =
            new Table<>(this, "middleware", MiddlewareInstance::id, MiddlewareInstance::name);
    final Table<AppService> services =
            new Table<>(this, "service", AppService::id, service -> service.id().value());
    final Map<JobId, SimJobs.Entry> jobs = new LinkedHashMap<>();
    final Table<Alarm> alarms = new Table<>(this, "alarm", Alarm::id, Alarm::name);

    /** Makes an empty cloud; it takes its time and its options from whoever connects to it. */
    public SimWorld() {
        CloudConfig none = CloudConfig.builder(new CloudId("sim")).build();
        this.time = new SimTime(none.clock(), none.ticker());
        this.options = SimOptions.of(none);
    }

    /**
     * Returns the cloud that every session with the setting {@code world} of this name in this process is connected to.
     *
     * @throws IllegalStateException when there are 1,000 already; forget those that are no longer needed
     */
    public static SimWorld named(String name) {
        if (NAMED.size() >= MOST_NAMED && !NAMED.containsKey(name)) {
            throw new IllegalStateException("there are " + MOST_NAMED + " worlds; forget those no longer needed");
        }
        return NAMED.computeIfAbsent(name, key -> new SimWorld());
    }

    /** Forgets the cloud of this name; the next session that names it finds an empty one. */
    public static void forget(String name) {
        NAMED.remove(name);
    }

    /** Returns the switchboard that breaks it. */
    public Faults faults() {
        return faults;
    }

    /** Returns what really is, whatever the answers said. */
    public Ledger ledger() {
        return locked(() -> {
            Map<String, Integer> byToken = new TreeMap<>();
            int live = 0;
            for (Row<Host> row : hosts.all()) {
                byToken.merge(row.token, 1, Integer::sum);
                live++;
            }
            long requests =
                    arrivals.values().stream().mapToLong(Long::longValue).sum();
            return new Ledger(requests, arrivals, live, byToken, hosts.made());
        });
    }

    /** Ends a replica as a crash does; its place starts it again. Returns whether there was one. */
    public boolean crash(ReplicaId replica) {
        return locked(() -> {
            SimApp app = apps.get(replica.app());
            return app != null && app.crash(replica);
        });
    }

    /** Puts an image into a repository, as a push by a registry client does. Returns its digest. */
    public String push(RepositoryId repository, String tag) {
        return locked(() -> {
            List<RepositoryVersion> versions = pushed.computeIfAbsent(repository, id -> new ArrayList<>());
            String text = repository.text() + ":" + tag + versions.size();
            String digest = "sha256:" + Shelf.sha256(text.getBytes(StandardCharsets.UTF_8));
            versions.add(RepositoryVersion.builder(repository, digest)
                    .tags(List.of(tag))
                    .platforms(List.of("linux/amd64"))
                    .size(Bytes.mib(10))
                    .pushed(now())
                    .build());
            return digest;
        });
    }

    /** Takes time and options from a session that begins. */
    void attach(CloudId cloud, SimTime newTime, SimOptions newOptions) {
        time = newTime;
        options = newOptions;
        locked(() -> {
            options.regions().forEach(region -> SimImages.stock(this, new Region(cloud, region)));
            return true;
        });
    }

    /** Returns the zones of a region. */
    List<Zone> zones(Region region) {
        return options.zones().stream()
                .map(zone -> new Zone(region, region.name() + zone))
                .toList();
    }

    /** Takes the volumes and addresses of a host away from it. */
    void detachAll(HostId host) {
        for (Row<Volume> row : volumes.all()) {
            if (row.value().host().filter(host::equals).isPresent()) {
                row.set(SimVolumes.detached(row.value()));
            }
        }
    }

    SimTime time() {
        return time;
    }

    SimOptions options() {
        return options;
    }

    /** Returns the time of day of the cloud, which a fault may have moved. */
    Instant now() {
        return time.now().plus(faults.skew());
    }

    /** Returns how long every change takes. */
    Duration bootTime() {
        return options.bootTime();
    }

    /** Runs what belongs together; nothing in it waits. */
    <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    /** Counts a request and returns how many of its kind came before. */
    long arrived(Operation operation) {
        return locked(() -> arrivals.merge(operation, 1L, Long::sum) - 1);
    }

    /** Returns a number from 0 to 1, always the same for the same seed, subject and count. */
    double chance(String subject, long count) {
        return (mixed(subject, count) >>> 11) * 0x1.0p-53;
    }

    /** Returns eight characters, different for every count of a subject, always the same for the same seed. */
    String word(String subject, long count) {
        return String.format("%04x%04x", mixed(subject, 0) & 0xffff, count);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over seed, subject and count. */
    private long mixed(String subject, long count) {
        CRC32 hash = new CRC32();
        hash.update(subject.getBytes(StandardCharsets.UTF_8));
        long z = options.seed() * 0x9e3779b97f4a7c15L
                + hash.getValue() * 0xd1342543de82ef95L
                + (count + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
