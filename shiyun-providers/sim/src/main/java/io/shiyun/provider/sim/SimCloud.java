package io.shiyun.provider.sim;

import io.shiyun.model.CloudId;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import java.util.List;

/** A session with a simulated cloud. Closing it leaves the {@linkplain #world() world} as it is. */
public final class SimCloud implements Cloud {
    private final SimWorld world;
    private final Wire wire;
    private final List<Region> regions;
    private final List<CloudService> services;

    SimCloud(SimWorld world, CloudId cloud) {
        this.world = world;
        this.wire = new Wire(world, cloud);
        this.regions = world.options().regions().stream()
                .map(name -> new Region(cloud, name))
                .toList();
        this.services = List.of(
                new SimHosts(world, wire),
                new SimShells(world, wire),
                new SimImages(world, wire),
                new SimProjects(world, wire),
                new SimApps(world, wire),
                new SimServices(world, wire),
                new SimJobs(world, wire),
                new SimAlerts(world, wire),
                new SimMetrics(world, wire),
                new SimNetworks(world, wire),
                new SimVolumes(world, wire),
                new SimBuckets(world, wire),
                new SimClusters(world, wire),
                new SimRegistries(world, wire),
                new SimMiddleware(world, wire),
                new SimOffers(world, wire),
                new SimAccount(world, wire));
    }

    /** Returns the cloud in memory that this is a session with. */
    public SimWorld world() {
        return world;
    }

    /** Returns the switchboard that breaks it. */
    public Faults faults() {
        return world.faults();
    }

    /** Returns what really is, whatever the answers said. */
    public Ledger ledger() {
        return world.ledger();
    }

    @Override
    public List<CloudService> services() {
        return services;
    }

    @Override
    public void check(Call call) {
        wire.tell(Operation.PLACES_REGIONS, regions.get(0), call, () -> {});
    }

    @Override
    public List<Region> regions() {
        return regions;
    }

    @Override
    public Capabilities narrow(Capabilities atBest, Call call) {
        return SimCapabilities.with(world.options().promise());
    }

    @Override
    public void close() {
        wire.close();
    }
}
