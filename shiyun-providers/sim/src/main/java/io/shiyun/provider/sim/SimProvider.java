package io.shiyun.provider.sim;

import io.shiyun.model.CloudId;
import io.shiyun.model.Shape;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The cloud in memory, by the id {@code sim}. Sessions of one provider object find each other's things when their clouds have
 * the same name; the setting {@code world} lets sessions of several objects do so.
 */
public final class SimProvider implements CloudProvider {
    private final Map<CloudId, SimWorld> worlds = new ConcurrentHashMap<>();
    private final Optional<SimWorld> only;

    /** Makes a provider whose clouds are empty at first. */
    public SimProvider() {
        this.only = Optional.empty();
    }

    /** Makes a provider of this one cloud, whatever name it is connected to by. */
    public SimProvider(SimWorld world) {
        this.only = Optional.of(world);
    }

    @Override
    public String id() {
        return "sim";
    }

    @Override
    public String title() {
        return "Simulated cloud";
    }

    @Override
    public Capabilities capabilities() {
        return SimCapabilities.with(Guarantee.token(Duration.ofHours(24), Duration.ofSeconds(30)));
    }

    @Override
    public List<Setting> settings() {
        return SimOptions.SETTINGS;
    }

    @Override
    public SimCloud connect(CloudConfig config) {
        SimOptions options = SimOptions.of(config);
        SimWorld world = only.orElseGet(() -> config.get("world")
                .map(SimWorld::named)
                .orElseGet(() -> worlds.computeIfAbsent(config.cloud(), name -> new SimWorld())));
        world.attach(config.cloud(), new SimTime(config.clock(), config.ticker()), options);
        throwSwitches(config, world.faults());
        return new SimCloud(world, config.cloud());
    }

    /** Throws the switches that settings name, and leaves the others as they are. */
    private static void throwSwitches(CloudConfig config, Faults faults) {
        on(config, "lost-request", text -> faults.lostRequest(Double.parseDouble(text)));
        on(config, "lost-reply", text -> faults.lostReply(Double.parseDouble(text)));
        on(config, "partial-body", text -> faults.partialBody(Double.parseDouble(text)));
        on(config, "duplicate", text -> faults.duplicate(Double.parseDouble(text)));
        on(config, "throttled", text -> faults.throttled(Double.parseDouble(text)));
        on(config, "dead", text -> faults.dead(flag(text)));
        on(config, "silent", text -> faults.silent(flag(text)));
        on(config, "slow", text -> faults.slow(SimOptions.duration(text)));
        on(config, "host-quota", text -> faults.hostQuota(Long.parseLong(text)));
        on(config, "clock-jump", text -> faults.clockJump(SimOptions.duration(text)));
        each(config, "out-of-stock", name -> {
            if (name.equals("*")) {
                faults.outOfStock();
            } else {
                faults.outOfStock(new Shape(name));
            }
        });
        each(config, "out-of-stock-late", name -> {
            if (name.equals("*")) {
                faults.outOfStockLate();
            } else {
                faults.outOfStockLate(new Shape(name));
            }
        });
        each(config, "never-ready", faults::neverReady);
        each(config, "crash-loop", faults::crashLoop);
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }

    private static void on(CloudConfig config, String key, Consumer<String> action) {
        SimOptions.read(config, key, text -> {
            action.accept(text);
            return text;
        });
    }

    private static void each(CloudConfig config, String key, Consumer<String> action) {
        SimOptions.names(config, key, List.of()).forEach(action);
    }
}
