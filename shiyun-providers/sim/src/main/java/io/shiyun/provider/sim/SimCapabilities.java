package io.shiyun.provider.sim;

import io.shiyun.spi.Apps;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.Projects;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Support;
import java.util.List;
import java.util.Set;

/** What a simulated cloud can do. */
final class SimCapabilities {
    private static final Set<Class<? extends CloudService>> SERVICES = Set.of(
            Hosts.class,
            Shells.class,
            Images.class,
            Projects.class,
            Apps.class,
            Offers.class,
            Places.class,
            Quotas.class,
            Costs.class);

    private static final List<Operation> CREATES = List.of(
            Operation.HOSTS_CREATE, Operation.HOSTS_CREATE_MANY, Operation.IMAGES_CREATE, Operation.IMAGES_COPY);

    private SimCapabilities() {}

    static Capabilities with(Guarantee promise) {
        Capabilities.Builder all = Capabilities.builder();
        for (Operation operation : Operation.values()) {
            if (SERVICES.contains(operation.service())) {
                all.full(operation);
            }
        }
        all.with(Support.none("a simulated host has programs but no terminal"), Operation.SHELLS_OPEN);
        all.with(Support.none("replicas are records, which listen on no port"), Operation.APPS_FORWARD);
        CREATES.forEach(create -> all.guarantee(create, promise));
        return all.build();
    }
}
