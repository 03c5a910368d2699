package io.shiyun.provider.local;

import io.shiyun.model.CloudId;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.process.Ender;
import io.shiyun.process.Folders;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessScanner;
import io.shiyun.process.Threads;
import io.shiyun.process.apps.AppOwner;
import io.shiyun.process.apps.AppTable;
import io.shiyun.process.apps.FolderLock;
import io.shiyun.process.apps.LiveApp;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.CloudConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open state folder with everything in it. One a folder and machine; sessions of one Java process share it. */
final class World {
    private static final Logger LOG = LoggerFactory.getLogger(World.class);
    private static final long TEND_MILLIS = 1_000;

    private final LocalOptions options;
    private final Path folder;
    private final FolderLock lock;
    private final AppOwner owner;
    private final PortAllocator ports;
    private final PriceCard card;
    private final Meter meter;
    private final ImageStore images;
    private final HostTable hosts;
    private final Sampler sampler;
    private final LocalGround ground = new LocalGround(this);
    private final AppTable apps;
    private final ReentrantLock bucketsLock = new ReentrantLock();

    private World(CloudConfig config, LocalOptions options, Path folder, FolderLock lock, String id) {
        this.options = options;
        this.folder = folder;
        this.lock = lock;
        this.owner = new AppOwner(
                id,
                new Region(config.cloud(), LocalCloud.REGION),
                new Threads("shiyun-local-" + config.cloud().name()),
                config);
        this.card = PriceCard.of(options.priceCard());
        this.ports = new PortAllocator(options.address(), options.firstPort(), options.lastPort());
        // Owners of several folders on one machine begin at different places of the same range.
        this.ports.beginAt(
                options.firstPort() + Math.floorMod(id.hashCode(), options.lastPort() - options.firstPort() + 1));
        this.meter = new Meter(folder.resolve("meter"));
        this.images = new ImageStore(folder.resolve("images"), region());
        this.hosts = new HostTable(this, folder.resolve("hosts"));
        this.apps = new AppTable(folder.resolve("apps"), ground);
        this.sampler = new Sampler(this, options.sampleEvery());
    }

    /** Opens a folder, taking over what a former owner left in it. */
    static World open(CloudConfig config, LocalOptions options, Path folder) {
        FolderLock lock = FolderLock.take(folder);
        try {
            World world = new World(config, options, folder, lock, owner(folder, config.cloud()));
            try {
                world.adopt();
                return world;
            } catch (RuntimeException failed) {
                world.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /** The id of the folder is drawn once; the name of its cloud is part of every id in it and cannot change. */
    private static String owner(Path folder, CloudId cloud) {
        Path file = folder.resolve("owner.state");
        if (!Files.exists(file)) {
            String id = UUID.randomUUID().toString();
            StateFile.write(file, fields -> {
                fields.put("id", id);
                fields.put("cloud", cloud.name());
            });
        }
        String known = StateFile.read(file, fields -> fields.text("cloud"));
        if (!known.equals(cloud.name())) {
            throw Problems.conflict("the state folder " + folder + " belongs to the cloud '" + known + "', not '"
                    + cloud + "'; use that name, or another folder");
        }
        return StateFile.read(file, fields -> fields.text("id"));
    }

    private void adopt() {
        List<ProcessScanner.Owned> running = ProcessScanner.owned(owner.id());
        ground.found(running);
        apps.adopt();
        ground.found(List.of());
        Set<String> adopted = new HashSet<>(ground.adopted());
        adopted.addAll(hosts.adopt(running));
        Folders.list(folder.resolve("buckets")).forEach(bucket -> new BucketFolder(bucket, bucketsLock).sweep());
        sweep(adopted);
        // A process that its dead owner was just starting gets its marker a moment later.
        threads().scheduler().schedule(() -> threads().workers().execute(() -> sweep(adopted)), 1, TimeUnit.SECONDS);
        threads().scheduler().schedule(() -> threads().workers().execute(() -> sweep(adopted)), 5, TimeUnit.SECONDS);
        threads().every(TEND_MILLIS, apps::tend);
    }

    /** Ends every process of this folder that neither was taken over nor was started by this session. */
    private void sweep(Set<String> adopted) {
        for (ProcessScanner.Owned found : ProcessScanner.owned(owner.id())) {
            String intent = found.marker().intent();
            if (!adopted.contains(intent) && !owner.gave(intent)) {
                LOG.info(
                        "ending process {} of {}, which the state does not know",
                        found.identity().pid(),
                        found.marker());
                Ender.kill(found.identity(), found.marker());
            }
        }
    }

    void close() {
        sampler.close();
        threads().close();
        apps.close();
        lock.close();
    }

    // ---- apps

    AppTable table() {
        return apps;
    }

    Optional<LiveApp> app(ProjectId project, String name) {
        return apps.find(project, name);
    }

    Collection<LiveApp> apps() {
        return apps.all();
    }

    /** Held by whoever changes what a key of a bucket names. */
    ReentrantLock bucketsLock() {
        return bucketsLock;
    }

    Path volumes(ProjectId project) {
        return folder.resolve("app-volumes").resolve(project.value());
    }

    // ---- surroundings

    LocalOptions options() {
        return options;
    }

    Path folder() {
        return folder;
    }

    AppOwner owner() {
        return owner;
    }

    Region region() {
        return owner.region();
    }

    Zone zone() {
        return new Zone(region(), LocalCloud.ZONE);
    }

    Instant now() {
        return owner.now();
    }

    Threads threads() {
        return owner.threads();
    }

    PortAllocator ports() {
        return ports;
    }

    PriceCard card() {
        return card;
    }

    Meter meter() {
        return meter;
    }

    ImageStore images() {
        return images;
    }

    Artifacts artifacts() {
        return images;
    }

    HostTable hosts() {
        return hosts;
    }

    Sampler sampler() {
        return sampler;
    }
}
