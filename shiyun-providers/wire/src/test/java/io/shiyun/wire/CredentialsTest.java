package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudEvent;
import io.shiyun.spi.CloudEventKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private volatile Instant now = NOON;
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    private final CloudConfig config = CloudConfig.builder(new CloudId("lab"))
            .clock(() -> now)
            .events(events::add)
            .build();
    private final Call call = TestCall.ample();

    @Test
    void firstLinkThatHasASecretSuppliesIt() {
        CredentialChain<Secret> chain = new CredentialChain<>(
                config,
                List.of(
                        CredentialLink.of("settings", c -> Optional.empty()),
                        CredentialLink.of(
                                "environment X_KEY",
                                c -> Optional.of(Credential.lasting(Secret.of("canary"), "environment X_KEY"))),
                        CredentialLink.of("metadata", c -> {
                            throw new AssertionError("is not asked");
                        })));

        Credential<Secret> found = chain.find(call);
        chain.find(call);

        assertThat(found.source()).isEqualTo("environment X_KEY");
        assertThat(events)
                .containsExactly(new CloudEvent(
                        new CloudId("lab"),
                        CloudEventKind.CREDENTIAL_SOURCE,
                        "credentials come from environment X_KEY"));
        assertThat(found + "" + found.value() + events).doesNotContain("canary");
    }

    @Test
    void chainWithoutASecretNamesEveryLink() {
        CredentialChain<Secret> chain = new CredentialChain<>(
                config,
                List.of(
                        CredentialLink.of("settings 'key'", c -> Optional.empty()),
                        CredentialLink.of("environment X_KEY", c -> Optional.empty())));

        CloudException e = catchThrowableOfType(CloudException.class, () -> chain.find(call));

        assertThat(e.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
        assertThat(e.problem().message()).contains("'lab'", "settings 'key'; environment X_KEY");
    }

    @Test
    void linkThatMustBeAskedForIsAskedOnlyThen() {
        CloudConfig allowed = CloudConfig.builder(new CloudId("lab"))
                .set("instance-metadata", "true")
                .build();
        CredentialLink<String> off = metadata(config);
        CredentialLink<String> on = metadata(allowed);

        assertThat(off.find(call)).isEmpty();
        assertThat(off.name()).isEqualTo("the metadata service (off; on by the setting 'instance-metadata')");
        assertThat(on.find(call)).isPresent();
        assertThat(on.name()).isEqualTo("the metadata service");
    }

    private static CredentialLink<String> metadata(CloudConfig config) {
        return CredentialLink.onlyIf(
                config,
                "instance-metadata",
                "the metadata service",
                c -> Optional.of(Credential.lasting("key", "the metadata service")));
    }

    @Test
    void brokenLinkIsNotSkipped() {
        CredentialChain<Secret> chain = new CredentialChain<>(
                config,
                List.of(
                        CredentialLink.of("file", c -> {
                            throw Ini.wrong("line 3 of f is neither");
                        }),
                        CredentialLink.of("next", c -> Optional.of(Credential.lasting(Secret.of("x"), "next")))));

        assertThatThrownBy(() -> chain.find(call)).hasMessageContaining("line 3 of f");
    }

    @Test
    void profilesAreReadFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), """
                # a comment
                [default]
                aws_access_key_id = AKID
                AWS_SECRET_ACCESS_KEY=s=e#c
                s3 =
                  max_concurrent_requests = 20
                [profile other]
                role_arn = arn:x
                empty =
                """);

        Ini ini = Surroundings.profiles(file);

        assertThat(ini.sections()).containsExactlyInAnyOrder("default", "profile other");
        assertThat(ini.get("default", "aws_access_key_id")).contains("AKID");
        assertThat(ini.get("default", "aws_secret_access_key")).contains("s=e#c");
        assertThat(ini.get("default", "max_concurrent_requests")).isEmpty();
        assertThat(ini.get("profile other", "empty")).isEmpty();
        assertThat(ini.toString()).doesNotContain("AKID").doesNotContain("s=e");
        assertThat(Surroundings.profiles(folder.resolve("none")).sections()).isEmpty();
    }

    @Test
    void brokenProfileFileIsNamedByLineAndNotQuoted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("credentials"), "[default]\nmy canary\n");

        assertThatThrownBy(() -> Surroundings.profiles(file))
                .hasMessageContaining("line 2 of " + file)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("canary"));
    }

    @Test
    void surroundingsAreEnvironmentAndFiles(@TempDir Path folder) throws Exception {
        Surroundings own = new Surroundings(Map.of("TOKEN_FILE", folder + "/t", "EMPTY", ""), folder);
        Files.writeString(folder.resolve("t"), " token\n");

        assertThat(own.variable("EMPTY")).isEmpty();
        assertThat(own.file("NONE", ".aws/config")).isEqualTo(folder.resolve(".aws/config"));
        assertThat(Surroundings.token(own.file("TOKEN_FILE", "x")).map(Secret::reveal))
                .contains("token");
        assertThat(Surroundings.token(folder.resolve("none"))).isEmpty();
    }

    @Test
    void secretIsFetchedOnceAndAgainBeforeItEnds() {
        AtomicInteger fetched = new AtomicInteger();
        Renewed<String> renewed = renewed(fetched);

        assertThat(renewed.value(call)).isEqualTo("1");
        now = NOON.plus(Duration.ofMinutes(54));
        assertThat(renewed.value(call)).isEqualTo("1");
        now = NOON.plus(Duration.ofMinutes(56));
        assertThat(renewed.value(call)).isEqualTo("2");
        assertThat(events).extracting(CloudEvent::kind).containsExactly(CloudEventKind.CREDENTIAL_RENEWED);
    }

    @Test
    void refusedSecretIsFetchedAnewOnce() {
        AtomicInteger fetched = new AtomicInteger();
        Renewed<String> renewed = renewed(fetched);
        String first = renewed.value(call);

        renewed.refuse(first);
        assertThat(renewed.value(call)).isEqualTo("2");
        renewed.refuse(first);
        assertThat(renewed.value(call)).isEqualTo("2");
    }

    @Test
    void failedRenewalLeavesTheValidSecretInUseAndIsNotRepeatedAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        Renewed<String> renewed = new Renewed<>(config, Duration.ofMinutes(5), c -> {
            if (asked.incrementAndGet() == 1) {
                return Credential.until("old", "test", NOON.plus(Duration.ofHours(1)));
            }
            throw CloudException.notSent(Reason.UNAVAILABLE, "down").build();
        });
        renewed.value(call);

        now = NOON.plus(Duration.ofMinutes(56));
        assertThat(renewed.value(call)).isEqualTo("old");
        assertThat(renewed.value(call)).isEqualTo("old");
        assertThat(asked).hasValue(2);
        now = NOON.plus(Duration.ofMinutes(57));
        assertThat(renewed.value(call)).isEqualTo("old");
        assertThat(asked).hasValue(3);
        now = NOON.plus(Duration.ofMinutes(61));
        assertThatThrownBy(() -> renewed.value(call)).hasMessageContaining("down");
    }

    @Test
    void manyCallersFetchOnce() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        CountDownLatch slow = new CountDownLatch(1);
        Renewed<String> renewed = new Renewed<>(config, Duration.ofMinutes(5), c -> {
            await(slow);
            return Credential.lasting("" + fetched.incrementAndGet(), "test");
        });
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> renewed.value(call)));
            }
            slow.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fetched).hasValue(1);
    }

    @Test
    void callerThatWaitsForAnotherEndsWithItsOwnCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        Renewed<String> renewed = new Renewed<>(config, Duration.ofMinutes(5), c -> {
            begun.countDown();
            await(slow);
            return Credential.lasting("late", "test");
        });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> renewed.value(call));
        begun.await();

        assertThatThrownBy(() -> renewed.value(TestCall.of(Duration.ofMillis(50))))
                .isInstanceOfSatisfying(CloudException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
                    assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                });
        slow.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    void endOfTheFetchersOwnCallIsNotTheOthersEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Renewed<String> renewed = new Renewed<>(config, Duration.ofMinutes(5), c -> {
            if (asked.incrementAndGet() == 1) {
                begun.countDown();
                await(slow);
                throw c.over(Certainty.NOT_SENT);
            }
            return Credential.lasting("second", "test");
        });
        CompletableFuture<String> first =
                CompletableFuture.supplyAsync(() -> renewed.value(TestCall.of(Duration.ZERO)));
        begun.await();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> renewed.value(call));
        slow.countDown();

        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("second");
        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(CloudException.class);
    }

    @Test
    void clockIsCorrectedOnceAndTold() {
        SkewedClock clock = new SkewedClock(config);
        Reply reply = new Reply(
                Request.get(java.net.URI.create("http://x/")),
                403,
                Headers.of("Date", "Sat, 21 Nov 2026 13:00:00 GMT"),
                new byte[0],
                "");

        assertThat(clock.learn(reply)).isTrue();
        assertThat(clock.learn(reply)).isFalse();
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(events).extracting(CloudEvent::kind).containsExactly(CloudEventKind.CLOCK_SKEW);
        assertThat(events.get(0).message()).contains("3600 s behind");
        assertThat(clock.learn(NOON.minusSeconds(600))).isTrue();
        assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(-10));
    }

    private Renewed<String> renewed(AtomicInteger fetched) {
        return new Renewed<>(
                config,
                Duration.ofMinutes(5),
                c -> Credential.until("" + fetched.incrementAndGet(), "test", now.plus(Duration.ofHours(1))));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
