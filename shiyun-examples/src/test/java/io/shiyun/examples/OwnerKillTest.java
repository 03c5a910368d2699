package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerKillTest {
    private static final long SEED = 20261121;

    @TempDir
    Path folder;

    @Test
    void theNextOwnerFinishesWhatADeadOneBegan() throws Exception {
        List<String> points = OwnerKill.run(folder, KillPlan.few(SEED, 6), System.out);

        assertThat(points).isNotEmpty();
    }

    @Test
    void theFullPlanComesByEveryPointAndEveryKindOften() {
        List<KillPlan.Death> plan = KillPlan.full(SEED, 50);

        assertThat(plan).hasSize(50);
        assertThat(plan.stream().map(KillPlan.Death::point).distinct().toList()).containsAll(KillPlan.points());
        for (String kind : List.of("deploy", "scale", "roll")) {
            assertThat(plan.stream().filter(death -> death.action().counted().equals(kind)))
                    .as(kind)
                    .hasSizeGreaterThanOrEqualTo(10);
        }
        assertThat(KillPlan.points()).containsAll(io.shiyun.release.ReleasePoints.ALL);
        assertThat(KillPlan.points()).containsAll(io.shiyun.provider.local.CrashPoints.ALL);
    }
}
