package io.shiyun.provider.ssh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The machines that can run apps: hosts that are on and whose ports are reached from here. Looked up anew every second. */
final class AppMachines {
    static final String NEEDED =
            "adopt one or put one into the settings; it must be on, not behind another machine, and among 'app-machines'";

    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Roster roster;
    private final List<String> chosen;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, Roster.Held> held = Map.of();
    private long readAt;

    AppMachines(Roster roster, List<String> chosen) {
        this.roster = roster;
        this.chosen = chosen;
        this.readAt = System.nanoTime() - FRESH;
    }

    /** Returns the machines that a replica may be put on. */
    List<Machine> hosts() {
        return held().values().stream()
                .filter(host -> !host.entry().off())
                .map(Roster.Held::machine)
                .filter(machine -> chosen.isEmpty() || chosen.contains(machine.name()))
                .filter(machine -> machine.jumps().isEmpty() || machine.jumps().indexOf(machine.name()) == 0)
                .toList();
    }

    /** Returns a machine by its name, also one that is no host any more. */
    Optional<Machine> find(String name) {
        return Optional.ofNullable(held().get(name))
                .map(Roster.Held::machine)
                .or(() -> roster.inventory().find(name));
    }

    private Map<String, Roster.Held> held() {
        lock.lock();
        try {
            if (System.nanoTime() - readAt >= FRESH) {
                Map<String, Roster.Held> now = new LinkedHashMap<>();
                roster.all().forEach(host -> now.put(host.machine().name(), host));
                held = now;
                readAt = System.nanoTime();
            }
            return held;
        } finally {
            lock.unlock();
        }
    }
}
