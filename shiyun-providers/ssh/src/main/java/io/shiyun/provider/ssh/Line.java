package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** The connections to one machine: shared by several users at once, no more than a bound, closed when unused. Thread-safe. */
final class Line {
    /** A connection takes this many at once; OpenSSH allows 10 without being told otherwise. */
    static final int SHARED = 8;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Held> held = new ArrayList<>();
    private int dialing;

    /** A connection and who uses it. */
    private static final class Held {
        final ClientSession session;
        int users;
        long unusedSince;

        Held(ClientSession session) {
            this.session = session;
            this.users = 1;
        }
    }

    /** Opens a connection. */
    interface Dial {
        ClientSession open();
    }

    Line(int most) {
        this.most = most;
    }

    /** Returns a share of an open connection, or opens one; waits for its turn where there are as many as may be. */
    Link take(Call call, Dial dial) {
        Link shared = share(call);
        if (shared != null) {
            return shared;
        }
        ClientSession session = null;
        try {
            session = dial.open();
        } finally {
            opened(session);
        }
        return link(session);
    }

    private void opened(@Nullable ClientSession session) {
        lock.lock();
        try {
            dialing--;
            if (session != null) {
                held.add(new Held(session));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Link share(Call call) {
        try (Registration registration = call.onCancel(this::wake)) {
            lock.lockInterruptibly();
            try {
                while (true) {
                    held.removeIf(each -> !each.session.isOpen());
                    for (Held each : held) {
                        if (each.users < SHARED) {
                            each.users++;
                            return link(each.session);
                        }
                    }
                    if (held.size() + dialing < most) {
                        dialing++;
                        return null;
                    }
                    call.check();
                    if (!changed.await(call.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                        throw call.over(Certainty.NOT_SENT);
                    }
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw call.over(Certainty.NOT_SENT);
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Link link(ClientSession session) {
        return new Link(session, () -> giveBack(session));
    }

    private void giveBack(ClientSession session) {
        lock.lock();
        try {
            for (Held each : held) {
                if (each.session == session) {
                    each.users--;
                    each.unusedSince = System.nanoTime();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes connections that nobody has used for so long. */
    void closeUnused(Duration idle) {
        long now = System.nanoTime();
        closeThose(each -> each.users == 0 && now - each.unusedSince >= idle.toNanos());
    }

    /** Closes all connections, also those in use. */
    void closeAll() {
        closeThose(each -> true);
    }

    private void closeThose(Predicate<Held> which) {
        List<Held> closing = new ArrayList<>();
        lock.lock();
        try {
            held.stream().filter(which).forEach(closing::add);
            held.removeAll(closing);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        closing.forEach(each -> each.session.close(true));
    }

    int size() {
        lock.lock();
        try {
            return held.size();
        } finally {
            lock.unlock();
        }
    }
}
