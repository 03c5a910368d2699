package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.ClusterId;
import io.shiyun.model.NodePool;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scaling;
import io.shiyun.spi.Call;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.PoolOrder;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The requests of EKS. */
final class Eks {
    private static final String CLUSTERS = "clusters";
    private static final String GROUPS = "node-groups";
    private static final int MOST_SUBNETS = 3;

    /** Zones that have no control planes (EKS User Guide, "Subnet requirements for clusters"). */
    private static final Set<String> WITHOUT = Set.of("use1-az3", "usw1-az2", "cac1-az3");

    private final AwsClient aws;
    private final AwsSettings settings;

    Eks(AwsClient aws, AwsSettings settings) {
        this.aws = aws;
        this.settings = settings;
    }

    Json create(ClusterOrder order, Intent intent, Call call) {
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.putAll(intent.tags());
        JsonWriter body = JsonWriter.object()
                .put("name", order.name())
                .put("roleArn", role("cluster-role-arn"))
                .put("clientRequestToken", intent.token())
                .object(
                        "resourcesVpcConfig",
                        vpc -> vpc.put("subnetIds", subnets(order, call))
                                .put("endpointPublicAccess", order.publicEndpoint())
                                .put("endpointPrivateAccess", !order.publicEndpoint()))
                .put("tags", tags);
        if (!order.version().isEmpty()) {
            body.put("version", order.version());
        }
        return aws.rest(Service.EKS, order.region(), Rest.of("POST", CLUSTERS).body(body), call)
                .at("cluster");
    }

    /** A control plane needs subnets in two zones at least; three of each network are taken, or of the usual one without a wish. */
    private List<String> subnets(ClusterOrder order, Call call) {
        List<String> found = new ArrayList<>();
        List<String> networks = order.networks().stream().map(id -> id.value()).toList();
        for (String network : networks) {
            if (network.startsWith("subnet-")) {
                found.add(network);
            } else {
                found.addAll(subnets(order.region(), "vpc-id", network, call));
            }
        }
        return networks.isEmpty() ? subnets(order.region(), "default-for-az", "true", call) : found;
    }

    private List<String> subnets(Region region, String filter, String value, Call call) {
        Form form = Form.ec2("DescribeSubnets").filter(1, filter, List.of(value));
        List<String> ids = aws.ec2(region, form, call).items("subnetSet.item").stream()
                .filter(subnet -> !WITHOUT.contains(subnet.text("availabilityZoneId", "")))
                .sorted(Comparator.comparing((Xml subnet) -> subnet.text("availabilityZone", ""))
                        .thenComparing(subnet -> subnet.text("subnetId")))
                .map(subnet -> subnet.text("subnetId"))
                .limit(MOST_SUBNETS)
                .toList();
        if (ids.isEmpty()) {
            throw CloudException.rejected(
                            Reason.NOT_FOUND,
                            "there are no subnets of " + filter + " " + value + "; name some in the order")
                    .build();
        }
        return ids;
    }

    private String role(String key) {
        return settings.text(key)
                .orElseThrow(() -> CloudException.notSent(
                                Reason.INVALID,
                                "EKS needs a role of IAM for this; give its ARN by the setting '" + key + "'")
                        .build());
    }

    Json cluster(ClusterId id, Call call) {
        return aws.rest(Service.EKS, id.region(), Rest.of("GET", CLUSTERS, id.value()), call)
                .at("cluster");
    }

    /** Returns the cluster; nothing when there is none. */
    Optional<Json> find(ClusterId id, Call call) {
        return found(() -> cluster(id, call));
    }

    Json update(ClusterId id, String version, Call call) {
        JsonWriter body = JsonWriter.object().put("version", version);
        return aws.rest(
                Service.EKS,
                id.region(),
                Rest.of("POST", CLUSTERS, id.value(), "updates").body(body),
                call);
    }

    void delete(ClusterId id, Call call) {
        aws.rest(Service.EKS, id.region(), Rest.of("DELETE", CLUSTERS, id.value()), call);
    }

    Json list(Region region, int most, Cursor from, Call call) {
        Rest rest = Rest.of("GET", CLUSTERS).query("maxResults", Integer.toString(most));
        return aws.rest(
                Service.EKS, region, from.equals(Cursor.START) ? rest : rest.query("nextToken", from.value()), call);
    }

    /** Returns the names of the node groups of a cluster. */
    List<String> groups(ClusterId id, Call call) {
        return Paging.all(call, cursor -> {
            Rest rest = Rest.of("GET", CLUSTERS, id.value(), GROUPS);
            Json reply = aws.rest(
                    Service.EKS,
                    id.region(),
                    cursor.equals(Cursor.START) ? rest : rest.query("nextToken", cursor.value()),
                    call);
            return Paging.page(reply.texts("nodegroups"), cursor, reply.optional("nextToken"));
        });
    }

    /** Returns a node group; nothing when there is none. */
    Optional<Json> group(ClusterId id, String name, Call call) {
        return found(() -> aws.rest(Service.EKS, id.region(), Rest.of("GET", CLUSTERS, id.value(), GROUPS, name), call)
                .at("nodegroup"));
    }

    List<NodePool> pools(ClusterId id, Call call) {
        return groups(id, call).stream()
                .flatMap(name -> group(id, name, call).stream())
                .map(group -> ClusterFacts.pool(id, group))
                .toList();
    }

    void createGroup(ClusterId id, PoolOrder pool, Intent intent, Call call) {
        Json cluster = cluster(id, call);
        List<String> subnets = cluster.texts("resourcesVpcConfig.subnetIds");
        JsonWriter body = JsonWriter.object()
                .put("nodegroupName", pool.name())
                .put("clientRequestToken", HostHelpers.hash(intent.token() + "/" + pool.name()))
                .put("nodeRole", role("node-role-arn"))
                .put("subnets", pool.zones().isEmpty() ? subnets : inZones(id.region(), subnets, pool.zones(), call))
                .put("instanceTypes", List.of(pool.shape().name()))
                .put("capacityType", pool.purchase() == Purchase.SPOT ? "SPOT" : "ON_DEMAND")
                .put("labels", pool.labels())
                .put("tags", new TreeMap<>(intent.tags()));
        scaling(body, pool.scaling());
        Rest rest = Rest.of("POST", CLUSTERS, id.value(), GROUPS).body(body);
        aws.rest(Service.EKS, id.region(), rest, call);
    }

    private List<String> inZones(Region region, List<String> subnets, List<String> zones, Call call) {
        Form form = Form.ec2("DescribeSubnets").list("SubnetId", subnets).filter(1, "availability-zone", zones);
        return aws.ec2(region, form, call).items("subnetSet.item").stream()
                .map((Xml subnet) -> subnet.text("subnetId"))
                .sorted()
                .toList();
    }

    void updateGroup(ClusterId id, PoolOrder pool, Json group, Call call) {
        List<String> gone = group.textMap("labels").keySet().stream()
                .filter(label -> !pool.labels().containsKey(label))
                .toList();
        JsonWriter body = JsonWriter.object()
                .object(
                        "labels",
                        labels -> labels.put("addOrUpdateLabels", pool.labels()).put("removeLabels", gone));
        scaling(body, pool.scaling());
        Rest rest = Rest.of("POST", CLUSTERS, id.value(), GROUPS, pool.name(), "update-config")
                .body(body);
        aws.rest(Service.EKS, id.region(), rest, call);
    }

    /** An autoscaler in the cluster chooses between least and most; no number is sent with it after the first. */
    private static void scaling(JsonWriter body, Scaling scaling) {
        if (scaling instanceof Scaling.Fixed fixed) {
            body.object(
                    "scalingConfig",
                    sizes -> sizes.put("minSize", fixed.count())
                            .put("maxSize", Math.max(1, fixed.count()))
                            .put("desiredSize", fixed.count()));
        } else if (scaling instanceof Scaling.Auto auto) {
            body.object(
                    "scalingConfig", sizes -> sizes.put("minSize", auto.min()).put("maxSize", auto.max()));
        }
    }

    void deleteGroup(ClusterId id, String name, Call call) {
        found(() -> aws.rest(Service.EKS, id.region(), Rest.of("DELETE", CLUSTERS, id.value(), GROUPS, name), call));
    }

    private static Optional<Json> found(Supplier<Json> asking) {
        try {
            return Optional.of(asking.get());
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
