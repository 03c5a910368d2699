package io.shiyun.provider.sim;

import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Operation;
import java.util.List;

/** What a simulated cloud can do. */
final class SimCapabilities {
    private static final List<Operation> CREATES = List.of(
            Operation.HOSTS_CREATE, Operation.HOSTS_CREATE_MANY, Operation.IMAGES_CREATE, Operation.IMAGES_COPY);

    private SimCapabilities() {}

    static Capabilities with(Guarantee promise) {
        Capabilities.Builder all = Capabilities.builder();
        all.full(Operation.of(io.shiyun.spi.Hosts.class).toArray(Operation[]::new));
        all.full(Operation.of(io.shiyun.spi.Images.class).toArray(Operation[]::new));
        all.full(Operation.of(io.shiyun.spi.Offers.class).toArray(Operation[]::new));
        all.full(Operation.of(io.shiyun.spi.Places.class).toArray(Operation[]::new));
        all.full(Operation.of(io.shiyun.spi.Quotas.class).toArray(Operation[]::new));
        all.full(Operation.of(io.shiyun.spi.Costs.class).toArray(Operation[]::new));
        CREATES.forEach(create -> all.guarantee(create, promise));
        return all.build();
    }
}
