package io.shiyun.intent;

import io.shiyun.SweepReport;
import io.shiyun.SweepReport.Find;
import io.shiyun.SweepReport.Gap;
import io.shiyun.SweepReport.Verdict;
import io.shiyun.intent.ResourceKind.Stand;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look through all clouds. The cloud is listed first and the journal read second, so that what is being made meanwhile
 * never looks forgotten.
 */
final class Sweep {
    private static final Duration LEAST_AGE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Intents intents;
    private final Engine engine;
    private final List<ResourceKind<?>> resources;
    private final int most;
    private final List<Find> finds = new ArrayList<>();
    private final List<Gap> missing = new ArrayList<>();
    private int deletions;
    private int settled;

    Sweep(Intents intents, Engine engine, List<ResourceKind<?>> resources, int most) {
        this.intents = intents;
        this.engine = engine;
        this.resources = resources;
        this.most = most;
    }

    SweepReport run(boolean dryRun) {
        for (CloudId cloud : engine.clouds.ids()) {
            for (Region region : engine.clouds.cloud(cloud).regions()) {
                for (ResourceKind<?> resource : resources) {
                    if (engine.clouds.capabilities(cloud).of(resource.listing()).usable()) {
                        look(resource, region, dryRun);
                    }
                }
            }
        }
        return new SweepReport(finds, settled, missing);
    }

    private <T> void look(ResourceKind<T> resource, Region region, boolean dryRun) {
        Map<String, String> own =
                Map.of(IntentTags.INSTALLATION, intents.store().installation().id());
        Finder.Found<T> found;
        try {
            found = Finder.find(resource, region, own, () -> engine.call(resource.listing()));
        } catch (CloudException e) {
            // Where a region has no such service, nothing of it can be.
            if (e.reason() != Reason.UNSUPPORTED) {
                missing.add(new Gap(region, resource.name(), e.problem()));
            }
            return;
        }
        if (!found.complete()) {
            missing.add(new Gap(region, resource.name(), Problem.of(Reason.UNAVAILABLE, "the cloud's list has gaps")));
        }
        Set<String> there = new HashSet<>();
        for (T thing : found.items()) {
            if (resource.stand(thing) != Stand.GONE) {
                there.add(
                        operation(resource, thing) + "/" + resource.tags(thing).get(IntentTags.EPOCH));
                judge(resource, thing, dryRun);
            }
        }
        if (found.complete() && !dryRun) {
            lift(resource, region, there);
        }
    }

    private static <T> String operation(ResourceKind<T> resource, T thing) {
        return resource.tags(thing).getOrDefault(IntentTags.OPERATION, "");
    }

    private <T> void judge(ResourceKind<T> resource, T thing, boolean dryRun) {
        String operation = operation(resource, thing);
        Id id = resource.id(thing);
        List<IntentRow> epochs = operation.isEmpty() ? List.of() : engine.journal.epochs(operation);
        if (epochs.isEmpty()) {
            find(id, operation, Verdict.UNKNOWN, "the journal does not know the operation that made it");
            return;
        }
        Optional<IntentRow> made = epochs.stream()
                .filter(row -> Integer.toString(row.epoch())
                        .equals(resource.tags(thing).get(IntentTags.EPOCH)))
                .findFirst();
        String why = made.map(row -> surplus(resource, row, id)).orElse("no epoch of its operation made it");
        if (why.isEmpty() || engine.isActive(operation)) {
            return;
        }
        Instant settledAt = made.map(IntentRow::updated)
                .orElse(epochs.get(epochs.size() - 1).updated());
        Instant since = resource.created(thing)
                .filter(created -> created.isAfter(settledAt))
                .orElse(settledAt);
        if (!old(resource, id.cloud(), since)) {
            find(id, operation, Verdict.TOO_YOUNG, why);
        } else if (dryRun) {
            find(id, operation, Verdict.WOULD_DELETE, why);
        } else if (deletions >= most) {
            find(id, operation, Verdict.HELD_BACK, why);
        } else {
            deletions++;
            delete(resource, id, operation, why);
        }
    }

    /** Why a thing should not be there, or empty when it should, or when somebody is at work on it. */
    private <T> String surplus(ResourceKind<T> resource, IntentRow row, Id id) {
        return switch (row.state()) {
            case PLANNED, SENT, ONGOING, DOUBTFUL -> "";
            case FENCED -> "its request was given up in doubt";
            case FAILED, ABANDONED -> "its request ended without it";
            case DONE ->
                row.result().equals(id.text()) ? zombie(resource, row, id) : "its request made another one too";
        };
    }

    /** A deletion counts when it came after the create: a cloud may give the id of a deleted thing to a new one. */
    private <T> String zombie(ResourceKind<T> resource, IntentRow made, Id id) {
        boolean deleted = engine.journal.byResult(id.text()).stream()
                .anyMatch(row -> row.kind().equals(resource.deletion().name())
                        && row.state() == IntentState.DONE
                        && row.created().isAfter(made.updated())
                        && old(resource, id.cloud(), row.updated()));
        return deleted ? "it was deleted, and is still there" : "";
    }

    private boolean old(ResourceKind<?> resource, CloudId cloud, Instant since) {
        Duration hidden = engine.clouds
                .capabilities(cloud)
                .guarantee(resource.creating())
                .visibleWithin()
                .multipliedBy(2);
        Duration least = hidden.compareTo(LEAST_AGE) > 0 ? hidden : LEAST_AGE;
        return since.plus(least).isBefore(engine.clock.instant());
    }

    private <T> void delete(ResourceKind<T> resource, Id id, String operation, String why) {
        Ending<T> ending;
        try {
            ending = intents.run(
                    resource.deletion(),
                    Request.delete(intents.newOperation(), resource, id, Terms.OWN)
                            .patience(PATIENCE));
        } catch (CloudException e) {
            find(id, operation, Verdict.NOT_DELETED, why + "; " + e.problem());
            return;
        }
        if (ending instanceof Ending.Done<T>) {
            find(id, operation, Verdict.DELETED, why);
        } else {
            find(
                    id,
                    operation,
                    Verdict.NOT_DELETED,
                    why + "; " + ending.intent().problem());
        }
    }

    private void find(Id id, String operation, Verdict verdict, String why) {
        finds.add(new Find(id, operation, verdict, why));
    }

    /** Ends the fences of requests that made nothing in all the time they had, after two lists without a find. */
    private <T> void lift(ResourceKind<T> resource, Region region, Set<String> there) {
        for (IntentRow row : engine.journal.unfinished(1000)) {
            IntentKind<?> kind = engine.kinds.get(row.kind());
            if (kind != null
                    && row.state() == IntentState.FENCED
                    && kind.resource().name().equals(resource.name())
                    && row.cloud().equals(region.cloud().name())
                    && row.region().equals(region.name())
                    && !there.contains(row.id() + "/" + row.epoch())
                    && old(resource, region.cloud(), row.updated())) {
                liftOne(resource, region, row, kind);
            }
        }
    }

    private <T> void liftOne(ResourceKind<T> resource, Region region, IntentRow row, IntentKind<?> kind) {
        Optional<IntentRow> claimed = engine.claim(row);
        if (claimed.isEmpty()) {
            return;
        }
        IntentRow own = claimed.get();
        try {
            Cleanup cleanup = new Cleanup(engine, own, new io.shiyun.spi.Intent(own.token(), own.tags()));
            Optional<Duration> again = cleanup.advance();
            if (again.isPresent()) {
                return;
            }
            Finder.Found<T> second =
                    Finder.find(resource, region, IntentTags.search(own.tags()), () -> engine.call(resource.listing()));
            if (!second.complete()
                    || !Adoption.of(resource, second.items(), own.tags()).isEmpty()) {
                return;
            }
        } catch (CloudException e) {
            missing.add(new Gap(region, resource.name(), e.problem()));
            return;
        }
        engine.journal.ended(
                own.troubled(IntentState.ABANDONED, own.problem(), List.of()),
                kind,
                Terms.OWN,
                Problem.of(Reason.NOT_FOUND, "nothing arrived late"));
        settled++;
    }
}
