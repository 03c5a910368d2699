package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.App;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.model.TroubleKind;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Progress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimAppsTest extends SimTest {
    private final SimCloud cloud = connect("boot-time", "2s");
    private final Apps apps = service(cloud, Apps.class);

    private static AppOrder order(String revision, int replicas) {
        return AppOrder.builder(new ProjectId(REGION, "shop"), "web", revision)
                .environment(Map.of("REVISION", revision))
                .scaling(Scaling.fixed(replicas))
                .rollout(Rollout.builder().surge(1).unavailable(0).build())
                .build();
    }

    /** Follows a rollout by virtual time and returns the fewest replicas that served, and the most that ran. */
    private int[] follow(AppOrder order) {
        Progress<App> now = apps.apply(order, call());
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < 100 && now instanceof Progress.Ongoing<App> ongoing; i++) {
            clock.advance(ongoing.askAgainIn());
            now = apps.proceed(ongoing.ticket(), call());
            App app = apps.get(order.app(), call());
            int serving = (int) app.replicas().stream()
                    .filter(replica -> replica.state() == ReplicaState.READY)
                    .count();
            least = Math.min(least, serving);
            most = Math.max(most, app.running());
        }
        assertThat(done(now).settled()).isTrue();
        return new int[] {least, most};
    }

    @Test
    void a_rollout_never_has_fewer_serving_nor_more_running_than_it_may() {
        follow(order("r1", 3));
        assertThat(follow(order("r2", 3))).containsExactly(3, 4);
        assertThat(clock.instant()).isAfter(START.plus(Duration.ofSeconds(6)));
    }

    @Test
    void a_revision_that_the_switchboard_keeps_from_ready_leaves_the_old_one_serving_and_says_why() {
        follow(order("r1", 2));
        cloud.faults().neverReady("web@r2");
        Progress.Ongoing<App> begun = ongoing(apps.apply(order("r2", 2), call()));
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(1));
            begun = ongoing(apps.proceed(begun.ticket(), call()));
        }
        App app = begun.soFar().orElseThrow();
        assertThat(app.troubles()).extracting(trouble -> trouble.kind()).containsExactly(TroubleKind.UNREADY);
        assertThat(app.running()).isEqualTo(3);
        assertThat(app.ready()).isZero();
        follow(order("r1", 2));
    }

    @Test
    void a_crash_loop_is_told_of_with_its_restarts() {
        cloud.faults().crashLoop("web");
        Progress.Ongoing<App> begun = ongoing(apps.apply(order("r1", 1), call()));
        clock.advance(Duration.ofSeconds(10));
        App app = ongoing(apps.proceed(begun.ticket(), call())).soFar().orElseThrow();
        assertThat(app.troubles().get(0).kind()).isEqualTo(TroubleKind.CRASH_LOOP);
        assertThat(app.replicas().get(0).restarts()).isEqualTo(5);
    }

    @Test
    void a_replica_that_crashes_is_started_again() {
        follow(order("r1", 1));
        App before = apps.get(order("r1", 1).app(), call());
        assertThat(world.crash(before.replicas().get(0).id())).isTrue();
        App down = apps.get(before.id(), call());
        assertThat(down.ready()).isZero();
        clock.advance(Duration.ofSeconds(2));
        App after = apps.get(before.id(), call());
        assertThat(after.ready()).isEqualTo(1);
        assertThat(after.replicas().get(0).restarts()).isEqualTo(1);
    }
}
