package io.shiyun.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration REPEAT = Duration.ofHours(4);

    /** Seconds at which something is told, one state a second: -1 does not fire, 0 warning, 1 critical. */
    private static List<Integer> told(int... states) {
        List<Integer> at = new ArrayList<>();
        Told told = Told.NOTHING;
        for (int second = 0; second < states.length; second++) {
            boolean firing = states[second] >= 0;
            if (told.due(firing, states[second], second * 1_000L, INTERVAL, REPEAT)) {
                told = told.next(firing, states[second], second * 1_000L);
                at.add(second);
            }
        }
        return at;
    }

    private static int[] states(int seconds, IntUnaryOperator state) {
        int[] states = new int[seconds];
        for (int i = 0; i < seconds; i++) {
            states[i] = state.applyAsInt(i);
        }
        return states;
    }

    @Test
    void whatNeverFiredIsNotTold() {
        assertThat(told(states(1_000, second -> -1))).isEmpty();
    }

    @Test
    void theBeginningIsToldAtOnceAndTheEndAfterTheInterval() {
        assertThat(told(states(1_000, second -> second < 10 ? 0 : -1))).containsExactly(0, 300);
        assertThat(told(states(1_000, second -> second < 400 ? 0 : -1))).containsExactly(0, 400);
    }

    @Test
    void aRiseIsToldAtOnceAndAFallNotAtAll() {
        assertThat(told(states(1_000, second -> second < 10 ? 0 : second < 20 ? 1 : 0)))
                .containsExactly(0, 10);
    }

    @Test
    void tremblingBetweenFiringAndNotForAnHourTellsAtMostOnceAnInterval() {
        for (int period = 2; period < 400; period += 7) {
            int length = period;
            List<Integer> at = told(states(3_600, second -> second % length < (length + 1) / 2 ? 0 : -1));
            for (int i = 1; i < at.size(); i++) {
                assertThat(at.get(i) - at.get(i - 1)).isGreaterThanOrEqualTo(300);
            }
            assertThat(at).hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    void tremblingBetweenTwoLevelsTellsEachOnce() {
        assertThat(told(states(3_600, second -> second % 2))).containsExactly(0, 1);
    }

    @Test
    void whatFiresOnIsToldAgainAfterTheRepeat() {
        assertThat(told(states(30_000, second -> 0))).containsExactly(0, 14_400, 28_800);
    }
}
