package io.shiyun.provider.aws;

import io.shiyun.spi.Alerts;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Registries;
import io.shiyun.spi.Support;
import io.shiyun.spi.Volumes;
import java.time.Duration;
import java.util.List;

/** What AWS can do, through this provider. */
final class AwsCapabilities {
    private static final List<Class<? extends CloudService>> SERVICES = List.of(
            Hosts.class,
            Clusters.class,
            Images.class,
            Registries.class,
            Alerts.class,
            Metrics.class,
            Offers.class,
            Costs.class,
            Quotas.class,
            Places.class,
            Networks.class,
            Volumes.class);

    static final Capabilities ALL = with(Duration.ofSeconds(60));

    private AwsCapabilities() {}

    /** Returns all of it, where new things are in every list after this time. */
    static Capabilities with(Duration visible) {
        Capabilities.Builder all = Capabilities.builder();
        SERVICES.forEach(service -> all.full(Operation.of(service).toArray(Operation[]::new)));
        all.with(
                Support.none("the API of Kubernetes does this; EKS has no request for it"),
                Operation.CLUSTERS_CORDON,
                Operation.CLUSTERS_DRAIN);
        all.with(
                Support.none("this provider does not speak to Elastic Load Balancing"),
                Operation.NETWORKS_CREATE_BALANCER,
                Operation.NETWORKS_UPDATE_BALANCER,
                Operation.NETWORKS_BALANCERS,
                Operation.NETWORKS_DELETE_BALANCER);
        // AWS remembers tokens longer than this; nothing says exactly how long.
        Guarantee token = Guarantee.token(Duration.ofHours(1), visible);
        List.of(
                        Operation.HOSTS_CREATE,
                        Operation.HOSTS_CREATE_MANY,
                        Operation.HOSTS_ADOPT,
                        Operation.CLUSTERS_CREATE,
                        Operation.IMAGES_COPY,
                        Operation.VOLUMES_CREATE)
                .forEach(create -> all.guarantee(create, token));
        all.guarantee(Operation.IMAGES_CREATE, Guarantee.name(visible));
        List.of(Operation.NETWORKS_CREATE, Operation.NETWORKS_RESERVE_ADDRESS, Operation.VOLUMES_SNAPSHOT)
                .forEach(create -> all.guarantee(create, Guarantee.tags(visible)));
        return all.build();
    }
}
