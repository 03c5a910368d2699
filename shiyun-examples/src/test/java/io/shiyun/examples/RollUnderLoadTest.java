package io.shiyun.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollUnderLoadTest {
    @TempDir
    Path folder;

    @Test
    void noOrderFailsWhileTheAppIsChangedAndAKilledReplicaIsReplaced() {
        List<RollUnderLoad.Row> rows = RollUnderLoad.run(folder, Duration.ofMillis(500));

        assertThat(rows).hasSize(7);
        assertThat(rows.subList(0, 6))
                .allSatisfy(row -> assertThat(row.failed()).isZero());
        rows.forEach(System.out::println);
    }
}
