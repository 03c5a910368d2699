package io.shiyun.process;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A backend of a balancer. Written by the balancer's thread alone; the volatile fields are read by others for statistics. */
final class Backend {
    final String name;
    final InetSocketAddress address;
    volatile BackendState state;
    volatile int active;
    volatile long total;
    volatile long refused;
    boolean suspect;
    long suspectUntil;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    Backend(String name, InetSocketAddress address, BackendState state) {
        this.name = name;
        this.address = address;
        this.state = state;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void opened() {
        active++;
        total++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void closed() {
        active--;
        if (active == 0) {
            tellIdle();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void refused(long suspectUntilNanos) {
        refused++;
        suspect = true;
        suspectUntil = suspectUntilNanos;
    }

    boolean suspect(long now) {
        if (suspect && now - suspectUntil >= 0) {
            suspect = false;
        }
        return suspect;
    }

    void whenIdle(CompletableFuture<Void> told) {
        if (active == 0) {
            told.complete(null);
        } else {
            waiting.add(told);
        }
    }

    void tellIdle() {
        waiting.forEach(told -> told.complete(null));
        waiting.clear();
    }

    BalancerStats.BackendStats stats() {
        return new BalancerStats.BackendStats(name, address, state, active, total, refused);
    }
}
