package io.shiyun.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads TCP connections over backends that may change at any time. One thread serves all connections by readiness selection; the
 * methods may be called from any thread and take effect in the order called.
 *
 * <p>A connection stays with its backend. A backend that refuses, does not answer in time, or resets the connection before a byte
 * went either way is left for the next one; the client does not notice. Once bytes have gone, a failure is the client's to see.
 */
public final class TcpBalancer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpBalancer.class);
    private static final int SCRATCH_BYTES = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final int ACCEPTS_AT_ONCE = 64;
    private static final long ACCEPT_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final BalancerConfig config;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey acceptKey;
    private final InetSocketAddress address;
    private final Thread thread;
    private final Map<String, Backend> backends = new ConcurrentHashMap<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong unserved = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile int open;
    private volatile boolean closed;

    // Used by the balancer's thread alone.
    private final Set<Relay> relays = new HashSet<>();
    private final Map<Relay, Long> connectDeadlines = new HashMap<>();
    private boolean accepting = true;
    private boolean acceptPaused;
    private long acceptAgainAt;
    private int turn;

    private TcpBalancer(BalancerConfig config, ServerSocketChannel listener, Selector selector) throws IOException {
        this.config = config;
        this.listener = listener;
        this.selector = selector;
        this.acceptKey = listener.register(selector, SelectionKey.OP_ACCEPT);
        this.address = (InetSocketAddress) listener.getLocalAddress();
        this.thread = new Thread(this::loop, "shiyun-balancer-" + address.getPort());
        this.thread.setDaemon(true);
    }

    /**
     * Opens a balancer that has no backend yet.
     *
     * @throws ProcessException PORT_IN_USE, naming the port; LAUNCH_FAILED when the address cannot be listened on
     */
    public static TcpBalancer open(BalancerConfig config) {
        ServerSocketChannel listener = null;
        Selector selector = null;
        try {
            listener = ServerSocketChannel.open();
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.configureBlocking(false);
            listener.bind(config.listen(), BACKLOG);
            selector = Selector.open();
            TcpBalancer balancer = new TcpBalancer(config, listener, selector);
            balancer.thread.start();
            return balancer;
        } catch (IOException failed) {
            closeQuietly(listener);
            closeQuietly(selector);
            if (failed instanceof BindException
                    && String.valueOf(failed.getMessage()).contains("in use")) {
                throw PortAllocator.inUse(config.listen().getPort(), "another program listens there");
            }
            throw new ProcessException(
                    ProcessException.Kind.LAUNCH_FAILED,
                    "cannot listen on " + config.listen() + ": " + failed.getMessage(),
                    failed);
        }
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Adds a backend, or gives one that is there another address or state; it is no longer a suspect. */
    public void put(String name, InetSocketAddress where, BackendState state) {
        submit(() -> {
            Backend known = backends.get(name);
            if (known != null && known.address.equals(where)) {
                known.state = state;
                known.suspect = false;
            } else {
                backends.put(name, new Backend(name, where, state));
            }
        });
    }

    /** Changes the state of a backend; a name that is not there is ignored. */
    public void state(String name, BackendState state) {
        submit(() -> {
            Backend known = backends.get(name);
            if (known != null) {
                known.state = state;
            }
        });
    }

    /**
     * Gives a backend no more connections and completes when its last one has closed. How long to wait is the caller's to decide;
     * {@link #remove} cuts what is left.
     */
    public CompletableFuture<Void> drain(String name) {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        submit(() -> {
            Backend known = backends.get(name);
            if (known == null) {
                idle.complete(null);
            } else {
                known.state = BackendState.DRAINING;
                known.whenIdle(idle);
            }
        });
        return idle;
    }

    /** Takes a backend out and cuts its connections; completes when that is done. */
    public CompletableFuture<Void> remove(String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        submit(() -> {
            Backend known = backends.remove(name);
            if (known != null) {
                List.copyOf(relays).stream()
                        .filter(relay -> relay.backend() == known)
                        .forEach(relay -> relay.close(true));
                known.tellIdle();
            }
            done.complete(null);
        });
        return done;
    }

    /** Completes once everything asked for before has taken effect. */
    public CompletableFuture<Void> settled() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        submit(() -> done.complete(null));
        return done;
    }

    public BalancerStats stats() {
        return new BalancerStats(
                accepted.get(),
                open,
                unserved.get(),
                bytesIn.get(),
                bytesOut.get(),
                backends.values().stream().map(Backend::stats).toList());
    }

    /** Stops listening and cuts every connection. Returns when its thread has ended; harmless to repeat. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        runTasks();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Runnable task) {
        tasks.add(task);
        selector.wakeup();
        if (closed && !thread.isAlive()) {
            runTasks();
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void loop() {
        try {
            while (!closed) {
                selector.select(pauseMillis());
                // Tasks first: what was asked for before a client connected holds for that client.
                runTasks();
                Set<SelectionKey> keys = selector.selectedKeys();
                keys.forEach(this::ready);
                keys.clear();
                expire();
            }
        } catch (IOException | UncheckedIOException fatal) {
            LOG.error("the balancer on {} stopped", address, fatal);
        } finally {
            closed = true;
            List.copyOf(relays).forEach(relay -> relay.close(true));
            backends.values().forEach(Backend::tellIdle);
            closeQuietly(listener);
            closeQuietly(selector);
        }
    }

    private void ready(SelectionKey key) {
        if (key == acceptKey) {
            accept();
            return;
        }
        if (!(key.attachment() instanceof Relay relay)) {
            return;
        }
        try {
            relay.ready(key);
        } catch (RuntimeException bug) {
            LOG.error("a connection through the balancer on {} failed", address, bug);
            relay.close(true);
        }
    }

    private void accept() {
        for (int count = 0; count < ACCEPTS_AT_ONCE && !closed; count++) {
            if (relays.size() >= config.maxConnections()) {
                updateAccept();
                return;
            }
            SocketChannel client = null;
            try {
                client = listener.accept();
                if (client == null) {
                    return;
                }
                accepted.incrementAndGet();
                Relay relay = new Relay(this, client, selector);
                relays.add(relay);
                open = relays.size();
                relay.connect();
            } catch (IOException outOfDescriptors) {
                if (client != null) {
                    closeQuietly(client, true);
                }
                LOG.warn("the balancer on {} pauses: {}", address, outOfDescriptors.getMessage());
                acceptPaused = true;
                acceptAgainAt = System.nanoTime() + ACCEPT_PAUSE_NANOS;
                updateAccept();
                return;
            }
        }
    }

    /** Chooses the backend for a connection that has tried some; null when none is left. */
    @Nullable Backend choose(Set<Backend> tried) {
        long now = System.nanoTime();
        Backend[] all = backends.values().toArray(new Backend[0]);
        turn = turn == Integer.MAX_VALUE ? 0 : turn + 1;
        Backend best = null;
        for (int step = 0; step < all.length; step++) {
            Backend candidate = all[(turn + step) % all.length];
            if (candidate.state != BackendState.ACTIVE || tried.contains(candidate)) {
                continue;
            }
            if (best == null || better(candidate, best, now)) {
                best = candidate;
            }
        }
        return best;
    }

    private boolean better(Backend candidate, Backend best, long now) {
        if (candidate.suspect(now) != best.suspect(now)) {
            return best.suspect(now);
        }
        return config.policy() == BalancerConfig.Policy.LEAST_CONNECTIONS && candidate.active < best.active;
    }

    void suspect(Backend backend) {
        backend.refused(System.nanoTime() + config.suspectFor().toNanos());
        config.onSuspect().accept(backend.name);
    }

    ByteBuffer scratch() {
        return scratch.clear();
    }

    void moved(boolean up, int bytes) {
        (up ? bytesIn : bytesOut).addAndGet(bytes);
    }

    void unserved() {
        unserved.incrementAndGet();
    }

    void connecting(Relay relay, boolean now) {
        if (now) {
            connectDeadlines.put(
                    relay, System.nanoTime() + config.connectTimeout().toNanos());
        } else {
            connectDeadlines.remove(relay);
        }
    }

    void forget(Relay relay) {
        relays.remove(relay);
        open = relays.size();
        updateAccept();
    }

    private void updateAccept() {
        boolean wanted = !acceptPaused && relays.size() < config.maxConnections();
        if (wanted != accepting && acceptKey.isValid()) {
            accepting = wanted;
            acceptKey.interestOps(wanted ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    private void expire() {
        long now = System.nanoTime();
        if (acceptPaused && now - acceptAgainAt >= 0) {
            acceptPaused = false;
            updateAccept();
        }
        if (!connectDeadlines.isEmpty()) {
            Map.copyOf(connectDeadlines).forEach((relay, deadline) -> {
                if (now - deadline >= 0) {
                    relay.connectFailed();
                }
            });
        }
    }

    /** Zero, which waits for ever, unless something has a deadline. */
    private long pauseMillis() {
        return acceptPaused || !connectDeadlines.isEmpty() ? 50 : 0;
    }

    static void closeQuietly(SocketChannel channel, boolean reset) {
        try {
            if (reset && channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException alreadyGone) {
            LOG.trace("no reset sent", alreadyGone);
        }
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception alreadyGone) {
            LOG.trace("nothing left to close", alreadyGone);
        }
    }
}
