package io.shiyun.finops.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Causes that are tags and resources, and that move against each other. */
class TagCauseTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 5);
    private static final LocalDate EVENT = LocalDate.of(2026, 4, 15);
    private static final LocalDate END = LocalDate.of(2026, 5, 1);
    private static final Dimension OWNER = Dimension.tag("owner");
    private static final Dimension RESOURCE = Dimension.of(FocusColumn.RESOURCE_ID);

    private static void feed(Cube cube, String owner, String resource, int usual, int event) {
        try (CubeFeed feed = cube.feed(new Part(owner, "AWS", START))) {
            for (LocalDate day = START; day.isBefore(END); day = day.plusDays(1)) {
                int cost = day.equals(EVENT) ? event : usual + day.getDayOfMonth() % 3;
                feed.add(
                        day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                        "USD",
                        List.of("AWS", owner, resource),
                        Collections.nCopies(4, BigDecimal.valueOf(cost)));
            }
            feed.commit();
        }
    }

    @Test
    void tagAndResourceThatMovedAreNamedThoughOthersMovedTheOtherWay() {
        try (Cube cube = new Cube(CubeSpec.of(Dimension.CLOUD, OWNER, RESOURCE))) {
            feed(cube, "ann", "vm-1", 200, 500);
            feed(cube, "ben", "vm-2", 400, 100);
            feed(cube, "cem", "vm-3", 300, 301);
            List<CostAnomaly> found = CostAnomalies.by(OWNER, RESOURCE)
                    .find(CubeCosts.of(cube), Cost.BILLED, Map.of(), LocalDate.of(2026, 4, 1), END);

            assertThat(found).singleElement().satisfies(anomaly -> {
                assertThat(anomaly.from()).isEqualTo(EVENT);
                assertThat(anomaly.hidden()).isNotNull();
                assertThat(anomaly.causes())
                        .hasSize(2)
                        .allSatisfy(moves -> assertThat(moves.moves()).hasSizeGreaterThanOrEqualTo(2));
                assertThat(anomaly.causes()).anySatisfy(moves -> {
                    assertThat(moves.dimension()).isEqualTo(OWNER);
                    assertThat(moves.moves()).extracting(Move::member).contains("ann", "ben");
                    assertThat(moves.moves())
                            .extracting(move -> move.change().signum())
                            .contains(1, -1);
                });
                assertThat(anomaly.causes()).anySatisfy(moves -> {
                    assertThat(moves.dimension()).isEqualTo(RESOURCE);
                    assertThat(moves.moves()).extracting(Move::member).contains("vm-1", "vm-2");
                });
            });
        }
    }
}
