package io.shiyun.call;

import static io.shiyun.call.Failure.FINAL;
import static io.shiyun.call.Failure.THROTTLING;
import static io.shiyun.call.Failure.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.call.Failure.Kind;
import io.shiyun.call.RetryDecision.GiveUp;
import io.shiyun.call.RetryDecision.Retry;
import io.shiyun.call.RetryDecision.Why;
import io.shiyun.call.RetryPolicy.Charge;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test vectors that the AWS SDKs publish for their standard retry mode (botocore and smithy-rs for 2.0 and 2.1,
 * aws-sdk-java-v2 for the Java table), on strategies configured as they say. Jitter is 1 unless a vector says otherwise.
 */
class RetryVectorsTest {
    private static final DoubleSupplier NO_JITTER = () -> 1;
    private static final Duration CAP = Duration.ofSeconds(20);
    private static final RetryPolicy V2_1 = RetryPolicy.standard()
            .maxAttempts(3)
            .backoff(backoff(50, 20_000), backoff(1_000, 20_000))
            .budget(500, 14, 5);
    private static final RetryPolicy V2_0 = RetryPolicy.standard()
            .maxAttempts(3)
            .backoff(backoff(1_000, 20_000), backoff(1_000, 20_000))
            .budget(500, 5, 5);

    @Nested
    @DisplayName("version 2.1 (2026)")
    class Version21 {
        @Test
        @DisplayName("back-off of attempts 1 to 11 doubles from 50 ms and stays at 20 s")
        void backoffDoublesUpToItsCap() {
            Backoff backoff = V2_1.transientBackoff();
            assertThat(IntStream.rangeClosed(1, 11).mapToObj(i -> backoff.delay(i, 1)))
                    .containsExactlyElementsOf(
                            millis(50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000));
        }

        @Test
        @DisplayName("attempt 3 with jitter stays within 0 and 200 ms")
        void jitterStaysUnderTheCeiling() {
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 1_000; i++) {
                assertThat(V2_1.transientBackoff().delay(3, random.nextDouble()))
                        .isBetween(Duration.ZERO, Duration.ofMillis(200));
            }
        }

        @Test
        @DisplayName("10,000 draws at the cap fall into 20 whole seconds evenly, within 20 %")
        void jitterIsUniform() {
            SplittableRandom random = new SplittableRandom(21);
            int[] seconds = new int[20];
            for (int i = 0; i < 10_000; i++) {
                seconds[V2_1.transientBackoff().delay(10, random.nextDouble()).toSecondsPart()]++;
            }
            assertThat(IntStream.of(seconds))
                    .allSatisfy(count -> assertThat(count).isBetween(400, 600));
        }

        @Test
        void succeedsAtTheThirdAttempt() {
            RetryStrategy strategy = strategy(V2_1);
            var call = strategy.begin();
            assertRetry(call.failed(TRANSIENT), 50);
            assertTokens(strategy, 486);
            assertRetry(call.failed(TRANSIENT), 100);
            assertTokens(strategy, 472);
            call.succeeded();
            assertTokens(strategy, 486);
        }

        @Test
        void failsAfterThreeAttempts() {
            RetryStrategy strategy = strategy(V2_1);
            var call = strategy.begin();
            assertRetry(call.failed(TRANSIENT), 50);
            assertTokens(strategy, 486);
            assertRetry(call.failed(TRANSIENT), 100);
            assertTokens(strategy, 472);
            assertGivesUp(call.failed(TRANSIENT), Why.MAX_ATTEMPTS);
            assertTokens(strategy, 472);
        }

        @Test
        void bucketOf14PaysOneRetryOfFive() {
            RetryStrategy strategy = strategy(V2_1.maxAttempts(5).budget(14, 14, 5));
            var call = strategy.begin();
            assertRetry(call.failed(TRANSIENT), 50);
            assertTokens(strategy, 0);
            assertGivesUp(call.failed(TRANSIENT), Why.QUOTA_EXCEEDED);
            assertTokens(strategy, 0);
        }

        @Test
        void emptyBucketPaysNoRetry() {
            RetryStrategy strategy = strategy(V2_1.budget(0, 14, 5));
            assertGivesUp(strategy.begin().failed(TRANSIENT), Why.QUOTA_EXCEEDED);
            assertTokens(strategy, 0);
        }

        @Test
        void bucketOf20PaysOneRetryAndKeeps6() {
            RetryStrategy strategy = strategy(V2_1.maxAttempts(5).budget(20, 14, 5));
            var call = strategy.begin();
            assertRetry(call.failed(TRANSIENT), 50);
            assertTokens(strategy, 6);
            assertGivesUp(call.failed(TRANSIENT), Why.QUOTA_EXCEEDED);
            assertTokens(strategy, 6);
        }

        @Test
        void bucketOf30RecoversWithTheCalls() {
            RetryStrategy strategy = strategy(V2_1.maxAttempts(5).budget(30, 14, 5));
            var first = strategy.begin();
            assertRetry(first.failed(TRANSIENT), 50);
            assertTokens(strategy, 16);
            assertRetry(first.failed(TRANSIENT), 100);
            assertTokens(strategy, 2);
            first.succeeded();
            assertTokens(strategy, 16);
            var second = strategy.begin();
            assertRetry(second.failed(TRANSIENT), 50);
            assertTokens(strategy, 2);
            second.succeeded();
            assertTokens(strategy, 16);
        }

        @Test
        void throttlingCosts5AndWaitsASecond() {
            RetryStrategy strategy = strategy(V2_1);
            var call = strategy.begin();
            assertRetry(call.failed(THROTTLING), 1_000);
            assertTokens(strategy, 495);
            call.succeeded();
            assertTokens(strategy, 500);
        }

        @Test
        void longestBackoffOf200Millis() {
            RetryStrategy strategy = strategy(V2_1.maxAttempts(5).backoff(backoff(50, 200), backoff(200, 200)));
            var call = strategy.begin();
            for (int delay : new int[] {50, 100, 200, 200}) {
                assertRetry(call.failed(TRANSIENT), delay);
            }
            assertGivesUp(call.failed(TRANSIENT), Why.MAX_ATTEMPTS);
        }

        @ParameterizedTest
        @CsvSource({"1500, 1500", "0, 50", "10000, 5050", "invalid, 50", "-100, 50", "3000, 3000", "10, 50"})
        @DisplayName("the cloud's hint in ms is heeded between the own delay and 5 s more")
        void heedsRetryAfter(String header, int delay) {
            RetryStrategy strategy = strategy(V2_1);
            var call = strategy.begin();
            Duration asked = header.equals("invalid") ? null : Duration.ofMillis(Long.parseLong(header));
            assertRetry(call.failed(new Failure(Kind.TRANSIENT, asked)), delay);
            assertTokens(strategy, 486);
            call.succeeded();
            assertTokens(strategy, 500);
        }

        @Test
        @DisplayName("DynamoDB's profile: base 25 ms, 4 attempts, 175 ms in all")
        void dynamoDb() {
            RetryStrategy strategy = strategy(V2_1.maxAttempts(4).backoff(backoff(25, 20_000), backoff(1_000, 20_000)));
            var call = strategy.begin();
            Duration slept = Duration.ZERO;
            int[] tokens = {486, 472, 458};
            int[] delays = {25, 50, 100};
            for (int i = 0; i < 3; i++) {
                RetryDecision decision = call.failed(TRANSIENT);
                assertRetry(decision, delays[i]);
                assertTokens(strategy, tokens[i]);
                slept = slept.plus(((Retry) decision).delay());
            }
            assertGivesUp(call.failed(TRANSIENT), Why.MAX_ATTEMPTS);
            assertTokens(strategy, 458);
            assertThat(slept).hasMillis(175);
        }

        @Test
        @DisplayName("a poll that finds the bucket empty pauses once and does not retry; others do not pause")
        void pollPausesWhenTheBucketIsEmpty() {
            RetryStrategy empty = strategy(V2_1.budget(0, 14, 5));
            assertThat(poll(empty).failed(TRANSIENT)).isEqualTo(gaveUp(Why.QUOTA_EXCEEDED, 50));
            assertThat(poll(empty).failed(THROTTLING)).isEqualTo(gaveUp(Why.QUOTA_EXCEEDED, 1_000));
            assertThat(empty.begin().failed(TRANSIENT)).isEqualTo(gaveUp(Why.QUOTA_EXCEEDED, 0));
        }

        @Test
        @DisplayName("a poll does not pause at its last attempt, after success or when nothing can be retried")
        void pollPausesOnlyForTheBucket() {
            RetryStrategy empty = strategy(V2_1.maxAttempts(1).budget(0, 14, 5));
            assertThat(poll(empty).failed(TRANSIENT)).isEqualTo(gaveUp(Why.MAX_ATTEMPTS, 0));
            assertThat(poll(strategy(V2_1.budget(0, 14, 5))).failed(FINAL)).isEqualTo(gaveUp(Why.NOT_RETRYABLE, 0));
        }

        private RetryStrategy.Attempts poll(RetryStrategy strategy) {
            return strategy.begin(Integer.MAX_VALUE, true);
        }
    }

    @Nested
    @DisplayName("version 2.0")
    class Version20 {
        @Test
        void succeedsAtTheThirdAttempt() {
            RetryStrategy strategy = strategy(V2_0);
            var call = strategy.begin();
            assertRetry(call.failed(TRANSIENT), 1_000);
            assertTokens(strategy, 495);
            assertRetry(call.failed(TRANSIENT), 2_000);
            assertTokens(strategy, 490);
            call.succeeded();
            assertTokens(strategy, 495);
        }

        @Test
        void fiveAttempts() {
            RetryStrategy strategy = strategy(V2_0.maxAttempts(5));
            var call = strategy.begin();
            int[] delays = {1_000, 2_000, 4_000, 8_000};
            int[] tokens = {495, 490, 485, 480};
            for (int i = 0; i < 4; i++) {
                assertRetry(call.failed(TRANSIENT), delays[i]);
                assertTokens(strategy, tokens[i]);
            }
            assertGivesUp(call.failed(TRANSIENT), Why.MAX_ATTEMPTS);
            assertTokens(strategy, 480);
        }

        @Test
        void capOfThreeSeconds() {
            RetryStrategy strategy =
                    strategy(V2_0.maxAttempts(5).backoff(backoff(1_000, 3_000), backoff(1_000, 3_000)));
            var call = strategy.begin();
            for (int delay : new int[] {1_000, 2_000, 3_000, 3_000}) {
                assertRetry(call.failed(TRANSIENT), delay);
            }
        }
    }

    @Nested
    @DisplayName("the Java SDK's table: bucket 100, cost 5, every failure charged")
    class JavaTable {
        private static final Failure RETRYABLE = TRANSIENT;

        static Stream<Arguments> cases() {
            return Stream.of(
                    Arguments.of("no failure", 3, 100, 5, List.of(), 100, "OK"),
                    Arguments.of("one failure of three", 3, 100, 5, List.of(RETRYABLE), 100, "OK"),
                    Arguments.of("two failures of three", 3, 100, 5, List.of(RETRYABLE, RETRYABLE), 95, "OK"),
                    Arguments.of("three of three", 3, 100, 5, times(3), 85, "MAX_ATTEMPTS"),
                    Arguments.of("four of three", 3, 100, 5, times(4), 85, "MAX_ATTEMPTS"),
                    Arguments.of("not retryable at once", 3, 100, 5, List.of(FINAL), 95, "NOT_RETRYABLE"),
                    Arguments.of("not retryable then", 3, 100, 5, List.of(RETRYABLE, FINAL), 90, "NOT_RETRYABLE"),
                    Arguments.of("bucket of 10", 5, 10, 5, times(3), 0, "QUOTA_EXCEEDED"),
                    Arguments.of("cost 0 never trips", 3, 100, 0, List.of(RETRYABLE, RETRYABLE), 100, "OK"));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("cases")
        void row(String name, int attempts, int bucket, int cost, List<Failure> failures, int left, String end) {
            RetryStrategy strategy = strategy(V2_0.maxAttempts(attempts)
                    .backoff(new Backoff(Duration.ofMillis(10), CAP), new Backoff(Duration.ofMillis(10), CAP))
                    .budget(bucket, cost, cost)
                    .charge(Charge.FAILURES));
            var call = strategy.begin();
            String ended = "OK";
            for (Failure failure : failures) {
                if (call.failed(failure) instanceof GiveUp giveUp) {
                    ended = giveUp.why().name();
                    break;
                }
            }
            if (ended.equals("OK")) {
                call.succeeded();
            }
            assertThat(ended).isEqualTo(end);
            assertTokens(strategy, left);
        }

        private static List<Failure> times(int n) {
            return Stream.generate(() -> RETRYABLE).limit(n).toList();
        }
    }

    private static RetryStrategy strategy(RetryPolicy policy) {
        return new RetryStrategy(policy, NO_JITTER);
    }

    private static Backoff backoff(int baseMillis, int capMillis) {
        return new Backoff(Duration.ofMillis(baseMillis), Duration.ofMillis(capMillis));
    }

    private static List<Duration> millis(int... values) {
        return IntStream.of(values).mapToObj(Duration::ofMillis).toList();
    }

    private static GiveUp gaveUp(Why why, int pauseMillis) {
        return new GiveUp(why, Duration.ofMillis(pauseMillis));
    }

    private static void assertRetry(RetryDecision decision, int delayMillis) {
        assertThat(decision).isEqualTo(new Retry(Duration.ofMillis(delayMillis)));
    }

    private static void assertGivesUp(RetryDecision decision, Why why) {
        assertThat(decision).isEqualTo(gaveUp(why, 0));
    }

    private static void assertTokens(RetryStrategy strategy, int tokens) {
        assertThat(strategy.budget().available()).isEqualTo(tokens);
    }
}
