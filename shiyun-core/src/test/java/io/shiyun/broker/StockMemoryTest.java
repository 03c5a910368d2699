package io.shiyun.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.Candidate;
import io.shiyun.model.Architecture;
import io.shiyun.model.Problem;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.provider.sim.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StockMemoryTest {
    private static final Problem NONE_LEFT =
            Problem.of(Reason.STOCK, "none left").within(Scope.SHAPE);

    private final SimClock clock = new SimClock(Instant.EPOCH);
    private final StockMemory memory = new StockMemory(clock::nanoTime);

    private static Candidate place(String zone, String shape) {
        Region region = Region.of("a", "r");
        return new Candidate(
                region,
                Optional.of(new Zone(region, zone)),
                new Shape(shape),
                Purchase.ON_DEMAND,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Architecture.UNKNOWN,
                Stock.UNKNOWN,
                Optional.empty());
    }

    private void after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aPlaceIsLeftAloneForTwiceAsLongEachTime() {
        Candidate place = place("z", "s");
        long expected = 30;
        for (int i = 0; i < 10; i++) {
            assertThat(memory.admit(place)).isEmpty();
            memory.failed(place, NONE_LEFT);
            after(expected - 1);
            assertThat(memory.admit(place)).as("%d s", expected - 1).isPresent();
            after(1);
            expected = Math.min(expected * 2, 1800);
        }
        assertThat(memory.admit(place)).isEmpty();
        memory.worked(place);
        assertThat(memory.admit(place)).isEmpty();
        memory.failed(place, NONE_LEFT);
        after(30);
        assertThat(memory.admit(place)).isEmpty();
    }

    @Test
    void oneRequestAloneTriesAPlaceAgain() {
        Candidate place = place("z", "s");
        memory.failed(place, NONE_LEFT);
        after(30);
        assertThat(memory.admit(place)).isEmpty();
        assertThat(memory.admit(place)).isPresent();
        memory.failed(place, Problem.of(Reason.TIMEOUT, "no answer"));
        assertThat(memory.admit(place)).isEmpty();
    }

    @Test
    void aProblemRulesOutAsMuchAsItsScopeSays() {
        memory.failed(place("z1", "s1"), NONE_LEFT);
        assertThat(memory.admit(place("z1", "s2"))).isEmpty();
        assertThat(memory.admit(place("z2", "s1"))).isEmpty();
        memory.failed(place("z1", "s2"), NONE_LEFT.within(Scope.ZONE));
        assertThat(memory.admit(place("z1", "s3"))).isPresent();
        assertThat(memory.admit(place("z2", "s3"))).isEmpty();
        memory.failed(place("z2", "s3"), Problem.of(Reason.QUOTA, "no more").within(Scope.REGION));
        assertThat(memory.admit(place("z9", "s9"))).isPresent();
    }

    @Test
    void ninetyMinutesOfDemandForWhatIsSoldOutWasteFewRequests() {
        // The demand of https://github.com/kubernetes-sigs/karpenter/issues/3198: 1,381 launches in 90 minutes, 88 % of
        // them for one offering; here every one of them, over four offerings, and none is ever restocked.
        int wasted = 0;
        for (int i = 0; i < 1_381; i++) {
            for (int offering = 0; offering < 4; offering++) {
                Candidate place = place("z", "s" + offering);
                boolean main = offering == 0 || i % 8 == 0;
                if (main && memory.admit(place).isEmpty()) {
                    wasted++;
                    memory.failed(place, NONE_LEFT);
                }
            }
            clock.advance(Duration.ofMinutes(90).dividedBy(1_381));
        }
        System.out.println("wasted launches in 90 minutes of demand for what is sold out: " + wasted + " of 1381");
        assertThat(wasted).isLessThanOrEqualTo(70);
    }
}
