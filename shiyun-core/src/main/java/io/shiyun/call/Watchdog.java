package io.shiyun.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose time is over. One daemon thread serves all calls of a pipeline.
 *
 * <p>A call that begins is pushed on a stack, which costs one compare-and-set and no allocation. Every tick the thread
 * takes the whole stack, forgets the calls that are done, and keeps the rest in order of their deadlines, in a queue that
 * only it touches. A call shorter than a tick therefore never costs more than the push. Deadlines are met within about
 * one {@link #TICK}. With nothing in flight the thread sleeps until the next call wakes it.
 */
final class Watchdog implements AutoCloseable {
    static final Duration TICK = Duration.ofMillis(10);

    private static final int CROWD = 1_024;
    private static final int QUIET_TICKS = 100;
    private static final int PURGE_FLOOR = 1_024;

    private final LongSupplier ticker;
    private final AtomicReference<@Nullable Attempt> fresh = new AtomicReference<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final PriorityQueue<Attempt> watched;
    private final Thread thread;
    private int purgeAt = PURGE_FLOOR;
    private volatile boolean asleep;
    private volatile boolean closed;

    Watchdog(LongSupplier ticker) {
        this.ticker = ticker;
        long origin = ticker.getAsLong();
        this.watched = new PriorityQueue<>(Comparator.comparingLong(call -> call.deadline() - origin));
        this.thread = new Thread(this::run, "shiyun-watchdog");
        thread.setDaemon(true);
    }

    /** Ends the call when its deadline comes, unless it is done by then. */
    void watch(Attempt call) {
        Attempt head;
        do {
            head = fresh.get();
            call.next = head;
            call.depth = head == null ? 1 : head.depth + 1;
        } while (!fresh.weakCompareAndSetVolatile(head, call));
        if (head == null) {
            wake();
        } else if (call.depth >= CROWD) {
            thinOut();
        }
    }

    /** Forgets what is done, for the thread, when calls come faster than it can. */
    private void thinOut() {
        if (sweeping.tryLock()) {
            try {
                takeFresh();
            } finally {
                sweeping.unlock();
            }
        }
    }

    private void wake() {
        if (closed) {
            sweep();
        } else if (asleep) {
            LockSupport.unpark(thread);
        } else if (!started.get() && started.compareAndSet(false, true)) {
            thread.start();
        }
    }

    private void run() {
        int quiet = 0;
        while (!closed) {
            quiet = sweep() ? 0 : quiet + 1;
            if (quiet < QUIET_TICKS) {
                LockSupport.parkNanos(this, TICK.toNanos());
            } else {
                asleep = true;
                if (fresh.get() == null && !closed) {
                    LockSupport.park(this);
                }
                asleep = false;
                quiet = 0;
            }
        }
    }

    /** Ends what is due, or everything once closed; answers whether a call is in flight. */
    boolean sweep() {
        List<Attempt> due = new ArrayList<>();
        boolean busy;
        sweeping.lock();
        try {
            takeFresh();
            long now = ticker.getAsLong();
            for (Attempt first = watched.peek();
                    first != null && (closed || first.done() || first.deadline() - now <= 0);
                    first = watched.peek()) {
                due.add(watched.remove());
            }
            busy = !watched.isEmpty();
        } finally {
            sweeping.unlock();
        }
        for (Attempt call : due) {
            call.end(closed);
        }
        return busy || !due.isEmpty();
    }

    /** How many calls outlived their first tick and were not forgotten since. */
    int watched() {
        sweeping.lock();
        try {
            return watched.size();
        } finally {
            sweeping.unlock();
        }
    }

    private void takeFresh() {
        Attempt call = fresh.getAndSet(null);
        while (call != null) {
            Attempt following = call.next;
            call.next = null;
            if (!call.done()) {
                watched.add(call);
            }
            call = following;
        }
        if (watched.size() > purgeAt) {
            watched.removeIf(Attempt::done);
            purgeAt = Math.max(PURGE_FLOOR, 2 * watched.size());
        }
    }

    /** Cancels what is in flight and ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        sweep();
    }
}
