package io.shiyun.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.AppId;
import io.shiyun.model.Bytes;
import io.shiyun.model.Check;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Cpu;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.ImageId;
import io.shiyun.model.NetworkId;
import io.shiyun.model.PoolId;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.model.Shape;
import io.shiyun.model.VolumeMount;
import io.shiyun.model.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderFieldsTest {
    private static final Region REGION = Region.of("lab", "north/1");

    @Test
    void aHostOrderIsReadBackAsItWasWritten() {
        HostOrder order = HostOrder.builder(REGION, "web 1", new Shape("m5.large"), new ImageId(REGION, "debian%12"))
                .zone(new Zone(REGION, "a"))
                .purchase(Purchase.SPOT)
                .disk(Bytes.gib(20))
                .disks(List.of(new DiskOrder(Bytes.gib(5), "ssd")))
                .networks(List.of(new NetworkId(REGION, "n/1")))
                .userData(Secret.of("#cloud-config\npassword: x"))
                .tags(Map.of("team", "a=b", "empty", ""))
                .build();

        assertThat(HostOrder.read(again(order.fields()).reader())).isEqualTo(order);
    }

    @Test
    void anAppOrderIsReadBackAsItWasWritten() {
        AppOrder order = AppOrder.builder(new ProjectId(REGION, "shop"), "web", "r1")
                .command(Command.of("java", "-jar", "shop.jar"))
                .scaling(new Scaling.Auto(2, 9, 70))
                .ports(List.of(Port.http(8080), Port.tcp("admin", 0)))
                .environment(Map.of("A", "1", "B", "x\ny"))
                .secrets(Map.of("PASSWORD", Secret.of("hunter2")))
                .files(List.of(new ConfigFile("etc/shop.conf", Secret.of("k=v"), false)))
                .cpu(Cpu.millis(250))
                .memory(Bytes.mib(64))
                .ready(Probe.http("/health"))
                .alive(Probe.builder(new Check.Run(Command.of("true"))).fall(5).build())
                .rollout(Rollout.builder()
                        .surge(2)
                        .settle(Duration.ofMillis(1500))
                        .build())
                .volumes(List.of(new VolumeMount("data", "/data", true)))
                .build();

        assertThat(AppOrder.read(again(order.fields()).reader())).isEqualTo(order);
    }

    @Test
    void secretsAreKeptApartAndNeverPrinted() {
        Fields fields = AppOrder.builder(new ProjectId(REGION, "shop"), "web", "r1")
                .secrets(Map.of("PASSWORD", Secret.of("hunter2")))
                .build()
                .fields();

        assertThat(fields.plain().toString()).doesNotContain("hunter2");
        assertThat(fields.secret()).containsOnlyKeys("secrets=PASSWORD");
        assertThat(fields.toString()).doesNotContain("hunter2");
    }

    @Test
    void idsAreReadBackFromTheirText() {
        ProjectId project = new ProjectId(REGION, "a/b%2F");
        ReplicaId replica = new ReplicaId(new AppId(project, "web"), "0");

        assertThat(Id.parse(ReplicaId.class, replica.text())).isEqualTo(replica);
        assertThat(Id.parse(Id.class, project.text())).isEqualTo(project);
        assertThatThrownBy(() -> Id.parse(PoolId.class, project.text())).hasMessageContaining("PoolId");
        assertThatThrownBy(() -> Id.parse(Id.class, "host:lab")).hasMessageContaining("not the text of an id");
    }

    @Test
    void anIntentsUuidIsOfVersionFiveAndStable() {
        Intent intent = new Intent("abcdefghijklmnop", Map.of());

        assertThat(intent.uuid().version()).isEqualTo(5);
        assertThat(intent.uuid().variant()).isEqualTo(2);
        assertThat(intent.uuid()).isEqualTo(new Intent("abcdefghijklmnop", Map.of("x", "y")).uuid());
    }

    private static Fields again(Fields fields) {
        return Fields.of(Map.copyOf(fields.plain()), Map.copyOf(fields.secret()));
    }
}
