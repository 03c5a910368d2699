package io.shiyun.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a process together with everything it started: asks by SIGTERM, waits, then kills.
 *
 * <p>What belongs to a process: the members of the session it leads, its descendants by parent number (collected again at each
 * look, so a child whose parent dies meanwhile is not forgotten), and whoever carries the same {@link Marker}, which finds
 * daemons that left both the session and the family. A program that clears its environment and its parents before the first look
 * stays out of reach.
 *
 * <p>Signals go through {@link ProcessHandle}, which compares the start time again in the moment of sending; a process number that
 * was given to a stranger is never signalled.
 */
public final class Ender {
    private static final Duration KILL_WAIT = Duration.ofSeconds(5);
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    /**
     * How it went.
     *
     * @param wasAlive whether anything was left to end
     * @param forced how many processes had to be killed
     * @param remains what could not be killed, for lack of permission or because it hangs in the kernel
     */
    public record EndReport(boolean wasAlive, int forced, List<ProcessIdentity> remains) {
        public EndReport {
            remains = List.copyOf(remains);
        }
    }

    private Ender() {}

    /**
     * Ends the process. Once the leader itself has left, or the grace is over, the rest is killed. An interrupt cuts the grace
     * short and stays set.
     */
    public static EndReport end(ProcessIdentity leader, Marker marker, Duration grace) {
        return new Ending(leader, marker).run(grace);
    }

    /** Kills the process and all that belongs to it at once. */
    public static EndReport kill(ProcessIdentity leader, Marker marker) {
        return end(leader, marker, Duration.ZERO);
    }

    /** Returns the live processes that belong to this one, itself included. */
    static Set<ProcessIdentity> family(ProcessIdentity leader, Marker marker) {
        return new Ending(leader, marker).look();
    }

    private static final class Ending {
        private final ProcessIdentity leader;
        private final Marker marker;
        private final Set<ProcessIdentity> known = new HashSet<>();

        Ending(ProcessIdentity leader, Marker marker) {
            this.leader = leader;
            this.marker = marker;
            known.add(leader);
        }

        EndReport run(Duration grace) {
            Set<ProcessIdentity> members = look();
            boolean wasAlive = !members.isEmpty();
            if (wasAlive && !grace.isZero() && leader.alive()) {
                members.forEach(member -> signal(member, false));
                awaitLeader(System.nanoTime() + grace.toNanos());
            }
            Set<ProcessIdentity> killed = new HashSet<>();
            long giveUp = System.nanoTime() + KILL_WAIT.toNanos();
            members = look();
            while (!members.isEmpty() && System.nanoTime() < giveUp) {
                for (ProcessIdentity member : members) {
                    signal(member, true);
                    killed.add(member);
                }
                awaitAll(members, Math.min(giveUp, System.nanoTime() + 20 * POLL_NANOS));
                members = look();
            }
            return new EndReport(wasAlive, killed.size(), List.copyOf(members));
        }

        private void awaitLeader(long deadline) {
            while (leader.alive()
                    && System.nanoTime() < deadline
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }

        /** Waits out the moment between SIGKILL and death; an interrupt may not leave a survivor behind, so it is kept for later. */
        private static void awaitAll(Set<ProcessIdentity> members, long deadline) {
            boolean interrupted = false;
            while (members.stream().anyMatch(ProcessIdentity::alive) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(POLL_NANOS / 5);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private Set<ProcessIdentity> look() {
            Set<ProcessIdentity> members = ProcFs.present() ? lookInProc() : lookByHandles();
            known.addAll(members);
            return members;
        }

        private Set<ProcessIdentity> lookInProc() {
            String boot = ProcFs.bootId().orElse(ProcessIdentity.NO_BOOT_ID);
            long self = ProcessHandle.current().pid();
            List<ProcStat> all = ProcFs.all();
            Map<Long, List<ProcStat>> children = new HashMap<>();
            all.forEach(stat -> children.computeIfAbsent(stat.parent(), parent -> new ArrayList<>())
                    .add(stat));
            // The number of a session stays reserved while a member lives, but only the leader proves whose session it
            // is.
            boolean leads = leader.listed();
            Set<ProcessIdentity> members = new LinkedHashSet<>();
            Deque<ProcStat> open = new ArrayDeque<>();
            for (ProcStat stat : all) {
                boolean belongs = known.contains(identity(stat, boot))
                        || (leads && stat.session() == leader.pid())
                        || ProcFs.environment(stat.pid())
                                .flatMap(Marker::in)
                                .filter(marker::equals)
                                .isPresent();
                if (belongs && stat.pid() != self) {
                    open.add(stat);
                }
            }
            Set<Long> seen = new HashSet<>();
            while (!open.isEmpty()) {
                ProcStat stat = open.remove();
                if (!seen.add(stat.pid()) || stat.pid() == self) {
                    continue;
                }
                if (!stat.dead()) {
                    members.add(identity(stat, boot));
                }
                open.addAll(children.getOrDefault(stat.pid(), List.of()));
            }
            return members;
        }

        private Set<ProcessIdentity> lookByHandles() {
            Set<ProcessIdentity> members = new LinkedHashSet<>();
            for (ProcessIdentity parent : List.copyOf(known)) {
                if (parent.alive()) {
                    members.add(parent);
                    ProcessHandle.of(parent.pid())
                            .ifPresent(handle -> handle.descendants()
                                    .map(child -> ProcessIdentity.of(child.pid()))
                                    .flatMap(Optional::stream)
                                    .filter(ProcessIdentity::alive)
                                    .forEach(members::add));
                }
            }
            return members;
        }

        private static ProcessIdentity identity(ProcStat stat, String boot) {
            return new ProcessIdentity(stat.pid(), stat.startTicks(), boot);
        }

        private static void signal(ProcessIdentity target, boolean force) {
            ProcessHandle.of(target.pid()).filter(handle -> target.alive()).ifPresent(handle -> {
                boolean sent = force ? handle.destroyForcibly() : handle.destroy();
                if (!sent && target.alive()) {
                    org.slf4j.LoggerFactory.getLogger(Ender.class)
                            .warn("no permission to signal process {}; it may outlive its replica", target.pid());
                }
            });
        }
    }
}
