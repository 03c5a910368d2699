package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.cost.SpendGuard;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.provider.sim.SimClock;
import io.shiyun.provider.sim.SimCloud;
import io.shiyun.provider.sim.SimProvider;
import io.shiyun.provider.sim.SimWorld;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Registration;
import io.shiyun.store.IntentRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Simulated clouds and a store in virtual time: what several lives of a process share. */
public final class SimRig implements Clouds, AutoCloseable {
    /** A call that ends by virtual time. */
    public static final Duration CALL = Duration.ofSeconds(2);

    public final SimClock clock = new SimClock(Instant.parse("2026-11-20T10:00:00Z"));
    public final Store store;
    private final Map<CloudId, SimCloud> clouds = new LinkedHashMap<>();
    private final Optional<Path> folder;

    public SimRig() {
        Optional<Path> memory = Optional.of(Path.of("/dev/shm")).filter(Files::isWritable);
        this.folder = memory.map(SimRig::temporary);
        StoreOptions options = StoreOptions.defaults().withClock(clock);
        this.store = folder.map(path -> Store.open(path.resolve("shiyun.db"), options))
                .orElseGet(() -> Store.temporary(options));
    }

    private static Path temporary(Path in) {
        try {
            return Files.createTempDirectory(in, "shiyun-intent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects a new, empty cloud; an earlier one of this name is forgotten. */
    public SimCloud connect(String name, Map<String, String> settings) {
        CloudConfig.Builder config =
                CloudConfig.builder(new CloudId(name)).clock(clock).ticker(clock::nanoTime);
        settings.forEach(config::set);
        SimCloud cloud = new SimProvider(new SimWorld()).connect(config.build());
        clouds.put(new CloudId(name), cloud);
        return cloud;
    }

    /** A life of the process: its engine sees the same store and clouds as the one before. */
    public Intents life(String owner, Consumer<String> crash) {
        return life(owner, crash, points -> null);
    }

    /** The same, with a guard of the money that dies at the same points. */
    Intents life(String owner, Consumer<String> crash, Function<Consumer<String>, @Nullable SpendGuard> guard) {
        AtomicReference<Intents> engine = new AtomicReference<>();
        Consumer<String> dying = point -> {
            try {
                crash.accept(point);
            } catch (Crash death) {
                engine.get().close();
                throw death;
            }
        };
        Intents.Builder builder = Intents.builder(this, store, owner)
                .resources(ResourceKinds.of(this).all())
                .clock(clock)
                .ticker(clock::nanoTime)
                .waiter((time, woken) -> clock.advance(time))
                .dead(name -> true)
                .deletionsPerSweep(1_000_000)
                .crashPoints(dying);
        SpendGuard money = guard.apply(dying);
        if (money != null) {
            builder.spendGuard(money, Duration.ofHours(1));
        }
        Intents intents = builder.build();
        engine.set(intents);
        return intents;
    }

    public static Region region(String cloud) {
        return Region.of(cloud, "sim-1");
    }

    static HostOrder order(String cloud, String name) {
        return HostOrder.builder(region(cloud), name, new Shape("small"), new ImageId(region(cloud), "debian-12"))
                .build();
    }

    static Request create(Intents intents, String cloud, String name) {
        return Request.of(
                intents.newOperation(),
                "host/" + name,
                region(cloud),
                order(cloud, name).fields(),
                Terms.of("tester"));
    }

    IntentKind<Host> creation() {
        return new HostKind(this).creation();
    }

    public List<IntentRow> epochs(String operation) {
        return store.read(tx -> tx.intents().epochs(operation));
    }

    @Override
    public List<CloudId> ids() {
        return List.copyOf(clouds.keySet());
    }

    @Override
    public Cloud cloud(CloudId id) {
        SimCloud cloud = clouds.get(id);
        if (cloud == null) {
            throw new IllegalArgumentException("no cloud " + id + " among " + clouds.keySet());
        }
        return cloud;
    }

    @Override
    public Capabilities capabilities(CloudId id) {
        return cloud(id).narrow(Capabilities.builder().build(), call(CALL));
    }

    @Override
    public Call call(Operation operation) {
        return call(CALL);
    }

    @Override
    public Call call(Duration time) {
        long until = clock.nanoTime() + time.toNanos();
        return new Call() {
            @Override
            public Duration remaining() {
                return Duration.ofNanos(Math.max(0, until - clock.nanoTime()));
            }

            @Override
            public void check() {
                if (remaining().isZero()) {
                    throw over(Certainty.NOT_SENT);
                }
            }

            @Override
            public Registration onCancel(Runnable action) {
                return () -> {};
            }

            @Override
            public CloudException over(Certainty certainty) {
                return CloudException.of(certainty, Reason.TIMEOUT, "no answer in time")
                        .build();
            }
        };
    }

    @Override
    public void close() {
        store.close();
        folder.ifPresent(path -> {
            try (var files = Files.list(path)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
