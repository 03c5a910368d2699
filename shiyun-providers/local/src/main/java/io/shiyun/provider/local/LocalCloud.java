package io.shiyun.provider.local;

import io.shiyun.model.Region;
import io.shiyun.process.Folders;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import java.util.List;

/** An open session with this machine. */
final class LocalCloud implements Cloud {
    /** The one region. */
    static final String REGION = "local";

    /** The one zone. */
    static final String ZONE = "local-a";

    private final Desk desk;
    private final List<CloudService> services;

    LocalCloud(World world) {
        this.desk = new Desk(world);
        this.services = List.of(
                new LocalHosts(desk),
                new LocalShells(desk),
                new LocalImages(desk),
                new LocalBuckets(desk),
                new LocalProjects(desk),
                new LocalApps(desk),
                new LocalMetrics(desk),
                new LocalOffers(desk),
                new LocalCosts(desk),
                new LocalQuotas(desk),
                new LocalPlaces(desk));
    }

    @Override
    public List<CloudService> services() {
        return services;
    }

    @Override
    public void check(Call call) {
        desk.ask(desk.world().region(), call, () -> Folders.list(desk.world().folder()));
    }

    @Override
    public List<Region> regions() {
        return List.of(desk.world().region());
    }

    @Override
    public void close() {
        if (desk.close()) {
            Worlds.close(desk.world());
        }
    }

    @Override
    public String toString() {
        return "LocalCloud[" + desk.world().region().cloud() + "]";
    }
}
