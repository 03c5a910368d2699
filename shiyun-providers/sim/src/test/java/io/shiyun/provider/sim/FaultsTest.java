package io.shiyun.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Registration;
import io.shiyun.tck.TckCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FaultsTest extends SimTest {
    private final SimCloud cloud = connect();
    private final Hosts hosts = service(cloud, Hosts.class);

    private CloudException create(String name) {
        return catchThrowableOfType(CloudException.class, () -> hosts.create(order(name), intent(name), call()));
    }

    @Test
    void a_dead_cloud_refuses_before_anything_is_sent() {
        cloud.faults().dead(true);
        CloudException refused = create("a");
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.certainty()).isEqualTo(Certainty.NOT_SENT);
        cloud.faults().calm();
        assertThat(create("a")).isNull();
    }

    @Test
    void a_lost_request_makes_nothing_a_lost_reply_and_a_broken_answer_do_and_the_caller_cannot_tell() {
        cloud.faults().next(Fault.LOST_REQUEST, Fault.LOST_REPLY, Fault.PARTIAL_BODY);
        List<Integer> made = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            assertThat(create(name).certainty()).isEqualTo(Certainty.AMBIGUOUS);
            made.add(cloud.ledger().hosts());
        }
        assertThat(made).containsExactly(0, 1, 2);
    }

    @Test
    void a_duplicate_delivery_is_harmless_with_tokens_and_doubles_without() {
        cloud.faults().next(Fault.DUPLICATE);
        assertThat(create("a")).isNull();
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
        SimCloud tokenless = connect("guarantee", "none");
        tokenless.faults().next(Fault.DUPLICATE);
        assertThat(create("b")).isNull();
        assertThat(cloud.ledger().duplicates()).isEqualTo(1);
    }

    @Test
    void a_throttling_storm_refuses_all_and_says_when_to_come_back() {
        cloud.faults().throttled(1);
        CloudException refused = create("a");
        assertThat(refused.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(cloud.ledger().requests(Operation.HOSTS_CREATE)).isEqualTo(1);
        assertThat(cloud.ledger().hosts()).isZero();
    }

    @Test
    void out_of_stock_at_once_is_a_refusal_that_rules_out_the_shape() {
        cloud.faults().outOfStock(new Shape("small"));
        CloudException refused = create("a");
        assertThat(refused.reason()).isEqualTo(Reason.STOCK);
        assertThat(refused.scope()).isEqualTo(Scope.SHAPE);
        assertThat(refused.certainty()).isEqualTo(Certainty.REJECTED);
        cloud.faults().restock();
        assertThat(create("a")).isNull();
    }

    @Test
    void out_of_stock_after_acceptance_fails_late_and_leaves_a_host_behind() {
        cloud.faults().outOfStockLate();
        Progress.Ongoing<Host> accepted = ongoing(hosts.create(order("a"), intent("a"), call()));
        clock.advance(accepted.askAgainIn());
        Progress<Host> after = hosts.proceed(accepted.ticket(), intent("a"), call());
        Progress.Failed<Host> failed = failed(after);
        assertThat(failed.problem().reason()).isEqualTo(Reason.STOCK);
        assertThat(failed.remains()).hasSize(1);
        assertThat(cloud.ledger().hosts()).isEqualTo(1);
    }

    @Test
    void a_quota_refuses_one_host_too_many() {
        cloud.faults().hostQuota(1);
        assertThat(create("a")).isNull();
        assertThat(create("b").reason()).isEqualTo(Reason.QUOTA);
    }

    @Test
    void a_slow_cloud_lets_virtual_time_pass_and_carries_out_what_nobody_waits_for() {
        cloud.faults().slow(Duration.ofSeconds(3));
        assertThat(create("a")).isNull();
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));
        cloud.faults().slow(Duration.ofSeconds(11));
        assertThat(create("b"))
                .satisfies(late -> assertThat(late.reason()).isEqualTo(Reason.TIMEOUT))
                .satisfies(late -> assertThat(late.certainty()).isEqualTo(Certainty.AMBIGUOUS));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(13));
        assertThat(cloud.ledger().hosts()).isEqualTo(2);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void by_the_real_clock_a_silent_cloud_keeps_a_call_until_it_is_cancelled() throws Exception {
        SimCloud real = new SimProvider()
                .connect(CloudConfig.builder(new CloudId("lab")).build());
        real.faults().silent(true);
        CountDownLatch waiting = new CountDownLatch(1);
        TckCall call = new TckCall(System::nanoTime, Duration.ofMinutes(5)) {
            @Override
            public Registration onCancel(Runnable action) {
                Registration registration = super.onCancel(action);
                waiting.countDown();
                return registration;
            }
        };
        CompletableFuture<CloudException> answer = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                CloudException.class, () -> service(real, Hosts.class).create(order("a"), intent("a"), call)));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        call.cancel();
        assertThat(answer.get(10, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CANCELLED);
        assertThat(real.ledger().hosts()).isZero();
    }

    @Test
    void the_same_seed_brings_the_same_faults_and_another_seed_others() {
        assertThat(history("7")).isEqualTo(history("7")).isNotEqualTo(history("8"));
    }

    private List<String> history(String seed) {
        SimClock other = new SimClock(START);
        SimCloud fresh = new SimProvider()
                .connect(CloudConfig.builder(new CloudId("lab"))
                        .clock(other)
                        .ticker(other::nanoTime)
                        .set("seed", seed)
                        .set("lost-request", "0.2")
                        .set("lost-reply", "0.2")
                        .set("throttled", "0.2")
                        .build());
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "h" + i;
            CloudException thrown = catchThrowableOfType(
                    CloudException.class, () -> service(fresh, Hosts.class).create(order(name), intent(name), call()));
            outcomes.add(thrown == null ? "made" : thrown.problem().toString());
        }
        outcomes.add(fresh.ledger().hostsByToken().keySet().toString());
        return outcomes;
    }

    @Test
    void a_clock_jump_changes_what_answers_say_and_not_how_long_things_take() {
        cloud.faults().clockJump(Duration.ofHours(1));
        Progress.Ongoing<Host> made = ongoing(hosts.create(order("a"), intent("a"), call()));
        assertThat(made.soFar().orElseThrow().created()).contains(START.plusSeconds(3_600));
        clock.jump(Duration.ofDays(-1));
        assertThat(ongoing(hosts.proceed(made.ticket(), intent("a"), call())).askAgainIn())
                .isEqualTo(made.askAgainIn());
    }
}
