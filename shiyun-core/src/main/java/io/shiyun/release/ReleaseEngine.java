package io.shiyun.release;

import io.shiyun.AppRevision;
import io.shiyun.Release;
import io.shiyun.ReleaseListener;
import io.shiyun.ReleaseOptions;
import io.shiyun.call.Clouds;
import io.shiyun.intent.CrashPoints;
import io.shiyun.intent.LiveEngines;
import io.shiyun.intent.Waiter;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Price;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Operation;
import io.shiyun.store.IntentRow;
import io.shiyun.store.RevisionRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out releases of apps, at every place alike. Each method waits in the calling thread until its release has
 * ended, and answers how; it throws a {@link CloudException} only where no release was begun, where the thread was
 * interrupted, or where the store failed. Thread-safe.
 *
 * <p>One release of an app runs at a time, over all processes that share the store: another is refused with CONFLICT.
 * One that its owner left unfinished, dead or interrupted, is gone on with first.
 */
public final class ReleaseEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseEngine.class);
    private static final int TRIES = 10;

    private final String owner;
    private final Surroundings around;
    private final Planner planner;
    private final Predicate<String> dead;
    private final Underway underway = new Underway();

    private ReleaseEngine(Builder builder) {
        this.owner = LiveEngines.open(builder.owner);
        Ledger ledger = new Ledger(builder.store, builder.clock, owner, builder.lease, builder.keep, builder.price);
        this.around = new Surroundings(
                builder.clouds,
                ledger,
                builder.clock,
                builder.ticker,
                builder.waiter,
                builder.listener,
                builder.crashPoints);
        this.planner = new Planner(ledger, builder.actor);
        this.dead = name -> {
            String process = LiveEngines.process(name);
            return process.equals(builder.owner) ? !LiveEngines.isOpen(name) : builder.dead.test(process);
        };
    }

    /**
     * Begins an engine.
     *
     * @param owner names this process among those that share the store
     */
    public static Builder builder(Clouds clouds, Store store, String owner) {
        return new Builder(clouds, store, owner);
    }

    /**
     * Brings a new app or a new revision of one. The revision of the order is set here, from its content; the number of
     * replicas is no part of that. An order with {@link Scaling.Untouched} keeps the number there is, and begins with
     * one.
     */
    public Release deploy(AppOrder wish, ReleaseOptions options) {
        AppOrder order =
                wish.toBuilder().revision(around.ledger().revision(wish)).build();
        return run(order.app(), options, there -> planner.deploy(order, there, options));
    }

    /**
     * Brings a recorded revision back; the one that served before the present one when none is named. The number of
     * replicas stays.
     *
     * @throws CloudException NOT_FOUND, NOT_SENT, when there is no such revision
     */
    public Release rollBack(AppId app, OptionalInt number, ReleaseOptions options) {
        return run(app, options, there -> planner.rollBack(app, number, there, options));
    }

    /**
     * Changes the number of replicas.
     *
     * @throws CloudException NOT_FOUND when the place has no such app
     */
    public Release scale(AppId app, Scaling scaling, ReleaseOptions options) {
        Objects.requireNonNull(scaling, "scaling");
        return run(app, options, there -> planner.scale(app, scaling, there, options));
    }

    /**
     * Replaces every replica by a fresh one, as a roll does.
     *
     * @throws CloudException NOT_FOUND when the place has no such app; UNSUPPORTED where the place cannot
     */
    public Release restart(AppId app, ReleaseOptions options) {
        return run(app, options, there -> planner.restart(app, there, options));
    }

    /** Ends the app and forgets its revisions; one that is gone already is done. */
    public Release delete(AppId app, ReleaseOptions options) {
        return run(app, options, there -> planner.delete(app, there, options));
    }

    /** How the number of replicas of an app was last set; empty when no release that is remembered did. */
    public Optional<Scaling> scaling(AppId app) {
        return around.ledger().scaling(app);
    }

    /** The recorded revisions of an app, newest first. */
    public List<AppRevision> revisions(AppId app) {
        int current = around.ledger().current(app).map(RevisionRow::number).orElse(0);
        return around.ledger().revisions(app).stream()
                .map(row -> new AppRevision(
                        row.number(),
                        around.ledger().order(row).revision(),
                        AppRevision.State.valueOf(row.state()),
                        row.number() == current,
                        row.note(),
                        row.created()))
                .toList();
    }

    /**
     * Goes on with every release that nobody works on: of owners that are dead, whose lease has ended, or of this engine
     * where a thread was interrupted. Called at the start, before new work.
     *
     * @return how they ended; one that cannot be gone on with now is left for the next time and logged
     */
    public List<Release> resume() {
        List<Release> ended = new ArrayList<>();
        for (IntentRow row : around.ledger().claim(dead)) {
            try {
                underway.resume(row.id(), () -> goOn(row)).ifPresent(ended::add);
            } catch (CloudException | StoreException stopped) {
                if (Thread.currentThread().isInterrupted()) {
                    throw stopped;
                }
                LOG.warn("{} {} of {} is left for the next start", row.kind(), row.id(), row.resource(), stopped);
            }
        }
        return List.copyOf(ended);
    }

    /** Goes on with it unless it has ended, or belongs to somebody else, by now. */
    private Optional<Release> goOn(IntentRow row) {
        return around.ledger()
                .claim(row)
                .map(owned -> new Run(around, owned, around.ledger().plan(owned), ReleaseOptions.DEFAULTS).resume());
    }

    private Release run(AppId app, ReleaseOptions options, Function<Optional<App>, ReleasePlan> planning) {
        for (int tries = 0; tries < TRIES; tries++) {
            settleOlder(app);
            String since = around.ledger().last(app);
            ReleasePlan plan = planning.apply(look(app));
            String id = around.ledger().newId();
            Optional<Release> release = underway.begin(id, () -> begin(id, plan, since, options));
            if (release.isPresent()) {
                return release.get();
            }
        }
        throw CloudException.notSent(
                        Reason.CONFLICT, "Others release " + app + " again and again; wait, and ask once more")
                .build();
    }

    private Optional<Release> begin(String id, ReleasePlan draft, String since, ReleaseOptions options) {
        Optional<IntentRow> row = around.ledger().begin(id, draft, since);
        around.reach(ReleasePoints.PLANNED);
        return row.map(written -> new Run(around, written, around.ledger().plan(written), options).begin());
    }

    /** What is unfinished for an app is gone on with, or waited for where that is done already, before new work on it. */
    private void settleOlder(AppId app) {
        for (IntentRow row : around.ledger().unfinished(app)) {
            if (underway.isBegun(row.id())) {
                throw Ledger.underWay(row);
            }
            if (dead.test(row.owner())) {
                around.ledger().claim(dead);
            }
            underway.resume(row.id(), () -> goOn(row));
        }
        around.ledger().unfinished(app).stream().findFirst().ifPresent(row -> {
            throw Ledger.underWay(row);
        });
    }

    private Optional<App> look(AppId app) {
        try {
            return Optional.of(
                    around.clouds().service(app.cloud(), Apps.class).get(app, around.call(Operation.APPS_GET)));
        } catch (CloudException failure) {
            if (failure.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Leaves what is unfinished to the next engine of this process; what a thread carries out just now goes on. */
    @Override
    public void close() {
        LiveEngines.close(owner);
    }

    /** Collects the parts of an engine; not safe for use by several threads. */
    public static final class Builder {
        private final Clouds clouds;
        private final Store store;
        private final String owner;
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private Waiter waiter = Waiter.real();
        private ReleaseListener listener = ReleaseListener.NONE;
        private Supplier<String> actor = () -> "shiyun";
        private Predicate<String> dead = owner -> false;
        private Function<AppOrder, Optional<Price>> price = order -> Optional.empty();
        private Duration lease = Duration.ofSeconds(60);
        private int keep = 10;
        private Consumer<String> crashPoints = CrashPoints::reach;

        private Builder(Clouds clouds, Store store, String owner) {
            this.clouds = Objects.requireNonNull(clouds, "clouds");
            this.store = Objects.requireNonNull(store, "store");
            this.owner = Objects.requireNonNull(owner, "owner");
        }

        /** The time of records, the time of deadlines in nanoseconds, and how waiting is done. */
        public Builder time(InstantSource instants, LongSupplier nanoTicker, Waiter waiting) {
            clock = instants;
            ticker = nanoTicker;
            waiter = waiting;
            return this;
        }

        /** Hears of every release. */
        public Builder listener(ReleaseListener value) {
            listener = value;
            return this;
        }

        /** Who asks, asked at the begin of each release. */
        public Builder actor(Supplier<String> value) {
            actor = value;
            return this;
        }

        /** Says of the name of a process whether it is known to be dead; without, a lease must end first. */
        public Builder dead(Predicate<String> value) {
            dead = value;
            return this;
        }

        /** The price of one replica of an order, for the records of use; none unless said. */
        public Builder price(Function<AppOrder, Optional<Price>> value) {
            price = value;
            return this;
        }

        /** For how long an intent stays ours without a sign of life; 60 s unless said. */
        public Builder lease(Duration value) {
            lease = value;
            return this;
        }

        /** How many revisions of an app are kept; 10 unless said. */
        public Builder keepRevisions(int value) {
            keep = value;
            return this;
        }

        Builder crashPoints(Consumer<String> value) {
            crashPoints = value;
            return this;
        }

        /** Returns the finished engine. */
        public ReleaseEngine build() {
            return new ReleaseEngine(this);
        }
    }
}
