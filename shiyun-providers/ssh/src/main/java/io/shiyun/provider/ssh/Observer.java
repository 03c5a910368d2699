package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at machines, one or many at once, and remembers for a moment what it saw. Thread-safe. */
final class Observer {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Runner runner;
    private final Fan fan;
    private final SshOptions.Power power;
    private final InstantSource clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Observer(Runner runner, Fan fan, SshOptions.Power power, InstantSource clock) {
        this.runner = runner;
        this.fan = fan;
        this.power = power;
        this.clock = clock;
    }

    /**
     * What was seen of a machine.
     *
     * @param machine the machine
     * @param when when it was asked
     * @param facts what it said; absent when it did not answer
     * @param why why it did not answer
     */
    record Seen(Machine machine, Instant when, Optional<Facts> facts, Optional<CloudException> why) {}

    /** Asks the machine now. */
    Facts facts(Machine machine, Call call) {
        String question = Facts.question(Words.filled(power.bootIdFile(), machine.values()));
        Runner.Said said = runner.say(machine, question, call);
        Facts facts = Facts.parse(said.out());
        if (!said.out().contains("=shiyun=end")) {
            throw CloudException.of(
                            Certainty.REJECTED,
                            Reason.UNSUPPORTED,
                            machine + " has no POSIX shell for '" + machine.user()
                                    + "', or one that is not allowed to run commands: "
                                    + said.err().strip())
                    .build();
        }
        seen.put(machine.name(), new Seen(machine, clock.instant(), Optional.of(facts), Optional.empty()));
        return facts;
    }

    /** Asks the machine now; a machine that does not answer is an answer. Only the end of the call is thrown. */
    Seen look(Machine machine, Call call) {
        try {
            facts(machine, call);
            return seen.getOrDefault(machine.name(), nothing(machine));
        } catch (CloudException refused) {
            if (refused.reason() == Reason.TIMEOUT || refused.reason() == Reason.CANCELLED) {
                throw refused;
            }
            Seen dark = new Seen(machine, clock.instant(), Optional.empty(), Optional.of(refused));
            seen.put(machine.name(), dark);
            return dark;
        }
    }

    private Seen nothing(Machine machine) {
        return new Seen(machine, clock.instant(), Optional.empty(), Optional.empty());
    }

    /** Asks those machines of which nothing fresh is known, many at once. */
    List<Seen> lookAtAll(List<Machine> machines, Call call) {
        return fan.ask(machines, machine -> {
            Seen known = seen.get(machine.name());
            if (known != null
                    && known.machine().equals(machine)
                    && known.when().plus(FRESH).isAfter(clock.instant())) {
                return known;
            }
            return glance(machine, call);
        });
    }

    /** Looks for at most half the time that is left, so that one machine that hangs does not spoil the answer of all. */
    private Seen glance(Machine machine, Call call) {
        Brief brief = new Brief(call, call.remaining().dividedBy(2));
        try {
            return look(machine, brief);
        } catch (CloudException late) {
            call.check();
            return new Seen(machine, clock.instant(), Optional.empty(), Optional.of(late));
        }
    }

    /** Asks all of them now, many at once. */
    List<Seen> lookNow(List<Machine> machines, Call call) {
        return fan.ask(machines, machine -> glance(machine, call));
    }

    void forget(Machine machine) {
        seen.remove(machine.name());
    }
}
