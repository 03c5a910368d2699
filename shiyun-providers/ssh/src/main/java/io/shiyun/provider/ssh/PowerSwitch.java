package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Restarts, stops and starts machines by the commands of the settings, and tells by looking whether they have. */
final class PowerSwitch {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final SshOptions.Power power;
    private final Roster roster;
    private final Runner runner;
    private final Observer observer;
    private final InstantSource clock;

    PowerSwitch(SshOptions.Power power, Roster roster, Runner runner, Observer observer, InstantSource clock) {
        this.power = power;
        this.roster = roster;
        this.runner = runner;
        this.observer = observer;
        this.clock = clock;
    }

    /** Begins a restart; it has ended when the machine answers with another boot id. */
    Ticket reboot(Roster.Held host, Call call) {
        require(power.reboot(), "reboot-command", "rebooted");
        Facts before = running(host, call);
        command(host.machine(), power.reboot(), host.machine(), call);
        return ticket(host, "reboot", before.bootId());
    }

    /** Begins a stop; it has ended when the machine does not answer any more. Empty when it is stopped already. */
    Optional<Ticket> stop(Roster.Held host, Call call) {
        require(power.stop(), "stop-command", "stopped");
        if (host.entry().off()) {
            Observer.Seen seen = observer.look(host.machine(), call);
            if (seen.facts().isEmpty()) {
                return Optional.empty();
            }
        }
        command(host.machine(), power.stop(), host.machine(), call);
        return Optional.of(ticket(host, "stop", ""));
    }

    /** Begins a start; it has ended when the machine answers. Empty when it runs already. */
    Optional<Ticket> start(Roster.Held host, Call call) {
        require(power.start(), "start-command", "started");
        if (observer.look(host.machine(), call).facts().isPresent()) {
            noteOff(host.entry(), false);
            return Optional.empty();
        }
        switchOn(host.machine(), call);
        return Optional.of(ticket(host, "start", ""));
    }

    boolean canStart() {
        return !power.start().isEmpty();
    }

    void switchOn(Machine machine, Call call) {
        Machine on = roster.machine(power.startOn())
                .orElseThrow(() -> Problems.invalid("the setting 'start-on' names '" + power.startOn()
                        + "', which is no machine of the inventory"));
        command(on, power.start(), machine, call);
    }

    /** Looks once how far it is. */
    Progress<Roster.Held> proceed(Ticket ticket, Roster.Held host, Call call) {
        Duration since = Duration.between(Instant.parse(ticket.arg(2)), clock.instant());
        runner.links().drop(host.machine());
        Observer.Seen seen =
                observer.look(host.machine(), new Brief(call, call.remaining().dividedBy(2)));
        boolean up = seen.facts().isPresent();
        boolean done = switch (ticket.step()) {
            case "reboot" -> up && !seen.facts().get().bootId().equals(ticket.arg(1));
            case "stop" ->
                !up && seen.why().map(why -> why.reason() == Reason.UNAVAILABLE).orElse(false);
            case "start" -> up;
            default -> throw Problems.invalid("the ticket's step '" + ticket.step() + "' is none of this provider");
        };
        if (done) {
            return Progress.done(
                    new Roster.Held(noteOff(host.entry(), ticket.step().equals("stop")), host.machine()));
        }
        if (since.compareTo(power.within()) > 0) {
            return Progress.failed(Problem.of(
                    Reason.UNAVAILABLE,
                    host.machine() + " did not " + ticket.step() + " within " + power.within()
                            + seen.why()
                                    .map(why -> ": " + why.problem().message())
                                    .orElse("")));
        }
        return Progress.ongoing(ticket, AGAIN);
    }

    static HostState passing(Ticket ticket) {
        return switch (ticket.step()) {
            case "reboot" -> HostState.RESTARTING;
            case "stop" -> HostState.STOPPING;
            default -> HostState.STARTING;
        };
    }

    private Facts running(Roster.Held host, Call call) {
        try {
            return observer.facts(host.machine(), call);
        } catch (CloudException dark) {
            if (dark.reason() == Reason.UNAVAILABLE && host.entry().off()) {
                throw Problems.conflict("host " + host.entry().id() + " is stopped; start it instead");
            }
            throw dark;
        }
    }

    private Ticket ticket(Roster.Held host, String step, String bootId) {
        observer.forget(host.machine());
        runner.links().drop(host.machine());
        return Ticket.of(
                roster.region(),
                step,
                host.entry().id(),
                bootId,
                clock.instant().toString());
    }

    private Entry noteOff(Entry entry, boolean off) {
        return roster.book().changing(() -> {
            Entry now = roster.book().find(entry.id()).filter(Entry::open).orElse(entry);
            return now.off() == off ? now : roster.book().save(now.off(off));
        });
    }

    private static void require(List<String> command, String setting, String what) {
        if (command.isEmpty()) {
            throw CloudException.unsupported(
                    "machines are not " + what + " here: the setting '" + setting + "' is not set");
        }
    }

    /** A machine that goes down may take the connection with it; that is no failure. */
    private void command(Machine on, List<String> command, Machine about, Call call) {
        String line = "exec " + Words.quoted(Words.filled(command, about.values()));
        Runner.Said said;
        try {
            said = runner.say(on, line, call);
        } catch (CloudException broken) {
            if (broken.reason() == Reason.UNAVAILABLE && broken.certainty() == Certainty.AMBIGUOUS) {
                return;
            }
            throw broken;
        }
        if (said.exit() != 0) {
            throw CloudException.rejected(
                            Reason.UNKNOWN,
                            "'" + command.get(0) + "' on " + on + " ended with " + said.exit() + ": "
                                    + said.err().strip())
                    .code("EXIT_" + said.exit())
                    .build();
        }
    }
}
