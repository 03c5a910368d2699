package io.shiyun.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started here, or one that was found alive and taken over. Only of the former does the system tell the exit
 * code.
 */
public final class ManagedProcess {
    private final ProcessIdentity identity;
    private final Marker marker;
    private final LimitReport limits;
    private final @Nullable Process child;

    private ManagedProcess(ProcessIdentity identity, Marker marker, LimitReport limits, @Nullable Process child) {
        this.identity = identity;
        this.marker = marker;
        this.limits = limits;
        this.child = child;
    }

    static ManagedProcess started(ProcessIdentity identity, Marker marker, LimitReport limits, Process child) {
        return new ManagedProcess(identity, marker, limits, child);
    }

    /** Takes over a process that somebody else started. */
    public static ManagedProcess adopted(ProcessIdentity identity, Marker marker) {
        return new ManagedProcess(identity, marker, new LimitReport(java.util.List.of(), java.util.List.of()), null);
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public Marker marker() {
        return marker;
    }

    public LimitReport limits() {
        return limits;
    }

    /** Returns the handle of a process that was started here. */
    public Optional<Process> child() {
        return Optional.ofNullable(child);
    }

    public boolean alive() {
        return identity.alive();
    }
}
