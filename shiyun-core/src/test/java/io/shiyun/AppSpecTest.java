package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Bytes;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.spi.AppOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AppSpecTest {
    private static final ProjectId DEFAULT = new ProjectId(Region.of("here", "one"), "default");

    @Test
    void everyFaultIsNamedAtOnceWithThePathOfItsField() {
        AppSpec spec = AppSpec.named("Shop!")
                .project("-")
                .on(" ")
                .replicas(-1)
                .http(70_000)
                .tcp("http", 90)
                .env("1X", "a")
                .env("PORT", "80")
                .env("TOKEN", "plain")
                .secret("TOKEN", Secret.of("s"))
                .secret("SHIYUN_KEY", Secret.of("s"))
                .file("../etc/passwd", "x")
                .file("/etc/passwd", "x")
                .volume("Data", "")
                .memory(Bytes.of(0))
                .ready(Probe.tcp("admin"))
                .stopGrace(Duration.ofSeconds(-1))
                .tag("shiyun-op", "mine");

        assertThat(spec.faults())
                .containsOnlyKeys(
                        "name",
                        "project",
                        "cloud",
                        "command",
                        "replicas",
                        "ports[0].number",
                        "ports[1].name",
                        "env.1X",
                        "env.PORT",
                        "secrets.TOKEN",
                        "secrets.SHIYUN_KEY",
                        "files[0].path",
                        "files[1].path",
                        "volumes[0].name",
                        "volumes[0].path",
                        "memory",
                        "ready.port",
                        "stopGrace",
                        "tags.shiyun-op");
        assertThatThrownBy(spec::check).isInstanceOfSatisfying(CloudException.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
            assertThat(refusal.certainty()).isEqualTo(Certainty.NOT_SENT);
            assertThat(refusal)
                    .hasMessageContaining("19 faults")
                    .hasMessageContaining("files[0].path: leaves the folder");
        });
    }

    @Test
    void aSoundSpecBecomesItsOrder() {
        AppOrder order = AppSpec.named("shop")
                .command("java", "-version")
                .replicas(3)
                .http(0)
                .env("GREETING", "hello")
                .secret("TOKEN", Secret.of("s"))
                .file("etc/shop.conf", "a=b")
                .ready(Probe.http("/health"))
                .tag("team", "web")
                .order(DEFAULT);

        assertThat(order.app().value()).isEqualTo("shop");
        assertThat(order.command().orElseThrow().arguments()).containsExactly("java", "-version");
        assertThat(order.scaling()).isEqualTo(Scaling.fixed(3));
        assertThat(order.ports()).hasSize(1);
        assertThat(order.secrets()).containsKey("TOKEN");
        assertThat(order.tags()).containsEntry("team", "web");
    }

    @Test
    void aSpecIsNotChangedByWhatIsMadeOfIt() {
        AppSpec base = AppSpec.named("shop").image("shop:1").http(80);

        AppSpec other = base.image("shop:2").env("A", "b").tcp("admin", 81);

        assertThat(base.order(DEFAULT).image()).isEqualTo("shop:1");
        assertThat(base.order(DEFAULT).ports()).hasSize(1);
        assertThat(base.order(DEFAULT).environment()).isEmpty();
        assertThat(other.order(DEFAULT).ports()).hasSize(2);
    }

    @Test
    void withoutANumberTheOneThereIsStays() {
        assertThat(AppSpec.named("shop").image("shop:1").order(DEFAULT).scaling())
                .isEqualTo(new Scaling.Untouched());
        assertThat(AppSpec.named("shop")
                        .image("shop:1")
                        .autoscale(2, 8, 70)
                        .order(DEFAULT)
                        .scaling())
                .isEqualTo(new Scaling.Auto(2, 8, 70));
        assertThat(AppSpec.named("shop").image("shop:1").autoscale(3, 2, 0).faults())
                .containsOnlyKeys("autoscale", "autoscale.cpuPercent");
    }
}
