package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessException;
import io.shiyun.spi.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine that replicas run on: whether it answers, and which of its processes are watched. A machine that is gone from the
 * inventory is not reached any more. Thread-safe.
 */
final class AppMachine {
    /** How long a question that is answered at once may take, connecting among it. */
    static final Duration SHORT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(AppMachine.class);

    private final String name;
    private final String address;
    private final Supplier<Optional<Machine>> known;
    private final Runner runner;
    private final PortAllocator ports;
    private final Map<RemoteProcess, String> watched = new ConcurrentHashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Dark dark;
    private volatile @Nullable String home;

    /**
     * Since when a machine does not answer, by the clock of nanoseconds, and why.
     */
    private record Dark(long since, String why) {}

    AppMachine(String name, String address, Supplier<Optional<Machine>> known, Runner runner, PortAllocator ports) {
        this.name = name;
        this.address = address;
        this.known = known;
        this.runner = runner;
        this.ports = ports;
    }

    String name() {
        return name;
    }

    /** Returns where its ports are reached. */
    String address() {
        return address;
    }

    PortAllocator ports() {
        return ports;
    }

    /** Returns whether somebody still says how to reach it. */
    boolean present() {
        return known.get().isPresent();
    }

    Machine machine() {
        return known.get()
                .orElseThrow(() -> new ProcessException(
                        ProcessException.Kind.UNREACHABLE,
                        "the machine '" + name + "' is no host any more; nobody says how to reach it"));
    }

    Runner runner() {
        return runner;
    }

    /** Returns why it does not answer; empty while it does, or was not asked. */
    Optional<String> why() {
        return Optional.ofNullable(dark).map(Dark::why);
    }

    /** Returns for how long it has not answered. */
    Duration silent() {
        Dark now = dark;
        return now == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - now.since());
    }

    /** Asks the machine something that blocks. */
    <T> T ask(Duration time, Function<Call, T> question) {
        long begun = System.nanoTime();
        try {
            T answer = question.apply(Call.within(time));
            dark = null;
            return answer;
        } catch (CloudException failed) {
            throw told(failed, begun);
        } catch (ProcessException gone) {
            darken(String.valueOf(gone.getMessage()), begun);
            throw gone;
        }
    }

    private void darken(String why, long begun) {
        Dark before = dark;
        dark = new Dark(before == null ? begun : before.since(), why);
    }

    /** Trouble on the way to the machine is another thing than what the machine says. */
    private ProcessException told(CloudException failed, long begun) {
        boolean way = failed.certainty() == Certainty.NOT_SENT
                || List.of(Reason.UNAVAILABLE, Reason.TIMEOUT, Reason.CANCELLED, Reason.UNAUTHENTICATED)
                        .contains(failed.reason());
        String message = failed.problem().message();
        if (!way) {
            return new ProcessException(ProcessException.Kind.IO, message, failed);
        }
        darken(message, begun);
        return new ProcessException(ProcessException.Kind.UNREACHABLE, message, failed);
    }

    /** Runs a line of ours. */
    Runner.Bytes run(String line, Duration time) {
        return ask(time, call -> runner.bytes(machine(), line, call));
    }

    /** Returns the home of the user. */
    String home() {
        String before = home;
        if (before != null) {
            return before;
        }
        String told = run("pwd", SHORT).out().strip();
        home = told;
        return told;
    }

    // ---- watching

    /** Looks after a process until it ends. */
    void watch(RemoteProcess process, String folder) {
        watched.put(process, folder);
    }

    void unwatch(RemoteProcess process) {
        watched.remove(process);
    }

    /** Asks which of its processes still run, once; two such questions never overlap. */
    void look() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            Map<RemoteProcess, String> asked = Map.copyOf(watched);
            if (!asked.isEmpty() || dark != null) {
                look(asked);
            }
        } catch (ProcessException unreachable) {
            LOG.debug("{} cannot be watched: {}", name, unreachable.getMessage());
        } finally {
            busy.set(false);
        }
    }

    private void look(Map<RemoteProcess, String> asked) {
        List<String> arguments = new ArrayList<>();
        asked.forEach((process, folder) -> {
            arguments.add(Long.toString(process.identity().pid()));
            arguments.add(Long.toString(process.identity().start()));
            arguments.add(folder);
        });
        String line = AppScripts.line("watch", arguments);
        Runner.Bytes said;
        try {
            said = run(line, LOOK);
        } catch (ProcessException broken) {
            boolean openOneBroke = broken.getCause() instanceof CloudException why
                    && why.certainty() == Certainty.AMBIGUOUS
                    && why.reason() == Reason.UNAVAILABLE;
            if (!openOneBroke) {
                throw broken;
            }
            said = run(line, LOOK); // A connection that was open broke; that says nothing of the machine.
        }
        List<String> lines = said.out().lines().toList();
        if (said.exit() != 0 || lines.isEmpty()) {
            throw new ProcessException(ProcessException.Kind.IO, name + " does not tell of processes: " + said.err());
        }
        asked.keySet().forEach(process -> judge(process, lines));
    }

    private static void judge(RemoteProcess process, List<String> lines) {
        String mark = process.identity().pid() + " " + process.identity().start() + " ";
        if (!lines.get(0).equals(process.identity().bootId())) {
            process.ended(OptionalInt.empty());
            return;
        }
        lines.stream()
                .filter(line -> line.startsWith(mark + "ended"))
                .findFirst()
                .ifPresent(line -> {
                    String code = line.substring((mark + "ended").length()).strip();
                    process.ended(
                            code.matches("\\d{1,3}") ? OptionalInt.of(Integer.parseInt(code)) : OptionalInt.empty());
                });
    }
}
