package io.shiyun.intent;

import io.shiyun.SweepReport;
import io.shiyun.call.Clouds;
import io.shiyun.cost.SpendGuard;
import io.shiyun.model.CloudException;
import io.shiyun.model.Id;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Progress;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import io.shiyun.store.OperationIds;
import io.shiyun.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what changes clouds so that a lost answer or a dead process leaves nothing double and nothing forgotten. Thread-safe.
 */
public final class Intents implements AutoCloseable {
    /** How many unfinished intents one resume goes on with. */
    private static final int MOST_RESUMED = 10_000;

    private final Engine engine;
    private final Driver driver;
    private final Store store;
    private final Builder settings;
    private final String owner;

    private Intents(Builder builder) {
        this.owner = LiveEngines.open(builder.owner);
        Leases leases = new Leases(builder.store, builder.clock, owner, builder.lease);
        Map<String, IntentKind<?>> kinds = new HashMap<>();
        for (ResourceKind<?> resource : builder.resources) {
            resource.intents().forEach(kind -> kinds.put(kind.name(), kind));
        }
        this.settings = builder;
        this.store = builder.store;
        SpendDesk spend = new SpendDesk(builder.store, builder.guard, builder.ahead);
        this.engine = new Engine(
                builder.clouds,
                new Journal(builder.store, builder.clock, leases, spend),
                spend,
                leases,
                builder.clock,
                builder.ticker,
                builder.crash,
                process -> process.equals(builder.owner) || builder.dead.test(process),
                kinds);
        this.driver = new Driver(builder.ticker, builder.waiter, builder.executor, leases.beat(), leases::keep);
    }

    /**
     * Begins with the system's clocks, real waiting, and turns on the calling thread.
     *
     * @param owner names this process among those that share the store
     */
    public static Builder builder(Clouds clouds, Store store, String owner) {
        return new Builder(clouds, store, owner);
    }

    /** Returns a new operation id. */
    public String newOperation() {
        return OperationIds.next(settings.clock);
    }

    /**
     * Returns the operation that a caller's own reference stands for: always the same one, so that what is asked for twice by
     * one reference happens once.
     */
    public String operationOf(String reference) {
        return UUID.nameUUIDFromBytes(("reference|" + reference).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * Returns what an operation made, if it did; what is unfinished of it is gone on with first.
     *
     * @param resource the logical name that it must be about
     * @throws CloudException CONFLICT when it is about something else, or under way elsewhere for long; NOT_FOUND when what
     *     it made is gone
     */
    public <T> Optional<T> outcome(ResourceKind<T> kind, String operationId, String resource) {
        return new Repetition<>(engine, driver, kind, operationId, resource).outcome();
    }

    /** Returns the loop that follows tasks. */
    public Driver driver() {
        return driver;
    }

    /**
     * Returns the work that a request takes: written down, sent, followed to its end.
     *
     * <p>Its first turn throws CONFLICT, NOT_SENT, when something else is under way with the same resource for longer than
     * {@link Request#PATIENCE}.
     */
    public <T> Task<Ending<T>> task(IntentKind<T> kind, Request request) {
        return new Undertaking<>(engine, kind, request);
    }

    /** Does {@link #task} on this thread. */
    public <T> Ending<T> run(IntentKind<T> kind, Request request) {
        return driver.run(task(kind, request));
    }

    /**
     * Returns the terms on which a thing was made or last changed, asked for by whom these say; these where that is not
     * known.
     */
    public Terms termsOf(Id id, Terms otherwise) {
        return engine.journal.byResult(id.text()).stream()
                .filter(row -> row.state() == IntentState.DONE)
                .findFirst()
                .map(row -> engine.journal.order(row).terms())
                .map(terms ->
                        new Terms(otherwise.actor(), terms.price(), terms.project(), terms.app(), terms.expected()))
                .orElse(otherwise);
    }

    /**
     * Follows on this thread what needs no journal, since asking again makes it so, or since it leaves nothing behind, and
     * keeps what is charged for the thing in line with how it stands afterwards.
     *
     * @param begin asks for it
     * @throws CloudException when it was refused, failed, or is not done within the usual time
     */
    public <T> T follow(ResourceKind<T> kind, Supplier<Progress<T>> begin) {
        Intent intent = new Intent(store.installation().token(newOperation(), 1), Map.of());
        T value = driver.run(new Following<>(
                engine,
                begin,
                (ticket, same) -> kind.deletion().proceed(ticket, same, engine.call(kind.listing())),
                intent,
                Request.TIME));
        engine.journal.observed(kind, value);
        return value;
    }

    /**
     * Goes on with everything that is unfinished and that nobody works on: what a dead process left (its lease has ended, or
     * it is known to be dead), and what this one gave up waiting for. To be called at each start, before new work, and
     * from time to time.
     */
    public Resumed resume() {
        return resume(Request.PATIENCE);
    }

    /** As {@link #resume()}, with another patience for clouds that do not answer. */
    public Resumed resume(Duration patience) {
        engine.spend.settleDue();
        List<IntentRow> unknown = new ArrayList<>();
        List<Resumption<?>> work = new ArrayList<>();
        for (IntentRow row : engine.journal.unfinished(MOST_RESUMED)) {
            IntentKind<?> kind = engine.kinds.get(row.kind());
            if (row.state() == IntentState.FENCED || engine.isActive(row.id())) {
                continue;
            }
            if (kind == null) {
                unknown.add(row);
            } else {
                Resumption.of(engine, kind, row, patience).ifPresent(work::add);
            }
        }
        return work.isEmpty() && unknown.isEmpty() ? Resumed.NOTHING : drive(work, unknown);
    }

    private Resumed drive(List<Resumption<?>> work, List<IntentRow> unknown) {
        List<Ending<?>> endings = new ArrayList<>();
        Map<String, RuntimeException> stopped = new LinkedHashMap<>();
        List<Driver.Outcome<Ending<?>>> outcomes = driver.runAll(work);
        for (int i = 0; i < outcomes.size(); i++) {
            RuntimeException failure = outcomes.get(i).failure();
            if (failure == null) {
                endings.add(outcomes.get(i).orThrow());
            } else {
                stopped.put(work.get(i).operationId(), failure);
            }
        }
        return new Resumed(endings, stopped, unknown);
    }

    /**
     * Looks through the clouds for what should not be there. See {@link SweepReport} for what it does with what it finds.
     *
     * @param dryRun whether it only tells
     */
    public SweepReport sweep(boolean dryRun) {
        if (!dryRun) {
            engine.spend.settleDue();
        }
        return new Sweep(this, engine, settings.resources, settings.deletionsPerSweep).run(dryRun);
    }

    Store store() {
        return store;
    }

    /** Ends every wait. What was begun is in the journal, and gone on with at the next start. */
    @Override
    public void close() {
        driver.close();
        LiveEngines.close(owner);
    }

    /** Collects what the engine needs of its surroundings; not safe for use by several threads. */
    public static final class Builder {
        private final Clouds clouds;
        private final Store store;
        private List<ResourceKind<?>> resources = List.of();
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private Waiter waiter = Waiter.real();
        private Executor executor = Runnable::run;
        private final String owner;
        private Predicate<String> dead = name -> false;
        private Consumer<String> crash = CrashPoints::reach;
        /** Longer than any one call, during which no lease is prolonged. */
        private Duration lease = Duration.ofMinutes(10);

        private int deletionsPerSweep = 10;
        private @Nullable SpendGuard guard;
        private Duration ahead = Duration.ofHours(1);

        private Builder(Clouds clouds, Store store, String owner) {
            this.clouds = clouds;
            this.store = store;
            this.owner = owner;
            if (owner.isBlank()) {
                throw new IllegalArgumentException("the owner is empty; name this process");
            }
        }

        /** Sets the kinds of things it works with; see {@link ResourceKinds}. */
        public Builder resources(List<ResourceKind<?>> resources) {
            this.resources = List.copyOf(resources);
            return this;
        }

        /** Sets what tells the time of day. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Sets what measures time in nanoseconds. */
        public Builder ticker(LongSupplier ticker) {
            this.ticker = ticker;
            return this;
        }

        /** Sets how time passes while a cloud works. */
        public Builder waiter(Waiter waiter) {
            this.waiter = waiter;
            return this;
        }

        /** Sets where turns run when several tasks are followed together. */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** Sets what tells whether the process of an owner's name is dead for certain; otherwise its lease tells. */
        public Builder dead(Predicate<String> isDead) {
            this.dead = isDead;
            return this;
        }

        /**
         * Sets how long others believe that this process lives without a sign of life, at least 3 seconds; it must be longer
         * than any one call to a cloud may take. 10 minutes unless said.
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(Duration.ofSeconds(3)) < 0) {
                throw new IllegalArgumentException("a lease of " + lease + " is too short; at least 3 seconds");
            }
            this.lease = lease;
            return this;
        }

        /** Sets the most things one sweep deletes; 10 unless said. */
        public Builder deletionsPerSweep(int most) {
            this.deletionsPerSweep = most;
            return this;
        }

        /** Sets what holds money before a create, and the time whose cost is held where an order does not say how much. */
        public Builder spendGuard(SpendGuard spendGuard, Duration time) {
            this.guard = spendGuard;
            this.ahead = time;
            return this;
        }

        /** Sets what hears the name of each crash point that is reached. */
        public Builder crashPoints(Consumer<String> crash) {
            this.crash = crash;
            return this;
        }

        /** Returns the engine. */
        public Intents build() {
            return new Intents(this);
        }
    }
}
