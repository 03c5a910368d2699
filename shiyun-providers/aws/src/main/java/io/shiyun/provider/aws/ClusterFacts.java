package io.shiyun.provider.aws;

import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.NodePool;
import io.shiyun.model.PoolId;
import io.shiyun.model.Problem;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scaling;
import io.shiyun.model.Shape;
import io.shiyun.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads clusters and node groups of EKS. */
final class ClusterFacts {
    private ClusterFacts() {}

    static Cluster cluster(ClusterId id, Json cluster, List<NodePool> pools) {
        return Checked.read(cluster, () -> clusterOf(id, cluster, pools));
    }

    private static Cluster clusterOf(ClusterId id, Json cluster, List<NodePool> pools) {
        String word = cluster.text("status", "");
        Cluster.Builder built = Cluster.builder(id, cluster.text("name"), state(word))
                .nativeState(word)
                .version(cluster.text("version", ""))
                .endpoint(cluster.text("endpoint", ""))
                .pools(pools)
                .tags(cluster.textMap("tags"));
        time(cluster.at("createdAt")).ifPresent(built::created);
        if (state(word) == ResourceState.ERROR) {
            built.problem(problem(cluster, "the cluster " + id + " failed"));
        }
        return built.build();
    }

    static NodePool pool(ClusterId cluster, Json group) {
        return Checked.read(group, () -> poolOf(cluster, group));
    }

    private static NodePool poolOf(ClusterId cluster, Json group) {
        int wanted = (int) group.whole("scalingConfig.desiredSize", 0);
        int least = (int) group.whole("scalingConfig.minSize", wanted);
        int most = (int) group.whole("scalingConfig.maxSize", wanted);
        boolean ready = group.text("status", "").equals("ACTIVE");
        return NodePool.builder(
                        new PoolId(cluster, group.text("nodegroupName")),
                        new Shape(group.texts("instanceTypes").stream()
                                .findFirst()
                                .orElse("unknown")))
                .wanted(wanted)
                .ready(ready ? wanted : 0)
                .scaling(least == most ? Scaling.fixed(wanted) : new Scaling.Auto(Math.max(1, least), most, 50))
                .labels(group.textMap("labels"))
                .build();
    }

    static ResourceState state(String word) {
        return switch (word) {
            case "CREATING", "PENDING" -> ResourceState.PENDING;
            case "ACTIVE" -> ResourceState.READY;
            case "UPDATING" -> ResourceState.CHANGING;
            case "DELETING" -> ResourceState.DELETING;
            case "FAILED", "CREATE_FAILED", "DELETE_FAILED", "DEGRADED" -> ResourceState.ERROR;
            default -> ResourceState.UNKNOWN;
        };
    }

    /** Returns the first issue of its health report. */
    static Problem problem(Json resource, String otherwise) {
        return resource.items("health.issues").stream()
                .findFirst()
                .map(issue -> AwsErrors.problem(issue.text("code", ""), issue.text("message", otherwise)))
                .orElseGet(() -> AwsErrors.problem("", otherwise));
    }

    /** Returns a moment, in seconds since 1970 with a fraction. */
    static Optional<Instant> time(Json part) {
        return Checked.read(part, () -> timeOf(part));
    }

    private static Optional<Instant> timeOf(Json part) {
        if (part.missing()) {
            return Optional.empty();
        }
        BigDecimal millis = part.number().movePointRight(3).setScale(0, RoundingMode.DOWN);
        return Optional.of(Instant.ofEpochMilli(millis.longValue()));
    }
}
