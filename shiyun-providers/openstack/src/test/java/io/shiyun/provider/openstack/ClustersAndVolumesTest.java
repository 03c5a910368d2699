package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cluster;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.model.ResourceState;
import io.shiyun.model.Scaling;
import io.shiyun.model.Shape;
import io.shiyun.model.Volume;
import io.shiyun.model.VolumeId;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.ClusterOrder;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.PoolOrder;
import io.shiyun.spi.Progress;
import io.shiyun.spi.VolumeOrder;
import io.shiyun.spi.Volumes;
import io.shiyun.wire.rig.Recorded;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of Magnum and Cinder, and what becomes of it, by replies in their published form. */
class ClustersAndVolumesTest {
    private static final VolumeId VOLUME = new VolumeId(Stand.REGION, "cd76");
    private static final PoolOrder WORKERS = PoolOrder.builder(
                    "default-worker", new Shape("m1.small"), Scaling.fixed(2))
            .build();
    private static final String TEMPLATES =
            "{\"clustertemplates\":[{\"uuid\":\"0562\",\"name\":\"k8s-1.28\",\"coe\":\"kubernetes\"},"
                    + "{\"uuid\":\"9999\",\"name\":\"swarm\",\"coe\":\"swarm\"}]}";

    private static Recorded cluster(String status) {
        return Stand.json(
                200,
                "{\"uuid\":\"746e\",\"name\":\"k8s\",\"status\":\"" + status
                        + "\",\"status_reason\":\"No valid host was found\","
                        + "\"coe_version\":\"v1.28.0\",\"api_address\":\"https://172.24.4.6:6443\",\"labels\":{\"shiyun-op\":\"7\"}}");
    }

    @Test
    void a_cluster_is_made_of_the_template_of_its_version() throws IOException {
        try (Stand stand = Stand.start(seen -> seen.target().contains("clustertemplates")
                        ? Stand.json(200, TEMPLATES)
                        : Stand.json(202, "{\"uuid\":\"746e\"}"));
                Cloud cloud = stand.connect()) {
            Clusters clusters = Stand.service(cloud, Clusters.class);
            ClusterOrder order = ClusterOrder.builder(Stand.REGION, "k8s")
                    .version("k8s-1.28")
                    .pools(List.of(WORKERS))
                    .build();
            Progress<Cluster> made = clusters.create(order, Stand.INTENT, Stand.call());
            assertThat(made).isInstanceOf(Progress.Ongoing.class);
            assertThat(stand.seen("POST", "/container-infra/v1/clusters").get(0).text())
                    .contains("\"cluster_template_id\":\"0562\"")
                    .contains("\"node_count\":2")
                    .contains("\"shiyun-op\":\"7\"");
            CloudException e = catchThrowableOfType(
                    CloudException.class,
                    () -> clusters.create(
                            ClusterOrder.builder(Stand.REGION, "k8s")
                                    .version("1.99")
                                    .pools(List.of(WORKERS))
                                    .build(),
                            Stand.INTENT,
                            Stand.call()));
            assertThat(e.reason()).isEqualTo(Reason.INVALID);
            assertThat(e.problem().message()).contains("k8s-1.28");

            stand.answer(seen -> seen.target().contains("nodegroups")
                    ? Stand.json(
                            200,
                            "{\"nodegroups\":[{\"name\":\"default-master\",\"role\":\"master\",\"node_count\":1},"
                                    + "{\"name\":\"default-worker\",\"role\":\"worker\",\"node_count\":2,\"flavor_id\":\"m1.small\","
                                    + "\"status\":\"CREATE_COMPLETE\"}]}")
                    : cluster("CREATE_COMPLETE"));
            var ticket = ((Progress.Ongoing<Cluster>) made).ticket();
            Progress<Cluster> done = clusters.proceed(ticket, Stand.INTENT, Stand.call());
            Cluster ready = ((Progress.Done<Cluster>) done).value();
            assertThat(ready.state()).isEqualTo(ResourceState.READY);
            assertThat(ready.version()).isEqualTo("v1.28.0");
            assertThat(ready.pools()).hasSize(1);
            assertThat(ready.pools().get(0).wanted()).isEqualTo(2);

            stand.answer(
                    seen -> seen.target().contains("nodegroups") ? Stand.json(200, "{}") : cluster("CREATE_FAILED"));
            Progress<Cluster> failed = clusters.proceed(ticket, Stand.INTENT, Stand.call());
            assertThat(((Progress.Failed<Cluster>) failed).problem().reason()).isEqualTo(Reason.STOCK);
            assertThat(((Progress.Failed<Cluster>) failed).remains()).hasSize(1);
        }
    }

    private static Recorded volume(String status, String attachments) {
        return Stand.json(
                200,
                "{\"volume\":{\"id\":\"cd76\",\"name\":\"v\",\"status\":\"" + status + "\",\"size\":2,\"attachments\":["
                        + attachments + "],\"metadata\":{},\"created_at\":\"2026-02-25T02:40:21.000000\"}}");
    }

    @Test
    void a_volume_is_made_attached_grown_and_deleted_by_steps() throws IOException {
        try (Stand stand = Stand.start(seen -> volume("creating", ""));
                Cloud cloud = stand.connect()) {
            Volumes volumes = Stand.service(cloud, Volumes.class);
            VolumeOrder order = VolumeOrder.builder(Stand.REGION, "v", new Bytes((1L << 30) + 1))
                    .build();
            Progress<Volume> made = volumes.create(order, Stand.INTENT, Stand.call());
            assertThat(stand.seen("POST", "/volumev3/volumes").get(0).text())
                    .contains("\"size\":2")
                    .contains("\"shiyun-op\":\"7\"");
            stand.answer(seen -> volume("available", ""));
            var ticket = ((Progress.Ongoing<Volume>) made).ticket();
            assertThat(volumes.proceed(ticket, Stand.INTENT, Stand.call())).isInstanceOf(Progress.Done.class);

            assertThat(volumes.attach(VOLUME, Stand.HOST, Stand.call())).isInstanceOf(Progress.Ongoing.class);
            assertThat(stand.seen("POST", "/compute/v2.1/servers/0aa1/os-volume_attachments"))
                    .hasSize(1);
            stand.answer(seen -> volume("in-use", "{\"server_id\":\"0aa1\"}"));
            assertThat(volumes.attach(VOLUME, Stand.HOST, Stand.call())).isInstanceOf(Progress.Done.class);
            CloudException other = catchThrowableOfType(
                    CloudException.class, () -> volumes.attach(VOLUME, new HostId(Stand.REGION, "0bb2"), Stand.call()));
            assertThat(other.reason()).isEqualTo(Reason.CONFLICT);
            CloudException smaller =
                    catchThrowableOfType(CloudException.class, () -> volumes.grow(VOLUME, Bytes.gib(1), Stand.call()));
            assertThat(smaller.reason()).isEqualTo(Reason.INVALID);
            assertThat(volumes.grow(VOLUME, Bytes.gib(2), Stand.call())).isInstanceOf(Progress.Done.class);
            assertThat(volumes.grow(VOLUME, Bytes.gib(3), Stand.call())).isInstanceOf(Progress.Ongoing.class);
            assertThat(stand.seen("POST", "/volumev3/volumes/cd76/action")
                            .get(0)
                            .header("OpenStack-API-Version"))
                    .contains("volume 3.42");

            stand.answer(
                    seen -> Stand.json(
                            400,
                            "{\"badRequest\":{\"code\":400,\"message\":\"Invalid volume: Volume status must be available or error\"}}"));
            CloudException attached =
                    catchThrowableOfType(CloudException.class, () -> volumes.delete(VOLUME, Stand.call()));
            assertThat(attached.reason()).isEqualTo(Reason.CONFLICT);
            stand.answer(seen -> Stand.json(404, "{\"itemNotFound\":{\"code\":404,\"message\":\"gone\"}}"));
            assertThat(volumes.delete(VOLUME, Stand.call())).isInstanceOf(Progress.Done.class);
            stand.answer(
                    seen -> Stand.json(
                            413,
                            "{\"overLimit\":{\"code\":413,\"message\":\"VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded\"}}"));
            CloudException quota =
                    catchThrowableOfType(CloudException.class, () -> volumes.create(order, Stand.INTENT, Stand.call()));
            assertThat(quota.reason()).isEqualTo(Reason.QUOTA);
        }
    }
}
