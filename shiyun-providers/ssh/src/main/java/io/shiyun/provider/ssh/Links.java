package io.shiyun.provider.ssh;

import io.shiyun.spi.Call;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.jspecify.annotations.Nullable;

/** All connections of one session with the cloud, by machine. Threads begin with the first and end with the session. Thread-safe. */
final class Links implements AutoCloseable {
    private static final int MOST = 256;

    private final SshOptions options;
    private final Inventory inventory;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Dialer dialer;
    private boolean closed;

    Links(SshOptions options, Inventory inventory) {
        this.options = options;
        this.inventory = inventory;
    }

    /** Returns a share of a connection to the machine. */
    Link to(Machine machine, Call call) {
        call.check();
        Dialer with = dialer();
        Link link = line(machine).take(call, () -> with.open(machine, call));
        if (lines.values().stream().mapToInt(Line::size).sum() > MOST) {
            closeUnused(Duration.ZERO);
        }
        return link;
    }

    /** Closes what is open to the machine: it is going down, or must be asked anew. */
    void drop(Machine machine) {
        Line line = lines.get(key(machine));
        if (line != null) {
            line.closeAll();
        }
    }

    private Line line(Machine machine) {
        return lines.computeIfAbsent(
                key(machine), key -> new Line(options.limits().connections()));
    }

    private static String key(Machine machine) {
        return machine.name() + " " + machine.login();
    }

    private Dialer dialer() {
        lock.lock();
        try {
            if (closed) {
                throw Problems.invalid("this session with '" + options.region().cloud() + "' was closed; open another");
            }
            Dialer known = dialer;
            if (known == null) {
                known = new Dialer(options, inventory, this);
                dialer = known;
                long every = Math.max(1, options.limits().idle().toMillis() / 2);
                ScheduledExecutorService timer = known.client().getScheduledExecutorService();
                timer.scheduleWithFixedDelay(
                        () -> closeUnused(options.limits().idle()), every, every, TimeUnit.MILLISECONDS);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void closeUnused(Duration idle) {
        lines.values().forEach(line -> line.closeUnused(idle));
    }

    @Override
    public void close() {
        Dialer ending;
        lock.lock();
        try {
            closed = true;
            ending = dialer;
            dialer = null;
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            lines.values().forEach(Line::closeAll);
            SshClient client = ending.client();
            client.close(true);
            client.stop();
        }
    }
}
