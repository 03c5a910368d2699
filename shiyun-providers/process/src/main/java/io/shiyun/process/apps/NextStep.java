package io.shiyun.process.apps;

import io.shiyun.model.Rollout;
import io.shiyun.process.apps.ReplicaRecord.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The next single change that brings an app nearer to its order: a pure decision from the state and what is seen of the replicas.
 *
 * <p>New replicas are started as far as the surge allows, get connections once they serve, and only then does an old one leave, as
 * long as enough others serve. A replica that leaves takes no new connection and no longer counts towards the surge.
 */
sealed interface NextStep {
    /** Make one more replica. */
    record Start() implements NextStep {}

    /** Give a replica connections. */
    record Switch(String replica) implements NextStep {}

    /** Take connections away from a replica. */
    record Drain(String replica) implements NextStep {}

    /** End a replica. */
    record Stop(String replica) implements NextStep {}

    /** Give the release up. */
    record Stall(String why) implements NextStep {}

    /** Ask again later. */
    record Await() implements NextStep {}

    /** Everything is as ordered. */
    record Settled() implements NextStep {}

    /** The app has no replica left and is to be forgotten. */
    record Forget() implements NextStep {}

    /**
     * What is seen of a replica.
     *
     * @param ready it serves now
     * @param sick its checks have failed for long enough
     * @param idle it has no connection
     * @param lost its machine has not answered for so long that another takes over
     * @param fatal why waiting for it will not help
     */
    record Sight(boolean ready, boolean sick, boolean idle, boolean lost, Optional<String> fatal) {}

    /** Decides. */
    static NextStep of(AppRecord app, Function<ReplicaRecord, Sight> sight, Instant now) {
        if (app.deleting()) {
            return deleting(app);
        }
        Optional<NextStep> leaving = leaving(app, sight, now);
        if (leaving.isPresent()) {
            return leaving.get();
        }
        List<ReplicaRecord> current = new ArrayList<>();
        List<ReplicaRecord> old = new ArrayList<>();
        for (ReplicaRecord replica : app.replicas()) {
            if (replica.staying()) {
                (replica.template().equals(app.template()) ? current : old).add(replica);
            }
        }
        for (ReplicaRecord replica : current) {
            if (replica.phase() == Phase.STARTING && sight.apply(replica).ready()) {
                return new Switch(replica.name());
            }
        }
        Optional<NextStep> change = removal(app, current, old, sight, now);
        if (change.isPresent()) {
            return change.get();
        }
        boolean room =
                current.size() + old.size() < app.wanted() + app.rollout().surge();
        if (current.size() < app.wanted() && room && app.stalled().isEmpty()) {
            return new Start();
        }
        return waiting(app, current, old, sight, now);
    }

    private static NextStep deleting(AppRecord app) {
        return app.replicas().stream()
                .filter(replica -> replica.phase() != Phase.STOPPING)
                .findFirst()
                .<NextStep>map(replica -> new Stop(replica.name()))
                .orElse(app.replicas().isEmpty() ? new Forget() : new Await());
    }

    private static Optional<NextStep> leaving(AppRecord app, Function<ReplicaRecord, Sight> sight, Instant now) {
        return app.replicas().stream()
                .filter(replica -> replica.phase() == Phase.DRAINING)
                .filter(replica -> sight.apply(replica).idle()
                        || sight.apply(replica).lost()
                        || elapsed(replica.since(), now).compareTo(app.rollout().drain()) >= 0)
                .findFirst()
                .map(replica -> new Stop(replica.name()));
    }

    private static Optional<NextStep> removal(
            AppRecord app,
            List<ReplicaRecord> current,
            List<ReplicaRecord> old,
            Function<ReplicaRecord, Sight> sight,
            Instant now) {
        Rollout rollout = app.rollout();
        for (ReplicaRecord replica : current) {
            if (sight.apply(replica).lost()) {
                return Optional.of(new Drain(replica.name()));
            }
        }
        // One that never served, or serves no more, is missed by nobody.
        for (ReplicaRecord replica : old) {
            if (replica.phase() == Phase.STARTING || sight.apply(replica).sick()) {
                return Optional.of(new Drain(replica.name()));
            }
        }
        List<ReplicaRecord> excess = current.size() > app.wanted() ? current : List.of();
        List<ReplicaRecord> candidates = old.isEmpty() ? excess : old;
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Comparator<ReplicaRecord> youngest = Comparator.comparingInt(ReplicaRecord::number);
        Optional<ReplicaRecord> unready = candidates.stream()
                .filter(replica -> old.isEmpty() && !sight.apply(replica).ready())
                .max(youngest);
        if (unready.isPresent()) {
            return Optional.of(new Drain(unready.get().name()));
        }
        long serving = count(current, sight) + count(old, sight);
        boolean settled = current.stream()
                .filter(replica -> replica.phase() == Phase.SERVING)
                .allMatch(replica -> elapsed(replica.since(), now).compareTo(rollout.settle()) >= 0);
        boolean enough = serving - 1 >= app.wanted() - rollout.unavailable();
        if (!enough || !settled || !app.stalled().isEmpty()) {
            return Optional.empty();
        }
        Optional<ReplicaRecord> leaver = old.isEmpty()
                ? candidates.stream().max(youngest)
                : candidates.stream().min(youngest);
        return leaver.map(replica -> new Drain(replica.name()));
    }

    private static NextStep waiting(
            AppRecord app,
            List<ReplicaRecord> current,
            List<ReplicaRecord> old,
            Function<ReplicaRecord, Sight> sight,
            Instant now) {
        // One whose machine is gone ends when that machine is back, which nothing waits for.
        boolean leaving = app.replicas().stream()
                .anyMatch(replica -> !replica.staying() && !sight.apply(replica).lost());
        boolean all = current.size() == app.wanted() && count(current, sight) == app.wanted() && old.isEmpty();
        if (all) {
            return leaving ? new Await() : new Settled();
        }
        if (!app.stalled().isEmpty()) {
            return new Stall(app.stalled());
        }
        Optional<String> fatal = current.stream()
                .map(replica -> sight.apply(replica).fatal())
                .flatMap(Optional::stream)
                .findFirst();
        if (fatal.isPresent()) {
            return new Stall(fatal.get());
        }
        if (!leaving && app.sinceMoved(now).compareTo(app.rollout().deadline()) >= 0) {
            return new Stall("no replica of revision '" + app.order().revision() + "' got further for "
                    + app.rollout().deadline() + "; what served before still does");
        }
        return new Await();
    }

    private static long count(List<ReplicaRecord> replicas, Function<ReplicaRecord, Sight> sight) {
        return replicas.stream()
                .filter(replica ->
                        replica.phase() == Phase.SERVING && sight.apply(replica).ready())
                .count();
    }

    private static Duration elapsed(Instant since, Instant now) {
        return Duration.between(since, now);
    }
}
