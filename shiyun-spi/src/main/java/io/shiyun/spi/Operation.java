package io.shiyun.spi;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every operation of every service: the rows of the capability matrix, the audit, permissions and limits. A new constant
 * may appear anywhere; a plugin must not switch over this without a default branch.
 */
public enum Operation {
    /** {@code Hosts.create}. */
    HOSTS_CREATE(Hosts.class, "create", Effect.CREATE),
    /** {@code Hosts.createMany}. */
    HOSTS_CREATE_MANY(Hosts.class, "createMany", Effect.CREATE),
    /** {@code Hosts.adopt}. */
    HOSTS_ADOPT(Hosts.class, "adopt", Effect.CREATE),
    /** {@code Hosts.list}. */
    HOSTS_LIST(Hosts.class, "list", Effect.READ),
    /** {@code Hosts.get}. */
    HOSTS_GET(Hosts.class, "get", Effect.READ),
    /** {@code Hosts.start}. */
    HOSTS_START(Hosts.class, "start", Effect.CHANGE),
    /** {@code Hosts.stop}. */
    HOSTS_STOP(Hosts.class, "stop", Effect.CHANGE),
    /** {@code Hosts.reboot}. */
    HOSTS_REBOOT(Hosts.class, "reboot", Effect.ACT),
    /** {@code Hosts.resize}. */
    HOSTS_RESIZE(Hosts.class, "resize", Effect.CHANGE),
    /** {@code Hosts.tag}. */
    HOSTS_TAG(Hosts.class, "tag", Effect.CHANGE),
    /** {@code Hosts.console}. */
    HOSTS_CONSOLE(Hosts.class, "console", Effect.READ),
    /** {@code Hosts.delete}. */
    HOSTS_DELETE(Hosts.class, "delete", Effect.DELETE),
    /** {@code Hosts.proceed}. */
    HOSTS_PROCEED(Hosts.class, "proceed", Effect.STEP),
    /** {@code Shells.run}. */
    SHELLS_RUN(Shells.class, "run", Effect.STREAM),
    /** {@code Shells.open}. */
    SHELLS_OPEN(Shells.class, "open", Effect.STREAM),
    /** {@code Shells.list}. */
    SHELLS_LIST(Shells.class, "list", Effect.READ),
    /** {@code Shells.read}. */
    SHELLS_READ(Shells.class, "read", Effect.STREAM),
    /** {@code Shells.write}. */
    SHELLS_WRITE(Shells.class, "write", Effect.CHANGE),
    /** {@code Shells.remove}. */
    SHELLS_REMOVE(Shells.class, "remove", Effect.DELETE),
    /** {@code Clusters.create}. */
    CLUSTERS_CREATE(Clusters.class, "create", Effect.CREATE),
    /** {@code Clusters.list}. */
    CLUSTERS_LIST(Clusters.class, "list", Effect.READ),
    /** {@code Clusters.get}. */
    CLUSTERS_GET(Clusters.class, "get", Effect.READ),
    /** {@code Clusters.update}. */
    CLUSTERS_UPDATE(Clusters.class, "update", Effect.CHANGE),
    /** {@code Clusters.pool}. */
    CLUSTERS_POOL(Clusters.class, "pool", Effect.CHANGE),
    /** {@code Clusters.removePool}. */
    CLUSTERS_REMOVE_POOL(Clusters.class, "removePool", Effect.DELETE),
    /** {@code Clusters.nodes}. */
    CLUSTERS_NODES(Clusters.class, "nodes", Effect.READ),
    /** {@code Clusters.cordon}. */
    CLUSTERS_CORDON(Clusters.class, "cordon", Effect.CHANGE),
    /** {@code Clusters.drain}. */
    CLUSTERS_DRAIN(Clusters.class, "drain", Effect.ACT),
    /** {@code Clusters.kubeconfig}. */
    CLUSTERS_KUBECONFIG(Clusters.class, "kubeconfig", Effect.READ_SECRET),
    /** {@code Clusters.delete}. */
    CLUSTERS_DELETE(Clusters.class, "delete", Effect.DELETE),
    /** {@code Clusters.proceed}. */
    CLUSTERS_PROCEED(Clusters.class, "proceed", Effect.STEP),
    /** {@code Images.create}. */
    IMAGES_CREATE(Images.class, "create", Effect.CREATE),
    /** {@code Images.list}. */
    IMAGES_LIST(Images.class, "list", Effect.READ),
    /** {@code Images.get}. */
    IMAGES_GET(Images.class, "get", Effect.READ),
    /** {@code Images.resolve}. */
    IMAGES_RESOLVE(Images.class, "resolve", Effect.READ),
    /** {@code Images.copy}. */
    IMAGES_COPY(Images.class, "copy", Effect.CREATE),
    /** {@code Images.delete}. */
    IMAGES_DELETE(Images.class, "delete", Effect.DELETE),
    /** {@code Images.proceed}. */
    IMAGES_PROCEED(Images.class, "proceed", Effect.STEP),
    /** {@code Registries.put}. */
    REGISTRIES_PUT(Registries.class, "put", Effect.CHANGE),
    /** {@code Registries.repositories}. */
    REGISTRIES_REPOSITORIES(Registries.class, "repositories", Effect.READ),
    /** {@code Registries.versions}. */
    REGISTRIES_VERSIONS(Registries.class, "versions", Effect.READ),
    /** {@code Registries.login}. */
    REGISTRIES_LOGIN(Registries.class, "login", Effect.READ_SECRET),
    /** {@code Registries.deleteVersion}. */
    REGISTRIES_DELETE_VERSION(Registries.class, "deleteVersion", Effect.DELETE),
    /** {@code Registries.delete}. */
    REGISTRIES_DELETE(Registries.class, "delete", Effect.DELETE),
    /** {@code Projects.put}. */
    PROJECTS_PUT(Projects.class, "put", Effect.CHANGE),
    /** {@code Projects.list}. */
    PROJECTS_LIST(Projects.class, "list", Effect.READ),
    /** {@code Projects.delete}. */
    PROJECTS_DELETE(Projects.class, "delete", Effect.DELETE),
    /** {@code Apps.apply}. */
    APPS_APPLY(Apps.class, "apply", Effect.CHANGE),
    /** {@code Apps.list}. */
    APPS_LIST(Apps.class, "list", Effect.READ),
    /** {@code Apps.get}. */
    APPS_GET(Apps.class, "get", Effect.READ),
    /** {@code Apps.scale}. */
    APPS_SCALE(Apps.class, "scale", Effect.CHANGE),
    /** {@code Apps.restart}. */
    APPS_RESTART(Apps.class, "restart", Effect.ACT),
    /** {@code Apps.drift}. */
    APPS_DRIFT(Apps.class, "drift", Effect.READ),
    /** {@code Apps.exec}. */
    APPS_EXEC(Apps.class, "exec", Effect.STREAM),
    /** {@code Apps.forward}. */
    APPS_FORWARD(Apps.class, "forward", Effect.STREAM),
    /** {@code Apps.logs}. */
    APPS_LOGS(Apps.class, "logs", Effect.STREAM),
    /** {@code Apps.watch}. */
    APPS_WATCH(Apps.class, "watch", Effect.STREAM),
    /** {@code Apps.delete}. */
    APPS_DELETE(Apps.class, "delete", Effect.DELETE),
    /** {@code Apps.proceed}. */
    APPS_PROCEED(Apps.class, "proceed", Effect.STEP),
    /** {@code Services.put}. */
    SERVICES_PUT(Services.class, "put", Effect.CHANGE),
    /** {@code Services.list}. */
    SERVICES_LIST(Services.class, "list", Effect.READ),
    /** {@code Services.get}. */
    SERVICES_GET(Services.class, "get", Effect.READ),
    /** {@code Services.stop}. */
    SERVICES_STOP(Services.class, "stop", Effect.CHANGE),
    /** {@code Services.delete}. */
    SERVICES_DELETE(Services.class, "delete", Effect.DELETE),
    /** {@code Jobs.put}. */
    JOBS_PUT(Jobs.class, "put", Effect.CHANGE),
    /** {@code Jobs.list}. */
    JOBS_LIST(Jobs.class, "list", Effect.READ),
    /** {@code Jobs.get}. */
    JOBS_GET(Jobs.class, "get", Effect.READ),
    /** {@code Jobs.run}. */
    JOBS_RUN(Jobs.class, "run", Effect.ACT),
    /** {@code Jobs.stop}. */
    JOBS_STOP(Jobs.class, "stop", Effect.CHANGE),
    /** {@code Jobs.logs}. */
    JOBS_LOGS(Jobs.class, "logs", Effect.STREAM),
    /** {@code Jobs.delete}. */
    JOBS_DELETE(Jobs.class, "delete", Effect.DELETE),
    /** {@code Alerts.put}. */
    ALERTS_PUT(Alerts.class, "put", Effect.CHANGE),
    /** {@code Alerts.list}. */
    ALERTS_LIST(Alerts.class, "list", Effect.READ),
    /** {@code Alerts.get}. */
    ALERTS_GET(Alerts.class, "get", Effect.READ),
    /** {@code Alerts.delete}. */
    ALERTS_DELETE(Alerts.class, "delete", Effect.DELETE),
    /** {@code Metrics.names}. */
    METRICS_NAMES(Metrics.class, "names", Effect.READ),
    /** {@code Metrics.query}. */
    METRICS_QUERY(Metrics.class, "query", Effect.READ),
    /** {@code Offers.list}. */
    OFFERS_LIST(Offers.class, "list", Effect.READ),
    /** {@code Offers.inStock}. */
    OFFERS_IN_STOCK(Offers.class, "inStock", Effect.READ),
    /** {@code Offers.quote}. */
    OFFERS_QUOTE(Offers.class, "quote", Effect.READ),
    /** {@code Costs.charges}. */
    COSTS_CHARGES(Costs.class, "charges", Effect.READ),
    /** {@code Quotas.list}. */
    QUOTAS_LIST(Quotas.class, "list", Effect.READ),
    /** {@code Places.regions}. */
    PLACES_REGIONS(Places.class, "regions", Effect.READ),
    /** {@code Places.zones}. */
    PLACES_ZONES(Places.class, "zones", Effect.READ),
    /** {@code Networks.create}. */
    NETWORKS_CREATE(Networks.class, "create", Effect.CREATE),
    /** {@code Networks.list}. */
    NETWORKS_LIST(Networks.class, "list", Effect.READ),
    /** {@code Networks.get}. */
    NETWORKS_GET(Networks.class, "get", Effect.READ),
    /** {@code Networks.delete}. */
    NETWORKS_DELETE(Networks.class, "delete", Effect.DELETE),
    /** {@code Networks.putFirewall}. */
    NETWORKS_PUT_FIREWALL(Networks.class, "putFirewall", Effect.CHANGE),
    /** {@code Networks.firewalls}. */
    NETWORKS_FIREWALLS(Networks.class, "firewalls", Effect.READ),
    /** {@code Networks.deleteFirewall}. */
    NETWORKS_DELETE_FIREWALL(Networks.class, "deleteFirewall", Effect.DELETE),
    /** {@code Networks.reserveAddress}. */
    NETWORKS_RESERVE_ADDRESS(Networks.class, "reserveAddress", Effect.CREATE),
    /** {@code Networks.addresses}. */
    NETWORKS_ADDRESSES(Networks.class, "addresses", Effect.READ),
    /** {@code Networks.assignAddress}. */
    NETWORKS_ASSIGN_ADDRESS(Networks.class, "assignAddress", Effect.CHANGE),
    /** {@code Networks.releaseAddress}. */
    NETWORKS_RELEASE_ADDRESS(Networks.class, "releaseAddress", Effect.DELETE),
    /** {@code Networks.createBalancer}. */
    NETWORKS_CREATE_BALANCER(Networks.class, "createBalancer", Effect.CREATE),
    /** {@code Networks.updateBalancer}. */
    NETWORKS_UPDATE_BALANCER(Networks.class, "updateBalancer", Effect.CHANGE),
    /** {@code Networks.balancers}. */
    NETWORKS_BALANCERS(Networks.class, "balancers", Effect.READ),
    /** {@code Networks.deleteBalancer}. */
    NETWORKS_DELETE_BALANCER(Networks.class, "deleteBalancer", Effect.DELETE),
    /** {@code Networks.proceed}. */
    NETWORKS_PROCEED(Networks.class, "proceed", Effect.STEP),
    /** {@code Volumes.create}. */
    VOLUMES_CREATE(Volumes.class, "create", Effect.CREATE),
    /** {@code Volumes.list}. */
    VOLUMES_LIST(Volumes.class, "list", Effect.READ),
    /** {@code Volumes.get}. */
    VOLUMES_GET(Volumes.class, "get", Effect.READ),
    /** {@code Volumes.attach}. */
    VOLUMES_ATTACH(Volumes.class, "attach", Effect.CHANGE),
    /** {@code Volumes.detach}. */
    VOLUMES_DETACH(Volumes.class, "detach", Effect.CHANGE),
    /** {@code Volumes.grow}. */
    VOLUMES_GROW(Volumes.class, "grow", Effect.CHANGE),
    /** {@code Volumes.delete}. */
    VOLUMES_DELETE(Volumes.class, "delete", Effect.DELETE),
    /** {@code Volumes.snapshot}. */
    VOLUMES_SNAPSHOT(Volumes.class, "snapshot", Effect.CREATE),
    /** {@code Volumes.snapshots}. */
    VOLUMES_SNAPSHOTS(Volumes.class, "snapshots", Effect.READ),
    /** {@code Volumes.deleteSnapshot}. */
    VOLUMES_DELETE_SNAPSHOT(Volumes.class, "deleteSnapshot", Effect.DELETE),
    /** {@code Volumes.proceed}. */
    VOLUMES_PROCEED(Volumes.class, "proceed", Effect.STEP),
    /** {@code Buckets.create}. */
    BUCKETS_CREATE(Buckets.class, "create", Effect.CHANGE),
    /** {@code Buckets.list}. */
    BUCKETS_LIST(Buckets.class, "list", Effect.READ),
    /** {@code Buckets.delete}. */
    BUCKETS_DELETE(Buckets.class, "delete", Effect.DELETE),
    /** {@code Buckets.put}. */
    BUCKETS_PUT(Buckets.class, "put", Effect.CHANGE),
    /** {@code Buckets.get}. */
    BUCKETS_GET(Buckets.class, "get", Effect.STREAM),
    /** {@code Buckets.stat}. */
    BUCKETS_STAT(Buckets.class, "stat", Effect.READ),
    /** {@code Buckets.objects}. */
    BUCKETS_OBJECTS(Buckets.class, "objects", Effect.READ),
    /** {@code Buckets.deleteObject}. */
    BUCKETS_DELETE_OBJECT(Buckets.class, "deleteObject", Effect.DELETE),
    /** {@code Buckets.copy}. */
    BUCKETS_COPY(Buckets.class, "copy", Effect.CHANGE),
    /** {@code Buckets.beginUpload}. */
    BUCKETS_BEGIN_UPLOAD(Buckets.class, "beginUpload", Effect.CREATE),
    /** {@code Buckets.uploadPart}. */
    BUCKETS_UPLOAD_PART(Buckets.class, "uploadPart", Effect.CHANGE),
    /** {@code Buckets.completeUpload}. */
    BUCKETS_COMPLETE_UPLOAD(Buckets.class, "completeUpload", Effect.CHANGE),
    /** {@code Buckets.abortUpload}. */
    BUCKETS_ABORT_UPLOAD(Buckets.class, "abortUpload", Effect.DELETE),
    /** {@code Buckets.storageClass}. */
    BUCKETS_STORAGE_CLASS(Buckets.class, "storageClass", Effect.CHANGE),
    /** {@code Buckets.restore}. */
    BUCKETS_RESTORE(Buckets.class, "restore", Effect.CHANGE),
    /** {@code Middleware.create}. */
    MIDDLEWARE_CREATE(Middleware.class, "create", Effect.CREATE),
    /** {@code Middleware.list}. */
    MIDDLEWARE_LIST(Middleware.class, "list", Effect.READ),
    /** {@code Middleware.get}. */
    MIDDLEWARE_GET(Middleware.class, "get", Effect.READ),
    /** {@code Middleware.bind}. */
    MIDDLEWARE_BIND(Middleware.class, "bind", Effect.READ_SECRET),
    /** {@code Middleware.delete}. */
    MIDDLEWARE_DELETE(Middleware.class, "delete", Effect.DELETE),
    /** {@code Middleware.proceed}. */
    MIDDLEWARE_PROCEED(Middleware.class, "proceed", Effect.STEP);

    private final Class<? extends CloudService> service;
    private final String method;
    private final Effect effect;

    Operation(Class<? extends CloudService> service, String method, Effect effect) {
        this.service = service;
        this.method = method;
        this.effect = effect;
    }

    /** Returns the interface that has it. */
    public Class<? extends CloudService> service() {
        return service;
    }

    /** Returns the name of its method. */
    public String method() {
        return method;
    }

    /** Returns what asking does to the world. */
    public Effect effect() {
        return effect;
    }

    /** Returns {@code service.method} in lower camel case, as reports and settings write it. */
    public String label() {
        String name = service.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1) + "." + method;
    }

    /** Returns the operations of this service, in their order. */
    public static List<Operation> of(Class<? extends CloudService> service) {
        return Stream.of(values())
                .filter(operation -> operation.service == service)
                .toList();
    }
}
