package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.CallListener;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Located;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryStepTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedCloud cloud = new ScriptedCloud("c");
    private final Deque<CloudException> failures = new ArrayDeque<>();
    private Capabilities abilities = Capabilities.builder().build();

    RetryStepTest() {
        cloud.script = call -> {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
        };
    }

    /** Which failures of which effects the SPI's table wants to be tried again; create once without, once with a token. */
    @ParameterizedTest(name = "{0} after {1} {2}: {3}")
    @CsvSource({
        "READ,        NOT_SENT,  UNAVAILABLE, true",
        "READ,        REJECTED,  UNAVAILABLE, true",
        "READ,        AMBIGUOUS, UNAVAILABLE, true",
        "READ,        AMBIGUOUS, TIMEOUT,     true",
        "READ,        REJECTED,  THROTTLED,   true",
        "READ,        REJECTED,  NOT_FOUND,   false",
        "READ,        REJECTED,  DENIED,      false",
        "READ,        REJECTED,  QUOTA,       false",
        "READ,        REJECTED,  STOCK,       false",
        "READ,        AMBIGUOUS, UNKNOWN,     false",
        "READ,        AMBIGUOUS, CANCELLED,   false",
        "CREATE,      REJECTED,  UNAVAILABLE, true",
        "CREATE,      NOT_SENT,  TIMEOUT,     true",
        "CREATE,      AMBIGUOUS, UNAVAILABLE, false",
        "CREATE,      AMBIGUOUS, TIMEOUT,     false",
        "CHANGE,      AMBIGUOUS, TIMEOUT,     true",
        "CHANGE,      REJECTED,  CONFLICT,    false",
        "DELETE,      AMBIGUOUS, UNAVAILABLE, true",
        "STEP,        AMBIGUOUS, UNAVAILABLE, true",
        "ACT,         REJECTED,  UNAVAILABLE, true",
        "ACT,         AMBIGUOUS, UNAVAILABLE, false",
    })
    void retriesByEffectCertaintyAndReason(Effect effect, Certainty certainty, Reason reason, boolean again) {
        failures.add(CloudException.of(certainty, reason, "no").build());
        try (Pipeline pipeline = time.pipeline().build()) {
            Hosts hosts = hosts(pipeline);
            if (again) {
                ask(hosts, effect, call(pipeline));
            } else {
                assertThatThrownBy(() -> ask(hosts, effect, call(pipeline)))
                        .isInstanceOfSatisfying(CloudException.class, e -> {
                            assertThat(e.reason()).isEqualTo(reason);
                            assertThat(e.certainty()).isEqualTo(certainty);
                        });
            }
        }
        assertThat(cloud.requests).hasValue(again ? 2 : 1);
    }

    private void ask(Hosts hosts, Effect effect, Call call) {
        switch (effect) {
            case READ -> hosts.get(cloud.id("h"), call);
            case CREATE -> hosts.create(cloud.order(), ScriptedCloud.intent(), call);
            case CHANGE -> hosts.start(cloud.id("h"), call);
            case DELETE -> hosts.delete(cloud.id("h"), call);
            case ACT -> hosts.reboot(cloud.id("h"), call);
            case STEP -> hosts.proceed(Ticket.of(cloud.region, "build"), ScriptedCloud.intent(), call);
            default -> throw new IllegalArgumentException("no host operation is a " + effect);
        }
    }

    @Test
    @DisplayName("an ambiguous create is sent again while the cloud remembers its token")
    void createWithinTheLifeOfItsToken() {
        abilities = Capabilities.builder()
                .full(Operation.HOSTS_CREATE)
                .guarantee(Operation.HOSTS_CREATE, Guarantee.token(Duration.ofMinutes(10), Duration.ZERO))
                .build();
        failures.add(ambiguous());
        try (Pipeline pipeline = time.pipeline().build()) {
            hosts(pipeline).create(cloud.order(), ScriptedCloud.intent(), call(pipeline));
        }
        assertThat(cloud.requests).hasValue(2);
    }

    @Test
    @DisplayName("an ambiguous create is not sent again once the cloud may have forgotten its token")
    void createAfterTheLifeOfItsToken() {
        abilities = Capabilities.builder()
                .guarantee(Operation.HOSTS_CREATE, Guarantee.token(Duration.ofSeconds(5), Duration.ZERO))
                .build();
        cloud.script = call -> {
            time.advance(Duration.ofSeconds(6));
            throw ambiguous();
        };
        try (Pipeline pipeline = time.pipeline().build()) {
            assertThatThrownBy(() -> hosts(pipeline).create(cloud.order(), ScriptedCloud.intent(), call(pipeline)))
                    .isInstanceOf(CloudException.class);
        }
        assertThat(cloud.requests).hasValue(1);
    }

    @Test
    @DisplayName("a definite refusal after an ambiguous attempt stays ambiguous: the first may have been carried out")
    void doubtIsKept() {
        failures.add(ambiguous());
        failures.add(CloudException.rejected(Reason.STOCK, "none left").build());
        try (Pipeline pipeline = time.pipeline().build()) {
            CloudException failure = catchThrowableOfType(
                    CloudException.class, () -> hosts(pipeline).start(cloud.id("h"), call(pipeline)));
            assertThat(failure.reason()).isEqualTo(Reason.STOCK);
            assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    @Test
    @DisplayName("delays are those of the policy, and the cloud's hint is heeded")
    void delays() {
        failures.add(CloudException.rejected(Reason.UNAVAILABLE, "503").build());
        failures.add(CloudException.rejected(Reason.THROTTLED, "429")
                .retryAfter(Duration.ofSeconds(3))
                .build());
        Heard heard = new Heard();
        try (Pipeline pipeline = time.pipeline().listener(heard).build()) {
            hosts(pipeline).get(cloud.id("h"), call(pipeline));
        }
        assertThat(heard.delays).containsExactly(Duration.ofMillis(50), Duration.ofSeconds(3));
        assertThat(heard.failedAttempts).containsExactly(1, 2);
        assertThat(heard.ended).containsExactly(3);
    }

    @Test
    @DisplayName("no retry that would come after the deadline; its tokens are given back")
    void noRetryAfterTheDeadline() {
        failures.add(CloudException.rejected(Reason.THROTTLED, "429").build());
        try (Pipeline pipeline = time.pipeline().build()) {
            assertThatThrownBy(() -> hosts(pipeline).get(cloud.id("h"), pipeline.call(Duration.ofMillis(900))))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.THROTTLED));
            assertThat(pipeline.retryBudget(cloud.region)).isEqualTo(500);
        }
        assertThat(cloud.requests).hasValue(1);
    }

    @Test
    @DisplayName("an empty budget is reported, and one region's budget is not another's")
    void budgetIsOfARegion() {
        Heard heard = new Heard();
        try (Pipeline pipeline = time.pipeline()
                .retries(RetryPolicy.standard().budget(5, 5, 5))
                .listener(heard)
                .build()) {
            failures.add(unavailable());
            failures.add(unavailable());
            assertThatThrownBy(() -> hosts(pipeline).get(cloud.id("h"), call(pipeline)))
                    .isInstanceOf(CloudException.class);
            assertThat(heard.refused).containsExactly(2);
            assertThat(pipeline.retryBudget(cloud.region)).isZero();
            assertThat(pipeline.retryBudget(new ScriptedCloud("other").region)).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("an interrupt while waiting ends the call as CANCELLED and stays set")
    void interruptedWhileWaiting() {
        failures.add(ambiguous());
        try (Pipeline pipeline = time.pipeline()
                .sleeper((delay, call) -> {
                    throw new InterruptedException();
                })
                .build()) {
            CloudException failure = catchThrowableOfType(
                    CloudException.class, () -> hosts(pipeline).delete(cloud.id("h"), call(pipeline)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.reason()).isEqualTo(Reason.CANCELLED);
            assertThat(failure.certainty()).isEqualTo(Certainty.AMBIGUOUS);
        }
    }

    @Test
    @DisplayName("a listener that throws breaks no call")
    void listenerThatThrows() {
        failures.add(unavailable());
        CallListener broken = new CallListener() {
            @Override
            public void callStarted(Operation operation, Located subject) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void attemptFailed(Operation operation, Located subject, int attempt, CloudException failure) {
                throw new IllegalStateException("listener");
            }
        };
        try (Pipeline pipeline = time.pipeline().listener(broken).build()) {
            assertThat(hosts(pipeline).get(cloud.id("h"), call(pipeline))).isEqualTo(cloud.host("h"));
        }
    }

    private Hosts hosts(Pipeline pipeline) {
        return pipeline.guard(cloud, abilities).find(Hosts.class).orElseThrow();
    }

    private static Call call(Pipeline pipeline) {
        return pipeline.call(Duration.ofMinutes(2));
    }

    private static CloudException ambiguous() {
        return CloudException.ambiguous(Reason.UNAVAILABLE, "connection reset").build();
    }

    private static CloudException unavailable() {
        return CloudException.rejected(Reason.UNAVAILABLE, "503").build();
    }

    private static final class Heard implements CallListener {
        final List<Integer> failedAttempts = new ArrayList<>();
        final List<Duration> delays = new ArrayList<>();
        final List<Integer> refused = new ArrayList<>();
        final List<Integer> ended = new ArrayList<>();

        @Override
        public void attemptFailed(Operation operation, Located subject, int attempt, CloudException failure) {
            failedAttempts.add(attempt);
        }

        @Override
        public void retryScheduled(Operation operation, Located subject, int attempt, Duration delay) {
            delays.add(delay);
        }

        @Override
        public void retryRefused(Operation operation, Located subject, int attempt) {
            refused.add(attempt);
        }

        @Override
        public void callEnded(
                Operation operation,
                Located subject,
                int attempts,
                Optional<CloudException> failure,
                Duration duration) {
            ended.add(attempts);
        }
    }
}
