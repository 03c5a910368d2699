package io.shiyun.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A process of this machine that was started here, or one that was found alive and taken over. Only of the former does the system
 * tell the exit code.
 */
public final class ManagedProcess implements Supervised {
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

    @Override
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

    @Override
    public boolean alive() {
        return identity.alive();
    }

    @Override
    public boolean fresh() {
        return child != null;
    }

    @Override
    public Optional<CompletionStage<OptionalInt>> end() {
        return child().map(started -> started.onExit().thenApply(ended -> OptionalInt.of(ended.exitValue())));
    }

    @Override
    public void end(Duration grace) {
        Ender.end(identity, marker, grace);
    }
}
