package io.shiyun.provider.openstack;

import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.NodePool;
import io.shiyun.model.PoolId;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scaling;
import io.shiyun.model.Shape;
import io.shiyun.wire.Json;
import java.util.List;

/** Reads Magnum's clusters and node groups. */
final class MagnumFacts {
    private MagnumFacts() {}

    static Cluster cluster(Region region, Json cluster, List<NodePool> pools) {
        return Facts.read(cluster, json -> {
            ClusterId id = new ClusterId(region, Facts.id(json, "uuid"));
            String word = json.text("status", "");
            ResourceState state = state(word);
            Cluster.Builder built = Cluster.builder(id, json.text("name", ""), state)
                    .nativeState(word)
                    .version(json.text("coe_version", ""))
                    .endpoint(json.text("api_address", ""))
                    .pools(pools)
                    .tags(json.textMap("labels"));
            Facts.time(json, "created_at").ifPresent(built::created);
            if (state == ResourceState.ERROR) {
                built.problem(problem(id, word, json.text("status_reason", "")));
            }
            return built.build();
        });
    }

    private static Problem problem(ClusterId id, String word, String reason) {
        return Errors.problem("fault " + word, reason.isEmpty() ? "cluster " + id + " is in " + word : reason);
    }

    /** Reads a node group; what a count is ready of is not told, so all or none are. */
    static NodePool pool(ClusterId cluster, Json group) {
        return Facts.read(group, json -> {
            int count = Math.toIntExact(json.whole("node_count", 0));
            boolean ready = json.text("status", "").endsWith("_COMPLETE");
            return NodePool.builder(
                            new PoolId(cluster, json.text("name")), new Shape(json.text("flavor_id", "unknown")))
                    .wanted(count)
                    .ready(ready ? count : 0)
                    .scaling(Scaling.fixed(count))
                    .build();
        });
    }

    static ResourceState state(String word) {
        if (word.endsWith("_FAILED")) {
            return ResourceState.ERROR;
        }
        if (word.equals("DELETE_COMPLETE")) {
            return ResourceState.DELETED;
        }
        if (word.endsWith("_COMPLETE")) {
            return ResourceState.READY;
        }
        return switch (word) {
            case "CREATE_IN_PROGRESS" -> ResourceState.PENDING;
            case "DELETE_IN_PROGRESS" -> ResourceState.DELETING;
            default -> word.endsWith("_IN_PROGRESS") ? ResourceState.CHANGING : ResourceState.UNKNOWN;
        };
    }
}
