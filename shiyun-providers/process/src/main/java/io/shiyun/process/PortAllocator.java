package io.shiyun.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * Hands out TCP ports of a range, each once, checking that nobody else listens there. Ports are handed out in turn, so that one
 * just released is not taken again at once. Thread-safe.
 *
 * <p>Between the check and the moment a process listens, a stranger may still take the port; ranges below the system's range for
 * outgoing connections (32768 and up on Linux) keep that rare.
 */
public final class PortAllocator {
    private final IntPredicate free;
    private final int first;
    private final int last;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Integer> reserved = new TreeSet<>();
    private int next;

    /**
     * A range on one address.
     *
     * @param first the lowest port
     * @param last the highest, inclusive
     */
    public PortAllocator(InetAddress address, int first, int last) {
        this(port -> free(address, port), first, last);
    }

    /**
     * A range on another machine.
     *
     * @param free whether nobody is known to listen on a port there; asked with a lock held
     * @param first the lowest port
     * @param last the highest, inclusive
     */
    public PortAllocator(IntPredicate free, int first, int last) {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("not a range of ports: " + first + " to " + last);
        }
        this.free = free;
        this.first = first;
        this.last = last;
        this.next = first;
    }

    /** Hands out from this port on, and from the lowest after the highest. */
    public void beginAt(int port) {
        lock.lock();
        try {
            next = port;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reserves a free port.
     *
     * @throws ProcessException NO_PORT_LEFT
     */
    public int reserve() {
        lock.lock();
        try {
            int size = last - first + 1;
            for (int step = 0; step < size; step++) {
                int port = first + Math.floorMod(next - first + step, size);
                if (!reserved.contains(port) && free.test(port)) {
                    reserved.add(port);
                    next = port + 1;
                    return port;
                }
            }
            throw new ProcessException(
                    ProcessException.Kind.NO_PORT_LEFT,
                    "all ports from " + first + " to " + last + " are taken; give a larger range");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reserves this very port, in or outside the range.
     *
     * @throws ProcessException PORT_IN_USE when it is reserved already or somebody listens there
     */
    public void reserve(int port) {
        lock.lock();
        try {
            if (reserved.contains(port)) {
                throw inUse(port, "it is reserved for something else here");
            }
            if (!free.test(port)) {
                throw inUse(port, "another program listens there");
            }
            reserved.add(port);
        } finally {
            lock.unlock();
        }
    }

    /** Marks a port as reserved without a look at it, because a process that was taken over listens there. */
    public void adopt(int port) {
        lock.lock();
        try {
            reserved.add(port);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a port back; one that was not reserved is ignored. */
    public void release(int port) {
        lock.lock();
        try {
            reserved.remove(port);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a listener could be opened there now. */
    public static boolean free(InetAddress address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    static ProcessException inUse(int port, String why) {
        return new ProcessException(
                ProcessException.Kind.PORT_IN_USE,
                "port " + port + " is in use: " + why + "; give another port or stop what holds it");
    }
}
