package io.shiyun.provider.local;

import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.process.HealthMonitor;
import io.shiyun.process.HealthState.Verdict;
import io.shiyun.process.ManagedProcess;
import io.shiyun.process.Marker;
import io.shiyun.process.ProcessException;
import io.shiyun.process.RestartPolicy;
import io.shiyun.process.RotatingLog;
import io.shiyun.process.Supervisor;
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
    private static final long LOG_BYTES = 16L * 1024 * 1024;
    private static final int LOG_FILES = 4;
    private static final Duration SICK_GRACE = Duration.ofSeconds(5);

    /** How long one without a check must run to count as serving, so that a program that ends at once never does. */
    private static final Duration BREATH = Duration.ofMillis(500);

    /** What the app has to know and to do for its replica. */
    interface Owner {
        /** Writes the start down, starts the process, writes it down; blocks. */
        ManagedProcess launch(LiveReplica replica);

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
    private final ReplicaHome home;
    private final RotatingLog log;
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

    LiveReplica(String name, AppOrder order, ReplicaHome home, Owner owner, Threads threads, LongSupplier ticker) {
        this.name = name;
        this.order = order;
        this.home = home;
        this.log = new RotatingLog(home.log(), LOG_BYTES, LOG_FILES);
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

    ReplicaHome home() {
        return home;
    }

    RotatingLog log() {
        return log;
    }

    /** Starts it soon; a start that fails is tried again, and told as a trouble. */
    void start() {
        supervisor = Supervisor.startSoon(
                () -> owner.launch(this), RestartPolicy.USUAL, threads.scheduler(), threads.workers(), ticker, this);
    }

    /** Takes over a process that runs. */
    void adopt(ManagedProcess process) {
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
    public void started(ManagedProcess process) {
        closeChecks();
        long breath = process.child().isPresent() ? BREATH.toNanos() : 0;
        servesFrom = ticker.getAsLong() + breath;
        running = process.alive();
        backingOff = false;
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
    public void exited(ManagedProcess process, OptionalInt exitCode, RestartPolicy.Decision next) {
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
        trouble = new Trouble(
                problem.kind() == ProcessException.Kind.PORT_IN_USE
                        ? TroubleKind.PORT_IN_USE
                        : TroubleKind.START_FAILED,
                String.valueOf(problem.getMessage()),
                name);
    }

    private HealthMonitor check(
            io.shiyun.model.Probe probe,
            ReplicaRecord replica,
            Marker marker,
            java.util.function.Consumer<io.shiyun.process.HealthState> onVerdict) {
        return HealthMonitor.start(
                home.probe(probe.check(), order, replica, marker),
                ReplicaHome.policy(probe),
                threads.scheduler(),
                threads.workers(),
                ticker,
                onVerdict);
    }

    /** Ends a process that runs but is not alive in the sense of its check; the supervisor then starts another. */
    private void restart(ManagedProcess process) {
        owner.lost(this);
        io.shiyun.process.Ender.end(process.identity(), process.marker(), SICK_GRACE);
    }

    boolean ready() {
        HealthMonitor monitor = ready;
        if (!running) {
            return false;
        }
        return order.ready().isEmpty()
                ? ticker.getAsLong() - servesFrom >= 0
                : monitor != null && monitor.state().verdict() == Verdict.HEALTHY;
    }

    boolean sick() {
        HealthMonitor monitor = ready;
        return monitor != null && monitor.state().verdict() == Verdict.UNHEALTHY;
    }

    boolean backingOff() {
        return backingOff;
    }

    /** Returns why it does not serve, if it does not and there is something to say. */
    Optional<Trouble> trouble() {
        if (ready()) {
            return Optional.empty();
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
        return String.join(" | ", log.tail(3).lines());
    }
}
