package io.shiyun.provider.openstack;

import io.shiyun.model.AddressId;
import io.shiyun.model.AlarmCondition;
import io.shiyun.model.AlertId;
import io.shiyun.model.Bytes;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Comparison;
import io.shiyun.model.FirewallId;
import io.shiyun.model.Id;
import io.shiyun.model.ImageId;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Scaling;
import io.shiyun.model.Shape;
import io.shiyun.model.Statistic;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.AlarmOrder;
import io.shiyun.spi.Alerts;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Places;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Quotas;
import io.shiyun.spi.SnapshotOrder;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Operations by name, each with some order or id, for tests that put any answer behind any question. */
final class Questions {
    static final Map<String, BiFunction<Cloud, Call, Object>> ALL = all();

    private Questions() {}

    private static Map<String, BiFunction<Cloud, Call, Object>> all() {
        Map<String, BiFunction<Cloud, Call, Object>> all = new TreeMap<>();
        ImageId image = new ImageId(Stand.REGION, "5b");
        NetworkId network = new NetworkId(Stand.REGION, "6c");
        all.put("hosts.get", (cloud, call) -> hosts(cloud).get(Stand.HOST, call));
        all.put("hosts.list", (cloud, call) -> hosts(cloud).list(HostQuery.all(Stand.REGION), Cursor.START, call));
        all.put("hosts.create", (cloud, call) -> hosts(cloud).create(Stand.order(), Stand.INTENT, call));
        all.put("hosts.createMany", (cloud, call) -> hosts(cloud).createMany(Stand.order(), 2, Stand.INTENT, call));
        all.put("hosts.start", (cloud, call) -> hosts(cloud).start(Stand.HOST, call));
        all.put("hosts.stop", (cloud, call) -> hosts(cloud).stop(Stand.HOST, Stop.RELEASE, call));
        all.put(
                "hosts.resize",
                (cloud, call) -> hosts(cloud).resize(Stand.HOST, new Shape("m1.tiny"), Stand.INTENT, call));
        all.put("hosts.delete", (cloud, call) -> hosts(cloud).delete(Stand.HOST, call));
        all.put("hosts.tag", (cloud, call) -> hosts(cloud).tag(Stand.HOST, Map.of("a", "b", "c", ""), call));
        all.put("hosts.console", (cloud, call) -> hosts(cloud).console(Stand.HOST, call));
        for (String step : List.of("build", "start", "stop", "reboot", "resize", "delete")) {
            Ticket ticket = Ticket.of(Stand.REGION, step, "0aa1", step.equals("build") ? "address" : "m1.tiny", "");
            all.put("hosts.proceed " + step, (cloud, call) -> hosts(cloud).proceed(ticket, Stand.INTENT, call));
        }
        all.put("images.get", (cloud, call) -> images(cloud).get(image, call));
        all.put("images.list", (cloud, call) -> images(cloud).list(Stand.REGION, Cursor.START, call));
        all.put("images.resolve", (cloud, call) -> images(cloud).resolve(Stand.REGION, "debian-12", call));
        all.put(
                "images.create",
                (cloud, call) ->
                        images(cloud).create(ImageOrder.builder(Stand.HOST, "i").build(), Stand.INTENT, call));
        all.put("images.delete", (cloud, call) -> images(cloud).delete(image, call));
        all.put(
                "images.proceed",
                (cloud, call) -> images(cloud).proceed(Ticket.of(Stand.REGION, "take", "5b"), Stand.INTENT, call));
        all.put(
                "offers.list",
                (cloud, call) ->
                        Stand.service(cloud, Offers.class).list(OfferQuery.hosts(Stand.REGION), Cursor.START, call));
        all.put(
                "quotas.list",
                (cloud, call) -> Stand.service(cloud, Quotas.class).list(Stand.REGION, call));
        all.put(
                "places.zones",
                (cloud, call) -> Stand.service(cloud, Places.class).zones(Stand.REGION, call));
        all.put("networks.get", (cloud, call) -> networks(cloud).get(network, call));
        all.put("networks.list", (cloud, call) -> networks(cloud).list(Stand.REGION, Cursor.START, call));
        all.put("networks.firewalls", (cloud, call) -> networks(cloud).firewalls(Stand.REGION, Cursor.START, call));
        all.put("networks.addresses", (cloud, call) -> networks(cloud).addresses(Stand.REGION, Cursor.START, call));
        all.put(
                "networks.create",
                (cloud, call) -> networks(cloud)
                        .create(
                                NetworkOrder.builder(Stand.REGION, "n", "10.1.0.0/24")
                                        .build(),
                                Stand.INTENT,
                                call));
        all.put(
                "networks.proceed",
                (cloud, call) -> networks(cloud)
                        .proceed(Ticket.of(Stand.REGION, "subnet", "6c", "10.1.0.0/24"), Stand.INTENT, call));
        all.put(
                "networks.assignAddress",
                (cloud, call) ->
                        networks(cloud).assignAddress(new AddressId(Stand.REGION, "7d"), Optional.empty(), call));
        all.put("networks.deleteFirewall", (cloud, call) -> {
            networks(cloud).deleteFirewall(new FirewallId(Stand.REGION, "8e"), call);
            return Optional.<Id>empty();
        });
        volumes(all);
        clusters(all);
        watching(all);
        return all;
    }

    private static void volumes(Map<String, BiFunction<Cloud, Call, Object>> all) {
        VolumeId volume = new VolumeId(Stand.REGION, "cd76");
        all.put(
                "volumes.get",
                (cloud, call) -> Stand.service(cloud, Volumes.class).get(volume, call));
        all.put(
                "volumes.list",
                (cloud, call) -> Stand.service(cloud, Volumes.class).list(Stand.REGION, Cursor.START, call));
        all.put(
                "volumes.snapshots",
                (cloud, call) -> Stand.service(cloud, Volumes.class).snapshots(Stand.REGION, Cursor.START, call));
        all.put(
                "volumes.create",
                (cloud, call) -> Stand.service(cloud, Volumes.class)
                        .create(
                                VolumeOrder.builder(Stand.REGION, "v", Bytes.gib(1))
                                        .build(),
                                Stand.INTENT,
                                call));
        all.put(
                "volumes.snapshot",
                (cloud, call) -> Stand.service(cloud, Volumes.class)
                        .snapshot(SnapshotOrder.builder(volume, "s").build(), Stand.INTENT, call));
        all.put(
                "volumes.attach",
                (cloud, call) -> Stand.service(cloud, Volumes.class).attach(volume, Stand.HOST, call));
        all.put(
                "volumes.detach",
                (cloud, call) -> Stand.service(cloud, Volumes.class).detach(volume, call));
        all.put(
                "volumes.grow",
                (cloud, call) -> Stand.service(cloud, Volumes.class).grow(volume, Bytes.gib(9), call));
        all.put(
                "volumes.delete",
                (cloud, call) -> Stand.service(cloud, Volumes.class).delete(volume, call));
        for (String step : List.of("make", "attach", "detach", "grow", "delete", "snapshot")) {
            Ticket ticket = Ticket.of(Stand.REGION, step, "cd76", "3fbb");
            all.put(
                    "volumes.proceed " + step,
                    (cloud, call) -> Stand.service(cloud, Volumes.class).proceed(ticket, Stand.INTENT, call));
        }
    }

    private static void clusters(Map<String, BiFunction<Cloud, Call, Object>> all) {
        ClusterId cluster = new ClusterId(Stand.REGION, "746e");
        PoolOrder pool = PoolOrder.builder("default-worker", new Shape("m1.small"), Scaling.fixed(3))
                .build();
        all.put(
                "clusters.get",
                (cloud, call) -> Stand.service(cloud, Clusters.class).get(cluster, call));
        all.put(
                "clusters.list",
                (cloud, call) -> Stand.service(cloud, Clusters.class).list(Stand.REGION, Cursor.START, call));
        all.put(
                "clusters.create",
                (cloud, call) -> Stand.service(cloud, Clusters.class)
                        .create(
                                ClusterOrder.builder(Stand.REGION, "k8s")
                                        .pools(List.of(pool))
                                        .build(),
                                Stand.INTENT,
                                call));
        all.put(
                "clusters.nodes",
                (cloud, call) -> Stand.service(cloud, Clusters.class).nodes(cluster, call));
        all.put(
                "clusters.kubeconfig",
                (cloud, call) -> Stand.service(cloud, Clusters.class).kubeconfig(cluster, call));
        all.put(
                "clusters.pool",
                (cloud, call) -> Stand.service(cloud, Clusters.class).pool(cluster, pool, Stand.INTENT, call));
        all.put(
                "clusters.update",
                (cloud, call) -> Stand.service(cloud, Clusters.class).update(cluster, "k8s-bm", call));
        all.put(
                "clusters.delete",
                (cloud, call) -> Stand.service(cloud, Clusters.class).delete(cluster, call));
        for (String step : List.of("wait", "delete")) {
            Ticket ticket = Ticket.of(Stand.REGION, step, "746e");
            all.put(
                    "clusters.proceed " + step,
                    (cloud, call) -> Stand.service(cloud, Clusters.class).proceed(ticket, Stand.INTENT, call));
        }
    }

    private static void watching(Map<String, BiFunction<Cloud, Call, Object>> all) {
        AlertId alarm = new AlertId(Stand.REGION, "a1");
        AlarmOrder order = AlarmOrder.builder(
                        Stand.REGION,
                        "busy",
                        AlarmCondition.builder(
                                        "rate:cpu", Statistic.AVERAGE, Duration.ofMinutes(5), Comparison.ABOVE, 2.4e11)
                                .labels(Map.of("resource_id", "h1"))
                                .build())
                .build();
        Instant from = Instant.parse("2026-11-21T10:00:00Z");
        MetricQuery query =
                MetricQuery.builder("cpu", from, from.plusSeconds(600)).build();
        all.put(
                "alerts.put",
                (cloud, call) -> Stand.service(cloud, Alerts.class).put(order, call));
        all.put(
                "alerts.get",
                (cloud, call) -> Stand.service(cloud, Alerts.class).get(alarm, call));
        all.put(
                "alerts.list",
                (cloud, call) -> Stand.service(cloud, Alerts.class).list(Stand.REGION, Cursor.START, call));
        all.put("alerts.delete", (cloud, call) -> {
            Stand.service(cloud, Alerts.class).delete(alarm, call);
            return Optional.<Id>empty();
        });
        all.put(
                "metrics.names",
                (cloud, call) -> Stand.service(cloud, Metrics.class).names(Stand.REGION, call));
        all.put(
                "metrics.query",
                (cloud, call) -> Stand.service(cloud, Metrics.class).query(Stand.REGION, List.of(query), call));
    }

    /** Returns whether an answer says nothing that nobody can act on: what was made has a name to ask for it by. */
    static boolean sound(Object answer) {
        return !(answer instanceof Progress.Ongoing<?> ongoing)
                || !ongoing.ticket().arg(0).isBlank();
    }

    private static Hosts hosts(Cloud cloud) {
        return Stand.service(cloud, Hosts.class);
    }

    private static Images images(Cloud cloud) {
        return Stand.service(cloud, Images.class);
    }

    private static Networks networks(Cloud cloud) {
        return Stand.service(cloud, Networks.class);
    }
}
