package io.shiyun.provider.ssh;

import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.Supervised;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The first process of a replica on a machine: it keeps the command, and lives as long as that. */
final class RemoteProcess implements Supervised {
    private final RemoteSite site;
    private final ProcessIdentity identity;
    private final boolean fresh;
    private final CompletableFuture<OptionalInt> end = new CompletableFuture<>();

    RemoteProcess(RemoteSite site, ProcessIdentity identity, boolean fresh) {
        this.site = site;
        this.identity = identity;
        this.fresh = fresh;
    }

    @Override
    public ProcessIdentity identity() {
        return identity;
    }

    @Override
    public boolean alive() {
        return !end.isDone();
    }

    @Override
    public boolean fresh() {
        return fresh;
    }

    @Override
    public Optional<CompletionStage<OptionalInt>> end() {
        return Optional.of(end);
    }

    /** Hears that it is dead. */
    void ended(OptionalInt code) {
        site.machine().unwatch(this);
        end.complete(code);
    }

    /** What a dead one left behind is ended by the next start of the replica, or with the replica. */
    @Override
    public void end(Duration grace) {
        if (alive()) {
            site.finish(identity, grace);
            ended(OptionalInt.empty());
        }
    }
}
