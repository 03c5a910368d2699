package io.shiyun.provider.openstack;

import io.shiyun.spi.Alerts;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Support;
import io.shiyun.spi.Volumes;
import java.time.Duration;
import java.util.List;

/** What an OpenStack can do at best; the catalogue of each narrows it. */
final class OpenStackCapabilities {
    /** A request that was cut off may still be at work in Nova's or Neutron's API for this long. */
    private static final Duration VISIBLE = Duration.ofSeconds(10);

    static final Capabilities AT_BEST = atBest();

    private OpenStackCapabilities() {}

    private static Capabilities atBest() {
        Capabilities.Builder all = Capabilities.builder();
        List.of(
                        Hosts.class,
                        Images.class,
                        Offers.class,
                        Quotas.class,
                        Places.class,
                        Networks.class,
                        Volumes.class,
                        Clusters.class,
                        Metrics.class,
                        Alerts.class)
                .forEach(service -> all.full(Operation.of(service).toArray(Operation[]::new)));
        all.with(
                Support.none("Glance of one region knows nothing of another; upload the image there"),
                Operation.IMAGES_COPY);
        all.with(Support.none("OpenStack does not tell what is in stock; try and see"), Operation.OFFERS_IN_STOCK);
        all.with(
                Support.none("load balancers of Octavia are not part of this provider"),
                Operation.NETWORKS_CREATE_BALANCER,
                Operation.NETWORKS_UPDATE_BALANCER,
                Operation.NETWORKS_BALANCERS,
                Operation.NETWORKS_DELETE_BALANCER);
        all.with(
                Support.none("the API of Kubernetes does this; Magnum has no request for it"),
                Operation.CLUSTERS_CORDON,
                Operation.CLUSTERS_DRAIN);
        all.with(
                Support.emulated("Magnum tells addresses; the rest is what Nova knows of the hosts there, and a node is"
                        + " ready when its host runs"),
                Operation.CLUSTERS_NODES);
        Guarantee tags = Guarantee.tags(VISIBLE);
        List.of(
                        Operation.HOSTS_CREATE,
                        Operation.HOSTS_CREATE_MANY,
                        Operation.HOSTS_ADOPT,
                        Operation.IMAGES_CREATE,
                        Operation.NETWORKS_CREATE,
                        Operation.NETWORKS_RESERVE_ADDRESS,
                        Operation.VOLUMES_CREATE,
                        Operation.VOLUMES_SNAPSHOT,
                        Operation.CLUSTERS_CREATE)
                .forEach(create -> all.guarantee(create, tags));
        return all.build();
    }
}
