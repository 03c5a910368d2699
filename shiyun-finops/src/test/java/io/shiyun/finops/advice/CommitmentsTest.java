package io.shiyun.finops.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Part;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitmentsTest {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = FROM.plusDays(73);

    private final Cube cube = new Cube(
            CubeSpec.of(Dimension.SERVICE, Dimension.REGION, Commitments.ID, Commitments.STATUS, Commitments.PRICING));

    @AfterEach
    void close() {
        cube.close();
    }

    private void feed(String service, String id, String status, String pricing, ToIntFunction<LocalDate> cents) {
        try (CubeFeed feed = cube.feed(new Part(service + id + status, "AWS", FROM))) {
            for (LocalDate day = FROM; day.isBefore(TO); day = day.plusDays(1)) {
                feed.add(
                        day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                        "USD",
                        List.of(service, "eu", id, status, pricing),
                        Collections.nCopies(4, BigDecimal.valueOf(cents.applyAsInt(day), 2)));
            }
            feed.commit();
        }
    }

    private Commitments commitments() {
        return new Commitments(CubeCosts.of(cube), FROM, TO);
    }

    @Test
    void commitmentThatIsLittleUsedIsToBeLetGo() {
        feed("Compute", "plan-1", "Used", "Committed", day -> 600);
        feed("Compute", "plan-1", "Unused", "Committed", day -> 400);
        feed("Compute", "plan-2", "Used", "Committed", day -> 900);
        feed("Compute", "plan-2", "Unused", "Committed", day -> 100);

        assertThat(commitments().use()).hasSize(2).first().satisfies(use -> {
            assertThat(use.used()).isEqualTo(Money.of("438", "USD"));
            assertThat(use.share()).isEqualByComparingTo("0.6");
        });
        assertThat(commitments().advise(List.of())).singleElement().satisfies(advice -> {
            assertThat(advice.kind()).isEqualTo(Advice.Kind.LET_COMMITMENT_GO);
            assertThat(advice.subject()).isEqualTo("plan-1");
            assertThat(advice.saving().orElseThrow().perMonth().amount().doubleValue())
                    .isBetween(121.66, 121.67);
        });
    }

    @Test
    void steadyUseOnDemandIsWorthACommitmentAndUseThatComesAndGoesIsNot() {
        feed("Compute", "", "", "Standard", day -> day.getDayOfMonth() % 9 == 0 ? 5000 : 2000);
        feed("Batch", "", "", "Standard", day -> day.getDayOfMonth() % 2 == 0 ? 5000 : 0);
        Commitments.Terms compute = new Commitments.Terms("Compute", new BigDecimal("0.3"), 12);
        Commitments.Terms batch = new Commitments.Terms("Batch", new BigDecimal("0.3"), 12);

        assertThat(commitments().advise(List.of(compute, batch)))
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.kind()).isEqualTo(Advice.Kind.BUY_COMMITMENT);
                    assertThat(advice.subject()).isEqualTo("Compute in eu");
                    assertThat(advice.saving().orElseThrow().perMonth().amount().doubleValue())
                            .isBetween(182.4, 182.6);
                    assertThat(advice.plan().steps().get(0)).isInstanceOf(Step.ByHand.class);
                });
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> new Commitments(CubeCosts.of(cube), FROM, FROM.plusDays(27)))
                .hasMessageContaining("fewer than 28 days");
        assertThatThrownBy(() -> new Commitments.Terms("x", BigDecimal.ONE, 12))
                .hasMessageContaining("between 0 and 1");
    }
}
