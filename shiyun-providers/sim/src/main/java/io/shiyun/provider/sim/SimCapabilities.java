package io.shiyun.provider.sim;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Support;
import java.util.List;

/** What a simulated cloud can do. */
final class SimCapabilities {
    /** What is made under the token of an intent. */
    private static final List<Operation> CREATES = List.of(
            Operation.HOSTS_CREATE,
            Operation.HOSTS_CREATE_MANY,
            Operation.IMAGES_CREATE,
            Operation.IMAGES_COPY,
            Operation.CLUSTERS_CREATE,
            Operation.NETWORKS_CREATE,
            Operation.NETWORKS_RESERVE_ADDRESS,
            Operation.NETWORKS_CREATE_BALANCER,
            Operation.VOLUMES_CREATE,
            Operation.VOLUMES_SNAPSHOT,
            Operation.MIDDLEWARE_CREATE);

    private SimCapabilities() {}

    static Capabilities with(Guarantee promise) {
        Capabilities.Builder all = Capabilities.builder();
        all.full(Operation.values());
        all.with(Support.none("replicas are records, which listen on no port"), Operation.APPS_FORWARD);
        CREATES.forEach(create -> all.guarantee(create, promise));
        return all.build();
    }
}
