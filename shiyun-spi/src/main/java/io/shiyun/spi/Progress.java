package io.shiyun.spi;

import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far an operation is. The cloud works, the provider never waits: core keeps the ticket, waits, and asks
 * {@code proceed}. A plugin must not switch over this without a default branch.
 *
 * @param <T> what it leads to
 */
public sealed interface Progress<T> permits Progress.Done, Progress.Ongoing, Progress.Failed {
    /**
     * It is done.
     *
     * @param value what it led to
     */
    record Done<T>(T value) implements Progress<T> {
        public Done {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * The cloud is at work.
     *
     * @param ticket where it goes on
     * @param askAgainIn how long to wait, by the cloud's own hint where it gives one
     * @param soFar what can be seen of it already
     */
    record Ongoing<T>(Ticket ticket, Duration askAgainIn, Optional<T> soFar) implements Progress<T> {
        public Ongoing {
            Objects.requireNonNull(ticket, "ticket");
            Objects.requireNonNull(soFar, "soFar");
            if (askAgainIn.isNegative()) {
                throw new IllegalArgumentException("askAgainIn is " + askAgainIn + "; it cannot be negative");
            }
        }
    }

    /**
     * It was accepted, and then failed for certain.
     *
     * @param problem why
     * @param remains what it left behind; deleted before another place is tried
     */
    record Failed<T>(Problem problem, List<Id> remains) implements Progress<T> {
        public Failed {
            Objects.requireNonNull(problem, "problem");
            remains = List.copyOf(remains);
        }
    }

    /** Returns that it is done. */
    static <T> Progress<T> done(T value) {
        return new Done<>(value);
    }

    /** Returns that it goes on, with nothing to be seen yet. */
    static <T> Progress<T> ongoing(Ticket ticket, Duration askAgainIn) {
        return new Ongoing<>(ticket, askAgainIn, Optional.empty());
    }

    /** Returns that it goes on, and what can be seen of it. */
    static <T> Progress<T> ongoing(Ticket ticket, Duration askAgainIn, T soFar) {
        return new Ongoing<>(ticket, askAgainIn, Optional.of(soFar));
    }

    /** Returns that it failed, and what remains. */
    static <T> Progress<T> failed(Problem problem, Id... remains) {
        return new Failed<>(problem, List.of(remains));
    }

    /** Returns the usual reading of a host: ERROR failed and remains, a passing state goes on, any other is done. */
    static Progress<Host> of(Host host, Ticket ticket, Duration askAgainIn) {
        if (host.state() == HostState.ERROR) {
            Problem why = host.problem()
                    .orElseGet(() ->
                            Problem.of(Reason.UNKNOWN, "host " + host.id() + " is in state " + host.nativeState()));
            return failed(why, host.id());
        }
        return host.state().passing() ? ongoing(ticket, askAgainIn, host) : done(host);
    }
}
