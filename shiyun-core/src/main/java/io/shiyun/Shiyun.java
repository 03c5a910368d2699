package io.shiyun;

import io.shiyun.call.Found;
import io.shiyun.call.Pipeline;
import io.shiyun.cost.UsageCosts;
import io.shiyun.intent.IntentKind;
import io.shiyun.intent.ResourceKind;
import io.shiyun.intent.ResourceKinds;
import io.shiyun.model.Alarm;
import io.shiyun.model.AlertId;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Id;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.MiddlewareInstance;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Place;
import io.shiyun.model.Problem;
import io.shiyun.model.Quota;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Middleware;
import io.shiyun.spi.MiddlewareOrder;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Order;
import io.shiyun.spi.Places;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import io.shiyun.store.StoredUsage;
import io.shiyun.watch.Watch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All the clouds of a backend as one: the front door of the library. Thread-safe; one serves a whole application, and
 * closing it ends the sessions, not what runs in the clouds.
 */
public final class Shiyun implements AutoCloseable {
    private final Surroundings around;
    private final ResourceFleet<Cluster, ClusterId, ClusterOrder> clusters;
    private final ResourceFleet<Image, ImageId, ImageOrder> images;
    private final ResourceFleet<Volume, VolumeId, VolumeOrder> volumes;
    private final ResourceFleet<Network, NetworkId, NetworkOrder> networks;
    private final Fleet<Alarm, AlertId> alarms;
    private final ResourceFleet<MiddlewareInstance, MiddlewareId, MiddlewareOrder> middleware;
    private final OfferFleet offers;
    private final MetricFleet metrics;
    private final HostFleet hosts;
    private final AppFleet apps;
    private final CostFleet costs;

    Shiyun(Surroundings around) {
        this.around = around;
        FleetContext context = around.fleets();
        ResourceKinds kinds = around.kinds();
        this.clusters = made(
                Fleet.of(context, Clusters.class, Clusters::list, Clusters::get),
                kinds.clusters(),
                kinds.clusters().creation());
        this.images = made(
                Fleet.of(context, Images.class, Images::list, Images::get),
                kinds.images(),
                kinds.images().creation());
        this.volumes = made(
                Fleet.of(context, Volumes.class, Volumes::list, Volumes::get),
                kinds.volumes(),
                kinds.volumes().creation());
        this.networks = made(
                Fleet.of(context, Networks.class, Networks::list, Networks::get),
                kinds.networks(),
                kinds.networks().creation());
        this.middleware = made(
                Fleet.of(context, Middleware.class, Middleware::list, Middleware::get),
                kinds.middleware(),
                kinds.middleware().creation());
        this.alarms = Fleet.of(context, Alerts.class, Alerts::list, Alerts::get);
        this.offers = new OfferFleet(around);
        this.metrics = new MetricFleet(context);
        this.hosts = new HostFleet(
                Fleet.of(
                        context,
                        Hosts.class,
                        (hosts, region, from, call) -> hosts.list(HostQuery.all(region), from, call),
                        Hosts::get),
                around.clouds(),
                around.intents(),
                kinds.hosts(),
                around.broker(),
                around.actor());
        this.apps = new AppFleet(context, around.releases(), around.autoscalers());
        this.costs = new CostFleet(context, new UsageCosts(new StoredUsage(around.store()), around.clock()));
    }

    private <T, I extends Id, O extends Order> ResourceFleet<T, I, O> made(
            Fleet<T, I> fleet, ResourceKind<T> kind, IntentKind<T> creation) {
        return new ResourceFleet<>(fleet, around.intents(), kind, creation, around.actor());
    }

    /** Begins a Shiyun: name its clouds, then build. */
    public static ShiyunBuilder builder() {
        return new ShiyunBuilder();
    }

    /** Returns the names of the clouds, in the order they were given. */
    public List<CloudId> clouds() {
        return around.clouds().ids();
    }

    /** Returns what a cloud can do: at best, or as this account was found to by {@link #check}. */
    public Capabilities capabilities(String cloud) {
        return around.clouds().capabilities(new CloudId(cloud));
    }

    /** Asks every cloud whether it answers with these credentials; empty says that it does. */
    public Map<CloudId, Optional<Problem>> check() {
        Map<CloudId, Optional<Problem>> answers = new LinkedHashMap<>();
        for (CloudId id : clouds()) {
            try {
                around.clouds().check(id, call(around.fleets().patience()));
                answers.put(id, Optional.empty());
            } catch (CloudException e) {
                answers.put(id, Optional.of(e.problem()));
            }
        }
        return answers;
    }

    /** Returns all clusters. */
    public ResourceFleet<Cluster, ClusterId, ClusterOrder> clusters() {
        return clusters;
    }

    /** Returns all machine images. */
    public ResourceFleet<Image, ImageId, ImageOrder> images() {
        return images;
    }

    /** Returns all volumes. */
    public ResourceFleet<Volume, VolumeId, VolumeOrder> volumes() {
        return volumes;
    }

    /** Returns all private networks. */
    public ResourceFleet<Network, NetworkId, NetworkOrder> networks() {
        return networks;
    }

    /** Returns the clouds' own alarm rules. */
    public Fleet<Alarm, AlertId> alarms() {
        return alarms;
    }

    /** Returns all managed databases, caches and queues. */
    public ResourceFleet<MiddlewareInstance, MiddlewareId, MiddlewareOrder> middleware() {
        return middleware;
    }

    /** Returns all hosts. */
    public HostFleet hosts() {
        return hosts;
    }

    /** Returns all apps. */
    public AppFleet apps() {
        return apps;
    }

    /** Returns what all clouds cost. */
    public CostFleet costs() {
        return costs;
    }

    /** Returns what is watched, and begins to watch if nothing was until now. */
    public Watch watch() {
        return around.watch().get();
    }

    /** Returns what all clouds sell. */
    public OfferFleet offers() {
        return offers;
    }

    /** Returns what all clouds measure. */
    public MetricFleet metrics() {
        return metrics;
    }

    /** Lists the limits of all accounts. */
    public Gathered<Quota> quotas() {
        return around.fleets()
                .gather(
                        around.fleets().patience(),
                        (cloud, region, call) -> cloud.find(Quotas.class)
                                .map(service -> Found.of(service.list(region, call)))
                                .orElseGet(Found::nothing));
    }

    /** Lists the regions of all clouds. */
    public Gathered<Place> places() {
        return around.fleets()
                .gather(
                        around.fleets().patience(),
                        (cloud, region, call) -> cloud.find(Places.class)
                                .map(service -> Found.of(service.regions(region, call)))
                                .orElseGet(Found::nothing));
    }

    /**
     * Returns a service of one cloud as its provider has it, behind the pipeline: for whatever has no fleet of its own.
     *
     * @throws CloudException UNSUPPORTED when the cloud does not have it
     */
    public <S extends CloudService> S service(String cloud, Class<S> type) {
        return around.clouds().service(new CloudId(cloud), type);
    }

    /** Returns a call that has this much time, to be handed to a {@link #service}. */
    public Call call(Duration time) {
        return around.clouds().call(time);
    }

    /** Returns how the way to the clouds stands: breakers, budgets, limits. */
    Pipeline pipeline() {
        return around.pipeline();
    }

    /**
     * Waits for the work that an earlier process left unfinished; it goes on beside everything else from the start.
     *
     * @throws CloudException TIMEOUT when it takes longer than this; it goes on all the same
     */
    public Recovery recovery(Duration atMost) {
        return around.recovery().await(atMost);
    }

    /**
     * Looks through the clouds for what this installation made and no longer knows, and deletes it.
     *
     * @param dryRun whether to tell only
     */
    public SweepReport sweep(boolean dryRun) {
        return around.intents().sweep(dryRun);
    }

    /** Ends the sessions and whatever belongs to them; closing it twice is harmless. */
    @Override
    public void close() {
        around.close();
    }
}
