package io.shiyun.provider.sim;

import io.shiyun.model.Check;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.spi.AppOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One replica of a simulated app. It serves once the boot time has passed, unless its checks never pass: when the switchboard
 * says so, when an HTTP check asks for a path below {@code /missing}, or when a command check is not {@code true}. A program
 * below {@code /missing} does not exist.
 */
final class Copy {
    private static final String MISSING = "/missing";

    final AppOrder order;
    final int era;
    final int number;

    private final SimWorld world;
    private final Box box = new Box();
    private long startedNanos;
    private Instant started;
    private int restarts;

    Copy(SimWorld world, AppOrder order, int era, int number) {
        this.world = world;
        this.order = order;
        this.era = era;
        this.number = number;
        this.startedNanos = world.time().nanos();
        this.started = world.now();
        order.files()
                .forEach(file -> box.write(
                        file.path(),
                        file.content().reveal().getBytes(StandardCharsets.UTF_8),
                        file.executable() ? "rwxr-x---" : "rw-r-----",
                        started));
    }

    ReplicaId id() {
        return new ReplicaId(order.app(), order.name() + "-" + number);
    }

    Box box() {
        return box;
    }

    void startAgain() {
        startedNanos = world.time().nanos();
        started = world.now();
        restarts++;
    }

    /** Returns how many nanoseconds are left of its start. */
    long nanosToReady() {
        return Math.max(
                0, startedNanos + world.bootTime().toNanos() - world.time().nanos());
    }

    boolean ready() {
        return state() == ReplicaState.READY;
    }

    private ReplicaState state() {
        if (noProgram() || crashes()) {
            return ReplicaState.BACKING_OFF;
        }
        if (nanosToReady() > 0) {
            return ReplicaState.STARTING;
        }
        return sick() ? ReplicaState.SICK : ReplicaState.READY;
    }

    private boolean noProgram() {
        return order.command().filter(run -> below(run.program())).isPresent();
    }

    private boolean crashes() {
        return world.faults().isCrashLoop(order.name(), order.revision());
    }

    private boolean sick() {
        return world.faults().isNeverReady(order.name(), order.revision())
                || order.ready().filter(probe -> !passes(probe.check())).isPresent();
    }

    private static boolean passes(Check check) {
        if (check instanceof Check.Http http) {
            return !below(http.path());
        }
        return !(check instanceof Check.Run run) || run.command().program().equals("true");
    }

    private static boolean below(String path) {
        return path.equals(MISSING) || path.startsWith(MISSING + "/");
    }

    Optional<Trouble> trouble() {
        String name = id().value();
        if (noProgram()) {
            return Optional.of(new Trouble(TroubleKind.START_FAILED, "the program does not exist", name));
        }
        if (crashes()) {
            return Optional.of(new Trouble(TroubleKind.CRASH_LOOP, "it ends soon after each start", name));
        }
        return state() == ReplicaState.SICK
                ? Optional.of(new Trouble(TroubleKind.UNREADY, "its check does not pass", name))
                : Optional.empty();
    }

    Replica fact() {
        return Replica.builder(id(), order.revision(), state())
                .address(HostDesk.address("10.2", number) + ":8080")
                .started(started)
                .restarts(crashes() ? restarts + crashesSoFar() : restarts)
                .build();
    }

    private int crashesSoFar() {
        long boot = Math.max(1, world.bootTime().toNanos());
        return (int) Math.min(1_000, (world.time().nanos() - startedNanos) / boot);
    }
}
