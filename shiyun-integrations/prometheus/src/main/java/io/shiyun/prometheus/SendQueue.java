package io.shiyun.prometheus;

import io.shiyun.metrics.Series;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The samples that wait to be sent, bounded: beyond it the oldest leave. Thread-safe; one thread takes. */
final class SendQueue {
    private final SenderOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private int size;
    private int underWay;
    private long oldest;
    private boolean closed;
    /** Who waits for the queue to empty. */
    private int hurried;

    private boolean ended;
    private long sent;
    private long overflowed;
    private long refused;
    private long givenUp;
    private long retries;
    private String lastFault = "";

    /** What became of a request. */
    enum End {
        SENT,
        REFUSED,
        GIVEN_UP
    }

    /** Points {@code from} to {@code to}, exclusive, of a series. */
    record Piece(byte[] labels, Series series, int from, int to) {
        int size() {
            return to - from;
        }

        Piece after(int count) {
            return new Piece(labels, series, from + count, to);
        }

        Piece first(int count) {
            return new Piece(labels, series, from, from + count);
        }
    }

    SendQueue(SenderOptions options) {
        this.options = options;
    }

    void add(Series series, byte[] labels) {
        if (series.size() == 0) {
            return;
        }
        lock.lock();
        try {
            if (closed || ended) {
                throw new IllegalStateException("the sender is closed; start another");
            }
            int skipped = Math.max(0, series.size() - options.queue());
            overflowed += skipped;
            Piece piece = new Piece(labels, series, skipped, series.size());
            while (size + piece.size() > options.queue()) {
                dropOldest(size + piece.size() - options.queue());
            }
            if (pieces.isEmpty()) {
                oldest = System.nanoTime();
            }
            pieces.add(piece);
            size += piece.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest(int most) {
        Piece first = pieces.remove();
        int dropped = Math.min(most, first.size());
        if (dropped < first.size()) {
            pieces.addFirst(first.after(dropped));
        }
        size -= dropped;
        overflowed += dropped;
    }

    /** Waits for a batch and moves it over; answers false when there will be none. */
    boolean next(List<Piece> to) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size < options.batch()) {
                if (closed && size == 0) {
                    return false;
                }
                if ((closed || hurried > 0) && size > 0) {
                    break;
                }
                long left =
                        size == 0 ? Long.MAX_VALUE : oldest + options.linger().toNanos() - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                changed.awaitNanos(left);
            }
            int room = options.batch();
            while (room > 0 && !pieces.isEmpty()) {
                Piece first = pieces.remove();
                int taken = Math.min(room, first.size());
                to.add(first.first(taken));
                if (taken < first.size()) {
                    pieces.addFirst(first.after(taken));
                }
                size -= taken;
                underWay += taken;
                room -= taken;
            }
            oldest = System.nanoTime();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void done(int samples, End end, String fault) {
        lock.lock();
        try {
            underWay -= samples;
            switch (end) {
                case SENT -> sent += samples;
                case REFUSED -> refused += samples;
                case GIVEN_UP -> givenUp += samples;
            }
            lastFault = fault.isEmpty() ? lastFault : fault;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void retrying(String fault) {
        lock.lock();
        try {
            retries++;
            lastFault = fault;
        } finally {
            lock.unlock();
        }
    }

    /** No other sample is taken in; what waits goes without lingering. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The thread that takes has ended. */
    void ended() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean awaitEmpty(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            hurried++;
            changed.signalAll();
            try {
                long left = longest.toNanos();
                while (size + underWay > 0 && left > 0 && !ended) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                hurried--;
            }
            return size + underWay == 0;
        } finally {
            lock.unlock();
        }
    }

    SenderCounts counts() {
        lock.lock();
        try {
            return new SenderCounts(sent, (long) size + underWay, overflowed, refused, givenUp, retries, lastFault);
        } finally {
            lock.unlock();
        }
    }
}
