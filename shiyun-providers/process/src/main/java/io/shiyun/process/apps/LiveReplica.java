package io.shiyun.process.apps;

import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.process.HealthMonitor;
import io.shiyun.process.HealthPolicy;
import io.shiyun.process.HealthState.Verdict;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.RestartPolicy;
import io.shiyun.process.Supervised;
import io.shiyun.process.Supervisor;
import io.shiyun.process.Threads;
import io.shiyun.spi.AppOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A replica while this process owns it: its supervisor, its checks, its log. Never holds a lock of its own while it calls the app.
 */
final class LiveReplica implements Supervisor.Listener {
    private static final Duration SICK_GRACE = Duration.ofSeconds(5);

    /** How long one without a check must run to count as serving, so that a program that ends at once never does. */
    private static final Duration BREATH = Duration.ofMillis(500);

    /** What the app has to know and to do for its replica. */
    interface Owner {
        /** Writes the start down, starts the process, writes it down; blocks. */
        Supervised launch(LiveReplica replica);

        /** Finds the process that a former owner started, or launches another; blocks. */
        Supervised resume(LiveReplica replica);

        /** Its readiness has changed; called without any lock. */
        void readinessChanged(LiveReplica replica);

        /** It no longer answers; called with the supervisor's lock. */
        void lost(LiveReplica replica);

        /** Returns a marker for what is run beside it. */
        Marker besides(LiveReplica replica);

        /** Returns its record of this moment. */
        Optional<ReplicaRecord> record(LiveReplica replica);
    }

    private final String name;
    private final AppOrder order;
    private final Site site;
    private final Owner owner;
    private final Threads threads;
    private final LongSupplier ticker;
    private volatile @Nullable Supervisor supervisor;
    private volatile @Nullable HealthMonitor ready;
    private volatile @Nullable HealthMonitor alive;
    private volatile @Nullable Trouble trouble;
    private volatile boolean running;
    private volatile long servesFrom;
    private volatile boolean backingOff;
    private volatile boolean unreached;
    private volatile boolean resumed = true;

    LiveReplica(String name, AppOrder order, Site site, Owner owner, Threads threads, LongSupplier ticker) {
        this.name = name;
        this.order = order;
        this.site = site;
        this.owner = owner;
        this.threads = threads;
        this.ticker = ticker;
    }

    String name() {
        return name;
    }

    AppOrder order() {
        return order;
    }

    Site site() {
        return site;
    }

    /** Starts it soon; a start that fails is tried again, and told as a trouble. */
    void start() {
        supervisor = Supervisor.startSoon(
                () -> owner.launch(this), RestartPolicy.USUAL, threads.scheduler(), threads.workers(), ticker, this);
    }

    /** Takes over, soon, what runs on a machine that has to be asked first, or starts it. */
    void resume() {
        resumed = false;
        supervisor = Supervisor.startSoon(
                this::found, RestartPolicy.USUAL, threads.scheduler(), threads.workers(), ticker, this);
    }

    private Supervised found() {
        Supervised process = resumed ? owner.launch(this) : owner.resume(this);
        resumed = true;
        return process;
    }

    /** Takes over a process that runs. */
    void adopt(Supervised process) {
        supervisor = Supervisor.adopt(
                process,
                () -> owner.launch(this),
                RestartPolicy.USUAL,
                threads.scheduler(),
                threads.workers(),
                ticker,
                this);
    }

    @Override
    public void started(Supervised process) {
        closeChecks();
        long breath = process.fresh() ? BREATH.toNanos() : 0;
        servesFrom = ticker.getAsLong() + breath;
        running = process.alive();
        backingOff = false;
        unreached = false;
        if (!running) {
            return;
        }
        Marker probing = owner.besides(this);
        owner.record(this).ifPresent(replica -> {
            ready = order.ready()
                    .map(probe -> check(probe, replica, probing, state -> owner.readinessChanged(this)))
                    .orElse(null);
            alive = order.alive()
                    .map(probe -> check(probe, replica, probing, state -> {
                        if (state.verdict() == Verdict.UNHEALTHY) {
                            restart(process);
                        }
                    }))
                    .orElse(null);
        });
        if (order.ready().isEmpty()) {
            threads.scheduler()
                    .schedule(
                            () -> threads.workers().execute(() -> owner.readinessChanged(this)),
                            breath,
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void exited(Supervised process, OptionalInt exitCode, RestartPolicy.Decision next) {
        running = false;
        closeChecks();
        owner.lost(this);
        backingOff = !next.delay().isZero();
        if (next.crashLoop()) {
            String code = exitCode.isPresent() ? " with exit code " + exitCode.getAsInt() : "";
            trouble = new Trouble(
                    TroubleKind.CRASH_LOOP,
                    "ended " + next.fastExits() + " times in a row soon after its start, last" + code + ": "
                            + lastWords(),
                    name);
        }
    }

    @Override
    public void notStarted(ProcessException problem, RestartPolicy.Decision next) {
        running = false;
        backingOff = true;
        // One that a former owner started may serve all the same.
        unreached = resumed && problem.kind() == ProcessException.Kind.UNREACHABLE;
        trouble = new Trouble(kind(problem.kind()), String.valueOf(problem.getMessage()), name);
    }

    private static TroubleKind kind(ProcessException.Kind kind) {
        return switch (kind) {
            case PORT_IN_USE -> TroubleKind.PORT_IN_USE;
            case UNREACHABLE -> TroubleKind.UNSCHEDULABLE;
            default -> TroubleKind.START_FAILED;
        };
    }

    private HealthMonitor check(
            io.shiyun.model.Probe probe,
            ReplicaRecord replica,
            Marker marker,
            java.util.function.Consumer<io.shiyun.process.HealthState> onVerdict) {
        return HealthMonitor.start(
                site.question(probe.check(), order, replica, marker),
                new HealthPolicy(probe.every(), probe.timeout(), probe.rise(), probe.fall(), probe.delay()),
                threads.scheduler(),
                threads.workers(),
                ticker,
                onVerdict);
    }

    /** Ends a process that runs but is not alive in the sense of its check; the supervisor then starts another. */
    private void restart(Supervised process) {
        owner.lost(this);
        process.end(SICK_GRACE);
    }

    boolean ready() {
        HealthMonitor monitor = ready;
        if (!running) {
            return false;
        }
        return order.ready().isEmpty()
                ? ticker.getAsLong() - servesFrom >= 0 && site.dark().isEmpty()
                : monitor != null && monitor.state().verdict() == Verdict.HEALTHY;
    }

    boolean sick() {
        HealthMonitor monitor = ready;
        return monitor != null && monitor.state().verdict() == Verdict.UNHEALTHY;
    }

    /** Returns whether it is to be replaced on another machine: it serves no more, and its own does not answer. */
    boolean lost() {
        return !ready() && (site.lost() || (unreached && site.dark().isPresent() && site.elsewhere()));
    }

    boolean backingOff() {
        return backingOff;
    }

    /** Returns why it does not serve, if it does not and there is something to say. */
    Optional<Trouble> trouble() {
        Optional<Trouble> dark = site.dark().map(why -> new Trouble(TroubleKind.OTHER, why, name));
        if (ready() || dark.isPresent()) {
            return dark;
        }
        Trouble known = trouble;
        if (known != null) {
            return Optional.of(known);
        }
        HealthMonitor monitor = ready;
        return monitor == null || monitor.state().detail().isEmpty()
                ? Optional.empty()
                : Optional.of(new Trouble(TroubleKind.UNREADY, monitor.state().detail(), name));
    }

    /** A replica that has served once has no trouble from before. */
    void served() {
        trouble = null;
    }

    /** Restarts it no more; the process goes on. */
    void leave() {
        Supervisor now = supervisor;
        if (now != null) {
            now.close();
        }
    }

    /** Ends the process with all it started; blocks. */
    void stop(Duration grace) {
        Supervisor now = supervisor;
        if (now != null) {
            now.stop(grace);
        }
        closeChecks();
        running = false;
    }

    /** Lets go of it and leaves the process as it is. */
    void release() {
        leave();
        closeChecks();
    }

    private void closeChecks() {
        HealthMonitor first = ready;
        HealthMonitor second = alive;
        ready = null;
        alive = null;
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
    }

    private String lastWords() {
        if (site.far()) {
            return "its log says why"; // Asking for it would keep the supervisor waiting.
        }
        return String.join(" | ", site.log().tail(3).lines());
    }
}
