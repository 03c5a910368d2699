package io.shiyun.call;

import static java.time.Duration.ZERO;

import io.shiyun.CallLimits;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The limits of each operation when nothing else is said: one row an effect, and a row for each operation that differs.
 *
 * <p>Why these figures. Control planes answer reads within a second and accept creates within ten; a minute without an
 * answer to a create is a failure to be resolved, not waited for. Facts that change by themselves are kept for a second,
 * so that a burst of questions costs one call and nobody acts on old news; catalogues and bills change by the hour. What
 * carries a stream from the caller is tried once, since nobody can rewind it.
 */
public final class CallDefaults {
    private static final Duration HOUR = Duration.ofHours(1);

    private CallDefaults() {}

    /** The limits of this operation. */
    public static CallLimits of(Operation operation) {
        CallLimits own = BY_OPERATION.get(operation);
        return own == null ? of(operation.effect()) : own;
    }

    private static CallLimits of(Effect effect) {
        return switch (effect) {
            case READ -> limits(10, 30).remembered(true);
            case READ_SECRET -> limits(10, 30).audited(true);
            case CREATE -> limits(60, 120).audited(true);
            case CHANGE, DELETE -> limits(30, 90).audited(true);
            case ACT -> limits(30, 60).audited(true);
            case STEP -> limits(60, 120).audited(true);
            case STREAM -> limits(HOUR, HOUR).attempts(1);
        };
    }

    private static final Map<Operation, CallLimits> BY_OPERATION = byOperation();

    private static Map<Operation, CallLimits> byOperation() {
        CallLimits fact = of(Effect.READ).fresh(seconds(1));
        CallLimits catalogue =
                limits(30, 90).remembered(true).fresh(minutes(10)).stale(minutes(50));
        CallLimits passing = of(Effect.READ).remembered(false);
        CallLimits upload = limits(HOUR, HOUR).attempts(1).audited(true);
        CallLimits command = of(Effect.STREAM).audited(true);

        Map<Operation, CallLimits> rows = new EnumMap<>(Operation.class);
        rows.put(Operation.HOSTS_CREATE_MANY, of(Effect.CREATE).within(seconds(120), seconds(300)));
        rows.put(Operation.HOSTS_LIST, fact);
        rows.put(Operation.HOSTS_GET, fact);
        rows.put(Operation.HOSTS_CONSOLE, passing);
        rows.put(Operation.SHELLS_RUN, command);
        rows.put(Operation.SHELLS_OPEN, command);
        rows.put(Operation.SHELLS_LIST, passing);
        rows.put(Operation.SHELLS_WRITE, upload);
        rows.put(Operation.CLUSTERS_LIST, fact);
        rows.put(Operation.CLUSTERS_GET, fact);
        rows.put(Operation.CLUSTERS_NODES, fact);
        rows.put(Operation.IMAGES_LIST, catalogue.fresh(seconds(10)).stale(ZERO));
        rows.put(Operation.IMAGES_GET, fact);
        rows.put(Operation.IMAGES_RESOLVE, catalogue.fresh(minutes(1)).stale(ZERO));
        rows.put(Operation.REGISTRIES_REPOSITORIES, fact);
        rows.put(Operation.REGISTRIES_VERSIONS, fact);
        rows.put(Operation.PROJECTS_LIST, fact);
        rows.put(Operation.APPS_EXEC, command);
        rows.put(Operation.APPS_DRIFT, passing);
        rows.put(Operation.METRICS_NAMES, catalogue.fresh(minutes(1)).stale(ZERO));
        rows.put(Operation.METRICS_QUERY, passing.within(seconds(20), seconds(60)));
        rows.put(Operation.OFFERS_LIST, catalogue);
        rows.put(Operation.OFFERS_IN_STOCK, of(Effect.READ).fresh(seconds(30)));
        rows.put(Operation.OFFERS_QUOTE, of(Effect.READ).fresh(minutes(1)));
        rows.put(Operation.COSTS_CHARGES, catalogue.within(seconds(60), seconds(180)));
        rows.put(Operation.QUOTAS_LIST, of(Effect.READ).fresh(seconds(10)));
        rows.put(Operation.PLACES_REGIONS, catalogue);
        rows.put(Operation.PLACES_ZONES, catalogue);
        rows.put(Operation.NETWORKS_LIST, fact);
        rows.put(Operation.NETWORKS_GET, fact);
        rows.put(Operation.NETWORKS_FIREWALLS, fact);
        rows.put(Operation.NETWORKS_ADDRESSES, fact);
        rows.put(Operation.NETWORKS_BALANCERS, fact);
        rows.put(Operation.VOLUMES_LIST, fact);
        rows.put(Operation.VOLUMES_GET, fact);
        rows.put(Operation.VOLUMES_SNAPSHOTS, fact);
        rows.put(Operation.BUCKETS_LIST, fact);
        rows.put(Operation.BUCKETS_PUT, upload);
        rows.put(Operation.BUCKETS_STAT, passing);
        rows.put(Operation.BUCKETS_OBJECTS, passing);
        rows.put(Operation.BUCKETS_UPLOAD_PART, upload);
        rows.put(Operation.MIDDLEWARE_LIST, fact);
        rows.put(Operation.MIDDLEWARE_GET, fact);
        return rows;
    }

    private static CallLimits limits(int attemptSeconds, int wholeSeconds) {
        return limits(seconds(attemptSeconds), seconds(wholeSeconds));
    }

    private static CallLimits limits(Duration attempt, Duration whole) {
        return new CallLimits(attempt, whole, Integer.MAX_VALUE, ZERO, ZERO, false, false);
    }

    private static Duration seconds(int n) {
        return Duration.ofSeconds(n);
    }

    private static Duration minutes(int n) {
        return Duration.ofMinutes(n);
    }
}
