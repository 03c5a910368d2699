package io.shiyun.provider.local;

import io.shiyun.spi.Apps;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Places;
import io.shiyun.spi.Projects;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Support;
import java.time.Duration;
import java.util.List;

/** What this machine can do as a cloud. */
final class LocalCapabilities {
    static final Capabilities ALL = all();

    private LocalCapabilities() {}

    private static Capabilities all() {
        Capabilities.Builder all = Capabilities.builder();
        List.of(
                        Hosts.class,
                        Shells.class,
                        Images.class,
                        Buckets.class,
                        Projects.class,
                        Apps.class,
                        Metrics.class,
                        Offers.class,
                        Costs.class,
                        Quotas.class,
                        Places.class)
                .forEach(service -> all.full(Operation.of(service).toArray(Operation[]::new)));
        all.with(
                Support.none("core loops over create; this machine makes hosts one by one"),
                Operation.HOSTS_CREATE_MANY);
        all.with(Support.none("this machine is its own only machine; add others over SSH"), Operation.HOSTS_ADOPT);
        all.with(Support.none("there is no terminal device; run commands instead"), Operation.SHELLS_OPEN);
        all.with(Support.none("this machine is one region"), Operation.IMAGES_COPY);
        all.with(
                Support.none("every object is at hand at once"),
                Operation.BUCKETS_STORAGE_CLASS,
                Operation.BUCKETS_RESTORE);
        Guarantee token = Guarantee.token(HostTable.TOKEN_LIFE, Duration.ZERO);
        all.guarantee(Operation.HOSTS_CREATE, token);
        all.guarantee(Operation.IMAGES_CREATE, token);
        return all.build();
    }
}
