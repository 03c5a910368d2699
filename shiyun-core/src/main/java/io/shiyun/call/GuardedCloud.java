package io.shiyun.call;

import io.shiyun.model.Region;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Buckets;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Images;
import io.shiyun.spi.Jobs;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Places;
import io.shiyun.spi.Projects;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.Registries;
import io.shiyun.spi.Services;
import io.shiyun.spi.Shells;
import io.shiyun.spi.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A cloud whose every call takes the way of the pipeline. Thread-safe; closing it closes the cloud. */
public final class GuardedCloud implements Cloud {
    private final Pipeline pipeline;
    private final Cloud cloud;
    private final Supplier<Capabilities> abilities;
    private final List<CloudService> services;

    GuardedCloud(Pipeline pipeline, Cloud cloud, Supplier<Capabilities> abilities) {
        this.pipeline = pipeline;
        this.cloud = cloud;
        this.abilities = abilities;
        this.services = guarded();
    }

    private List<CloudService> guarded() {
        List<CloudService> found = new ArrayList<>();
        add(found, Hosts.class, hosts -> new GuardedHosts(pipeline, hosts, abilities));
        add(found, Shells.class, shells -> new GuardedShells(pipeline, shells, abilities));
        add(found, Clusters.class, clusters -> new GuardedClusters(pipeline, clusters, abilities));
        add(found, Images.class, images -> new GuardedImages(pipeline, images, abilities));
        add(found, Registries.class, registries -> new GuardedRegistries(pipeline, registries, abilities));
        add(found, Projects.class, projects -> new GuardedProjects(pipeline, projects, abilities));
        add(found, Apps.class, apps -> new GuardedApps(pipeline, apps, abilities));
        add(found, Services.class, addresses -> new GuardedServices(pipeline, addresses, abilities));
        add(found, Jobs.class, jobs -> new GuardedJobs(pipeline, jobs, abilities));
        add(found, Alerts.class, alerts -> new GuardedAlerts(pipeline, alerts, abilities));
        add(found, Metrics.class, metrics -> new GuardedMetrics(pipeline, metrics, abilities));
        add(found, Offers.class, offers -> new GuardedOffers(pipeline, offers, abilities));
        add(found, Costs.class, costs -> new GuardedCosts(pipeline, costs, abilities));
        add(found, Quotas.class, quotas -> new GuardedQuotas(pipeline, quotas, abilities));
        add(found, Places.class, places -> new GuardedPlaces(pipeline, places, abilities));
        add(found, Networks.class, networks -> new GuardedNetworks(pipeline, networks, abilities));
        add(found, Volumes.class, volumes -> new GuardedVolumes(pipeline, volumes, abilities));
        add(found, Buckets.class, buckets -> new GuardedBuckets(pipeline, buckets, abilities));
        add(found, Middleware.class, middleware -> new GuardedMiddleware(pipeline, middleware, abilities));
        return List.copyOf(found);
    }

    private <S extends CloudService> void add(
            List<CloudService> found, Class<S> type, Function<S, CloudService> guard) {
        cloud.find(type).map(guard).ifPresent(found::add);
    }

    /** The cloud itself, for what has no call. */
    public Cloud unguarded() {
        return cloud;
    }

    /** What it can do, as far as that is known by now. */
    public Capabilities capabilities() {
        return abilities.get();
    }

    @Override
    public List<CloudService> services() {
        return services;
    }

    @Override
    public List<Region> regions() {
        return cloud.regions();
    }

    /** Asks past cache, breaker and retry, to see how the cloud itself is; in time, and with the one exception. */
    @Override
    public void check(Call call) {
        pipeline.bare(call, attempt -> {
            cloud.check(attempt);
            return Optional.empty();
        });
    }

    @Override
    public Capabilities narrow(Capabilities atBest, Call call) {
        return pipeline.bare(call, attempt -> cloud.narrow(atBest, attempt));
    }

    @Override
    public void close() {
        cloud.close();
    }
}
