package io.shiyun;

import io.shiyun.broker.Broker;
import io.shiyun.call.AuditSink;
import io.shiyun.call.Gather;
import io.shiyun.call.Pipeline;
import io.shiyun.call.StoreAudit;
import io.shiyun.call.Threads;
import io.shiyun.cost.SpendGuard;
import io.shiyun.intent.Intents;
import io.shiyun.intent.ResourceKinds;
import io.shiyun.intent.Waiter;
import io.shiyun.model.CloudId;
import io.shiyun.model.Secret;
import io.shiyun.release.ReleaseEngine;
import io.shiyun.scale.engine.Autoscalers;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Providers;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import io.shiyun.watch.WatchSpec;
import io.shiyun.watch.engine.Turn;
import io.shiyun.watch.engine.WatchRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the parts of a {@link Shiyun}. Everything but the clouds has a default. Not safe for use by several threads.
 */
public final class ShiyunBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Shiyun.class);

    private final Map<String, Wanted> wanted = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Pipeline.Builder pipeline = Pipeline.builder();
    private @Nullable Path store;
    private @Nullable Path plugins;
    private @Nullable Executor executor;
    private @Nullable WatchSpec watch;
    private @Nullable SpendGuard guard;
    private Duration ahead = Duration.ofHours(1);
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private Supplier<String> actor = () -> System.getProperty("user.name", "unknown");
    private Consumer<CloudEvent> events = event -> LOG.info("{} {}: {}", event.cloud(), event.kind(), event.message());
    private Duration patience = Duration.ofSeconds(10);
    private Duration keep = Retention.USUAL;
    private UnaryOperator<@Nullable String> environment = System::getenv;

    ShiyunBuilder() {}

    private record Wanted(String provider, CloudSettings settings) {}

    /** Connects a cloud whose settings all have defaults, such as {@code local}. */
    public ShiyunBuilder cloud(String name, String provider) {
        return cloud(name, provider, CloudSettings.none());
    }

    /**
     * Connects a cloud.
     *
     * @param name what this account is called here, and in every id and report
     * @param provider the id of the provider, such as {@code openstack}
     * @param settings what to connect with
     */
    public ShiyunBuilder cloud(String name, String provider, CloudSettings settings) {
        Wanted cloud = new Wanted(Objects.requireNonNull(provider, "provider"), settings);
        if (wanted.putIfAbsent(Objects.requireNonNull(name, "name"), cloud) != null) {
            faults.add("cloud '" + name + "': the name is given twice");
        }
        return this;
    }

    /**
     * Sets the file of the durable state; the folders of clouds that keep state of their own lie beside it. {@code
     * .shiyun/shiyun.db} in the home folder of the user when not set.
     */
    public ShiyunBuilder store(Path file) {
        this.store = file;
        return this;
    }

    /** Sets a folder of plugin jars, for providers that are not on the class path. */
    public ShiyunBuilder plugins(Path folder) {
        this.plugins = folder;
        return this;
    }

    /**
     * Sets where questions to many clouds run; it must not queue them behind each other. Virtual threads where the JDK has
     * them, a bounded pool on 17, when not set.
     */
    public ShiyunBuilder executor(Executor threads) {
        this.executor = threads;
        return this;
    }

    /** Sets what tells the time of day, and what measures time in nanoseconds. */
    public ShiyunBuilder time(InstantSource instants, LongSupplier nanos) {
        this.clock = instants;
        this.ticker = nanos;
        return this;
    }

    /** Sets who hears of what happens to calls. */
    public ShiyunBuilder listener(CallListener listener) {
        pipeline.listener(listener);
        return this;
    }

    /** Sets who hears of what providers do by themselves; they are logged when not set. */
    public ShiyunBuilder onCloudEvent(Consumer<CloudEvent> listener) {
        this.events = listener;
        return this;
    }

    /** Sets what is allowed; everything when not set. */
    public ShiyunBuilder permit(Permit permit) {
        pipeline.permit(permit);
        return this;
    }

    /** Sets who is asking, on the thread that asks; the user of this process when not set. */
    public ShiyunBuilder actor(Supplier<String> who) {
        this.actor = who;
        return this;
    }

    /** Changes the limits of one operation: its time, attempts and storing. */
    public ShiyunBuilder limits(Operation operation, UnaryOperator<CallLimits> change) {
        pipeline.limits(operation, change);
        return this;
    }

    /** Sets how long a question to all clouds waits for the slowest; 10 seconds when not set. */
    public ShiyunBuilder patience(Duration longest) {
        this.patience = longest;
        return this;
    }

    /**
     * Sets how long the store keeps finished operations of things that are gone, records of calls, and closed records of
     * use, without which no bill can be made; 400 days when not set, and at least 32.
     */
    public ShiyunBuilder keep(Duration time) {
        if (time.compareTo(Retention.LEAST) < 0) {
            faults.add("keep: " + time + " is too short; a month's bill needs at least " + Retention.LEAST.toDays()
                    + " days");
        }
        this.keep = time;
        return this;
    }

    /**
     * Sets what holds money before anything is created, spends it when it was, and frees it when it certainly was not. Nothing
     * is held when not set. Give every process that shares the store a guard over the same accounts.
     *
     * @param guard holds the money
     * @param ahead the time whose cost is held, where a quote does not say for how long something is bought
     */
    public ShiyunBuilder spendGuard(SpendGuard guard, Duration ahead) {
        if (ahead.isNegative() || ahead.isZero()) {
            faults.add("spendGuard: the cost of " + ahead + " cannot be held; give a time above zero, such as an hour");
        }
        this.guard = Objects.requireNonNull(guard, "guard");
        this.ahead = ahead;
        return this;
    }

    /** Sets what to watch from the start; nothing is watched until {@link Shiyun#watch} is called when not set. */
    public ShiyunBuilder watch(WatchSpec spec) {
        this.watch = spec;
        return this;
    }

    /** Sets how environment variables are read. */
    ShiyunBuilder environment(UnaryOperator<@Nullable String> reading) {
        this.environment = reading;
        return this;
    }

    /**
     * Checks everything, opens the store and the sessions, and goes on with what an earlier process left unfinished.
     *
     * @throws IllegalArgumentException when something is missing, misspelt or unknown; the message names every fault, and
     *     nothing was opened
     * @throws io.shiyun.store.StoreException when the store cannot be used, and why
     */
    public Shiyun build() {
        List<AutoCloseable> opened = new ArrayList<>();
        boolean complete = false;
        try {
            Shiyun shiyun = open(opened);
            if (watch != null) {
                shiyun.watch();
            }
            complete = true;
            return shiyun;
        } finally {
            if (!complete) {
                Closing.all(opened);
            }
        }
    }

    private Shiyun open(List<AutoCloseable> opened) {
        Providers providers = plugins == null ? Providers.onClassPath() : Providers.withPlugins(plugins);
        opened.add(providers);
        check(providers);

        Path file = (store == null ? Path.of(System.getProperty("user.home"), ".shiyun", "shiyun.db") : store)
                .toAbsolutePath();
        Store state = Store.open(file, StoreOptions.defaults());
        opened.add(0, state);
        Executor threads = executor == null ? ownThreads(opened) : executor;
        Pipeline calls = pipeline.clock(clock)
                .ticker(ticker)
                .executor(threads)
                .audit(kept(new StoreAudit(state, actor), new Retention(state, clock, threads, keep)))
                .build();
        opened.add(0, calls);
        ConnectedClouds clouds = new ConnectedClouds(calls);
        opened.add(0, clouds);
        connect(providers, clouds, threads, file);

        String owner = Owner.current().toString();
        ResourceKinds kinds = ResourceKinds.of(clouds);
        Intents.Builder working = Intents.builder(clouds, state, owner)
                .resources(kinds.all())
                .clock(clock)
                .ticker(ticker)
                .executor(threads)
                .dead(Owner::dead);
        if (guard != null) {
            working.spendGuard(guard, ahead);
        }
        Intents intents = working.build();
        opened.add(0, intents);
        FleetContext fleets = new FleetContext(clouds, new Gather(calls, threads), patience);
        Broker broker = new Broker(
                clouds, intents, kinds.hosts(), query -> OfferFleet.list(fleets, query), ticker, Broker.PATIENCE);
        ReleaseEngine releases = ReleaseEngine.builder(clouds, state, owner)
                .time(clock, ticker, Waiter.real())
                .actor(actor)
                .price(new ReplicaPrices(clouds))
                .dead(Owner::dead)
                .build();
        WatchSpec watched = watch == null ? WatchSpec.builder().build() : watch;
        WatchHolder watching = new WatchHolder(() ->
                WatchRunner.open(state, Turn.in(state, owner, Owner::dead), clouds, clock, threads, watched, null));
        opened.add(0, watching);
        opened.add(0, releases);
        Autoscalers autoscalers = new Autoscalers(watching::get, new AppReplicas(clouds, releases), state, threads);
        opened.add(0, autoscalers);
        RecoveryTask recovery = RecoveryTask.start(releases, intents, threads);
        opened.add(0, recovery);

        return new Shiyun(new Surroundings(
                fleets,
                calls,
                state,
                clock,
                actor,
                kinds,
                intents,
                broker,
                releases,
                watching,
                autoscalers,
                recovery,
                List.copyOf(opened),
                new AtomicBoolean()));
    }

    private static AuditSink kept(AuditSink audit, Retention retention) {
        return entry -> {
            audit.record(entry);
            retention.grown();
        };
    }

    private static Executor ownThreads(List<AutoCloseable> opened) {
        ExecutorService own = Threads.standard();
        opened.add(0, own::shutdownNow);
        return own;
    }

    private void check(Providers providers) {
        List<String> all = new ArrayList<>(faults);
        if (wanted.isEmpty()) {
            all.add("no cloud is named; begin with cloud(\"here\", \"local\"). Providers found are " + providers.ids());
        }
        wanted.forEach((name, cloud) -> {
            String where = "cloud '" + name + "': ";
            try {
                new CloudId(name);
                CloudProvider provider = providers.get(cloud.provider());
                cloud.settings().faults(provider, environment).forEach(fault -> all.add(where + fault));
            } catch (IllegalArgumentException e) {
                all.add(where + e.getMessage());
            }
        });
        if (!all.isEmpty()) {
            throw new IllegalArgumentException("Shiyun cannot be built:\n - " + String.join("\n - ", all));
        }
    }

    private void connect(Providers providers, ConnectedClouds clouds, Executor threads, Path file) {
        Path folders = file.resolveSibling(file.getFileName() + ".clouds");
        wanted.forEach((name, cloud) -> {
            CloudProvider provider = providers.get(cloud.provider());
            CloudConfig.Builder config = CloudConfig.builder(new CloudId(name))
                    .clock(clock)
                    .ticker(ticker)
                    .executor(threads)
                    .events(events)
                    .folder(folders.resolve(name));
            Map<String, Secret> settings = cloud.settings().resolve(provider, environment);
            settings.forEach(config::set);
            clouds.connect(provider, config.build());
        });
    }
}
