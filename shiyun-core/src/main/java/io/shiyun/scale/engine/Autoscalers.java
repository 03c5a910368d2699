package io.shiyun.scale.engine;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.scale.AutoscaleSpec;
import io.shiyun.scale.Autoscaler;
import io.shiyun.store.Store;
import io.shiyun.watch.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The scalings of a Shiyun, one an app. Thread-safe. */
public final class Autoscalers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Watch> watch;
    private final Replicas replicas;
    private final Store store;
    private final Executor executor;
    private final Map<AppId, Running> running = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /**
     * Begins with none.
     *
     * @param watch asked when the first begins
     * @param replicas the hand on the apps
     * @param store where is kept what they learn; closed by the caller, after this
     * @param executor where clouds are asked
     */
    public Autoscalers(Supplier<Watch> watch, Replicas replicas, Store store, Executor executor) {
        this.watch = watch;
        this.replicas = replicas;
        this.store = store;
        this.executor = executor;
    }

    /**
     * Begins to scale an app.
     *
     * @throws CloudException NOT_FOUND when there is no such app; CONFLICT, NOT_SENT, when it is being scaled already, here or by its
     *     cloud
     */
    public Autoscaler begin(AutoscaleSpec spec) {
        App app = replicas.look(spec.app());
        Optional<Scaling> set = replicas.scaling(spec.app());
        if (set.isPresent() && set.get() instanceof Scaling.Auto auto) {
            throw refused(spec, Running.byCloud(auto));
        }
        Watch following = watch.get();
        Running begun = new Running(
                spec, replicas, app.wanted(), new Memory(store, spec), executor, ended -> forget(following, ended));
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This Shiyun is closed; build another");
            }
            if (running.putIfAbsent(spec.app(), begun) != null) {
                throw refused(spec, "it is being scaled already; close that autoscaler first");
            }
            following.follow(begun);
        } finally {
            lock.unlock();
        }
        return begun;
    }

    private static CloudException refused(AutoscaleSpec spec, String why) {
        return CloudException.notSent(Reason.CONFLICT, "App " + spec.app() + " cannot be scaled: " + why)
                .build();
    }

    private void forget(Watch following, Running ended) {
        following.unfollow(ended);
        lock.lock();
        try {
            running.remove(ended.spec().app(), ended);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all, and waits five seconds at most for the steps under way. */
    @Override
    public void close() {
        List<Running> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(running.values());
        } finally {
            lock.unlock();
        }
        all.forEach(Running::close);
        all.forEach(each -> each.await(PATIENCE));
    }
}
