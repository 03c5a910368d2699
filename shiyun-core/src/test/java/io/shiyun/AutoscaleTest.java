package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.metrics.ScaleRule;
import io.shiyun.metrics.Series;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.scale.AutoscaleSpec;
import io.shiyun.scale.Autoscaler;
import io.shiyun.scale.ScaleStep;
import io.shiyun.watch.MetricSource;
import io.shiyun.watch.WatchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scaling through the front door, on a cloud in memory, by a source of the watch. */
class AutoscaleTest {
    private static final ScaleRule RULE = ScaleRule.of(100, 1, 6)
            .ahead(Duration.ofMillis(40))
            .down(Duration.ofMillis(200), 0.5)
            .stale(Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final Meter meter = new Meter();
    private final LinkedBlockingQueue<ScaleStep> steps = new LinkedBlockingQueue<>();
    private Shiyun shiyun;

    private static final class Meter implements MetricSource {
        volatile double load = 150;
        volatile boolean dead;

        @Override
        public String name() {
            return "balancer";
        }

        @Override
        public List<Series> read(Set<String> metrics, Instant from, Instant to) {
            if (dead) {
                throw new IllegalStateException("the balancer does not answer");
            }
            return metrics.contains("shop.requests")
                    ? List.of(Series.named("shop.requests", "1/s")
                            .add(to.toEpochMilli(), load)
                            .build())
                    : List.of();
        }
    }

    @BeforeEach
    void open() {
        shiyun = Shiyun.builder()
                .cloud("a", "sim", CloudSettings.of("world", folder.toString()))
                .store(folder.resolve("shiyun.db"))
                .watch(WatchSpec.builder()
                        .source(meter)
                        .rhythm(Duration.ofMillis(10), Duration.ofMillis(10))
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        shiyun.close();
    }

    private AppId deploy(AppSpec spec) {
        return shiyun.apps().deploy(spec).appId();
    }

    private static AppSpec shop() {
        return AppSpec.named("shop").image("registry.example/shop:1");
    }

    private Autoscaler scale(AppId shop) {
        Autoscaler scaler = shiyun.apps()
                .autoscale(AutoscaleSpec.of(shop, "shop.requests", RULE).every(Duration.ofMillis(20)));
        scaler.onStep(steps::add);
        return scaler;
    }

    private ScaleStep await(Predicate<ScaleStep> wanted) throws InterruptedException {
        while (true) {
            ScaleStep step = steps.poll(30, TimeUnit.SECONDS);
            assertThat(step).as("a step within 30 s").isNotNull();
            if (wanted.test(step)) {
                return step;
            }
        }
    }

    private void awaitReplicas(int count) throws InterruptedException {
        await(step -> step.decision().stream().anyMatch(each -> !each.changes() && each.replicas() == count));
    }

    @Test
    void anAppFollowsItsLoadUpAndDownAndHoldsWithoutIt() throws InterruptedException {
        AppId shop = deploy(shop().replicas(1));
        Autoscaler scaler = scale(shop);
        awaitReplicas(2);
        meter.load = 580;
        awaitReplicas(6);
        assertThat(shiyun.apps().get(shop).ready()).isEqualTo(6);
        meter.dead = true;
        await(step -> step.words().contains("the load is missing, so the number stays"));
        assertThat(shiyun.apps().get(shop).wanted()).isEqualTo(6);
        meter.load = 90;
        meter.dead = false;
        awaitReplicas(1);
        assertThat(shiyun.apps().get(shop).wanted()).isEqualTo(1);

        scaler.close();
        meter.load = 580;
        assertThat(scaler.ended()).isTrue();
        assertThat(shiyun.apps().get(shop).wanted()).isEqualTo(1);
        scale(shop).close();
    }

    @Test
    void anAppThatIsDeletedEndsItsScaling() throws InterruptedException {
        AppId shop = deploy(shop().replicas(2));
        Autoscaler scaler = scale(shop);
        awaitReplicas(2);
        shiyun.apps().delete(shop);
        assertThat(await(step -> step.kind() == ScaleStep.Kind.ENDED).words())
                .isEqualTo("the app is gone, so its scaling has ended");
        assertThat(scaler.ended()).isTrue();
        assertThatThrownBy(() -> scale(shop))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void anAppIsScaledByOneOnly() {
        AppId shop = deploy(shop().replicas(2));
        scale(shop);
        assertThatThrownBy(() -> scale(shop))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
                .hasMessageContaining("it is being scaled already; close that autoscaler first");
    }

    @Test
    void anAppThatItsCloudScalesIsRefusedUntilItHasAFixedNumber() {
        AppId shop = deploy(shop().autoscale(1, 3, 60));
        assertThatThrownBy(() -> scale(shop))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
                .hasMessageContaining("its cloud scales it (autoscale from 1 to 3 at 60 % of the processors)");
        shiyun.apps().scale(shop, 2);
        assertThat(scale(shop).ended()).isFalse();
    }

    @Test
    void closingTheFrontDoorEndsEveryScaling() throws InterruptedException {
        Autoscaler scaler = scale(deploy(shop().replicas(2)));
        awaitReplicas(2);
        shiyun.close();
        assertThat(scaler.ended()).isTrue();
        steps.clear();
        assertThat(steps.poll(200, TimeUnit.MILLISECONDS)).isNull();
        scaler.close();
    }
}
