package io.shiyun.intent;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How time passes between two looks at a cloud. A test lets virtual time pass instead. Thread-safe. */
public interface Waiter {
    /**
     * Waits this long, or until it is woken; it may also return early for no reason.
     *
     * @param woken what {@link #wakes} said when the caller last looked: it returns at once if it was woken since
     * @throws InterruptedException when the waiting thread is interrupted: the caller no longer wants to wait
     */
    void await(Duration time, long woken) throws InterruptedException;

    /** Returns how often {@link #wake} was called; always 0 for one that is never woken. */
    default long wakes() {
        return 0;
    }

    /** Ends every wait that is going on. */
    default void wake() {}

    /** Returns one that waits in real time. */
    static Waiter real() {
        return new Real();
    }

    /** Waits on a condition, so that it can be woken. */
    final class Real implements Waiter {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition woken = lock.newCondition();
        private long wakes;

        private Real() {}

        @Override
        public void await(Duration time, long seen) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = time.toNanos();
                while (wakes == seen && left > 0) {
                    left = woken.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long wakes() {
            lock.lock();
            try {
                return wakes;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wake() {
            lock.lock();
            try {
                wakes++;
                woken.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
