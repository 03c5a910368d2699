package io.shiyun.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimedCallTest {
    @Test
    void hasItsTimeAndIsNotOverBefore() {
        Call call = Call.within(Duration.ofMinutes(5));
        call.check();
        assertThat(call.remaining()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void isOverAtOnceWithoutTime() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofSeconds(-3)}) {
            Call call = Call.within(none);
            assertThat(call.remaining()).isZero();
            assertThatThrownBy(call::check).isInstanceOfSatisfying(CloudException.class, over -> {
                assertThat(over.certainty()).isEqualTo(Certainty.NOT_SENT);
                assertThat(over.problem().reason()).isEqualTo(Reason.TIMEOUT);
            });
        }
    }

    @Test
    void saysThatAnInterruptedThreadWasCancelled() {
        Call call = Call.within(Duration.ofMinutes(5));
        Thread.currentThread().interrupt();
        try {
            assertThat(call.over(Certainty.AMBIGUOUS).problem().reason()).isEqualTo(Reason.CANCELLED);
        } finally {
            Thread.interrupted();
        }
    }
}
