package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final VirtualTime time = new VirtualTime();
    private final Watchdog watchdog = new Watchdog(time);

    @AfterEach
    void close() {
        watchdog.close();
        Thread.interrupted();
    }

    private Attempt attempt(Duration length) {
        Attempt attempt = new Attempt(CallContext.lasting(length.toNanos(), time), null, Long.MAX_VALUE);
        watchdog.watch(attempt);
        return attempt;
    }

    @Test
    @DisplayName("ends each call at its own deadline, in any order of their beginnings")
    void endsAtDeadlines() {
        Attempt late = attempt(Duration.ofSeconds(3));
        Attempt early = attempt(Duration.ofSeconds(1));
        watchdog.sweep();
        assertThat(early.cut()).isFalse();
        time.advance(Duration.ofSeconds(1));
        watchdog.sweep();
        assertThat(early.cut()).isTrue();
        assertThat(late.cut()).isFalse();
        time.advance(Duration.ofSeconds(2));
        watchdog.sweep();
        assertThat(late.cut()).isTrue();
    }

    @Test
    @DisplayName("a call that is done is not ended")
    void doneIsDone() {
        Attempt attempt = attempt(Duration.ofSeconds(1));
        attempt.leave();
        time.advance(Duration.ofSeconds(2));
        watchdog.sweep();
        assertThat(attempt.cut()).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisplayName("calls that are done do not pile up until their deadlines")
    void purges() {
        List<Attempt> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(attempt(Duration.ofHours(1)));
        }
        watchdog.sweep();
        assertThat(watchdog.watched()).isEqualTo(5_000);
        all.forEach(Attempt::leave);
        for (int i = 0; i < 10_001; i++) {
            all.add(attempt(Duration.ofHours(1)));
        }
        watchdog.sweep();
        assertThat(watchdog.watched()).isEqualTo(10_001);
    }

    @Test
    @DisplayName("a call begun after the close is called off at once")
    void afterClose() {
        watchdog.close();
        assertThat(attempt(Duration.ofHours(1)).cut()).isTrue();
    }
}
