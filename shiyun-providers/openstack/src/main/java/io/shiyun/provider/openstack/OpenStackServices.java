package io.shiyun.provider.openstack;

import io.shiyun.spi.Alerts;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Volumes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The services of a session, and what of OpenStack stands behind each. */
final class OpenStackServices {
    private static final Map<Class<? extends CloudService>, ServiceType> BEHIND = Map.of(
            Hosts.class, ServiceType.COMPUTE,
            Images.class, ServiceType.IMAGE,
            Offers.class, ServiceType.COMPUTE,
            Quotas.class, ServiceType.COMPUTE,
            Places.class, ServiceType.COMPUTE,
            Networks.class, ServiceType.NETWORK,
            Volumes.class, ServiceType.VOLUME,
            Clusters.class, ServiceType.CLUSTER,
            Metrics.class, ServiceType.METRIC,
            Alerts.class, ServiceType.ALARM);

    private OpenStackServices() {}

    static List<CloudService> of(Desk desk) {
        return List.of(
                new OpenStackHosts(desk),
                new OpenStackImages(desk),
                new OpenStackOffers(desk),
                new OpenStackQuotas(desk),
                new OpenStackPlaces(desk),
                new OpenStackNetworks(desk),
                new OpenStackVolumes(desk),
                new OpenStackClusters(desk),
                new OpenStackMetrics(desk),
                new OpenStackAlerts(desk));
    }

    static Map<CloudService, ServiceType> behind(List<CloudService> services) {
        Map<CloudService, ServiceType> behind = new IdentityHashMap<>();
        services.forEach(service -> BEHIND.forEach((type, name) -> {
            if (type.isInstance(service)) {
                behind.put(service, name);
            }
        }));
        return behind;
    }

    /** Returns the operations of the service. */
    static Operation[] operations(CloudService service) {
        return BEHIND.keySet().stream()
                .filter(type -> type.isInstance(service))
                .flatMap(type -> Operation.of(type).stream())
                .toArray(Operation[]::new);
    }
}
