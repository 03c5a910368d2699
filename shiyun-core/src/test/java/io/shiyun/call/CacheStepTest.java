package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.CallListener;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cluster;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Host;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Located;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Clusters;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CacheStepTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedCloud cloud = new ScriptedCloud("c");
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final Pipeline pipeline = time.pipeline()
            .executor(background::add)
            .limits(Operation.HOSTS_GET, limits -> limits.stale(Duration.ofSeconds(9)))
            .listener(new CallListener() {
                @Override
                public void cacheHit(Operation operation, Located subject) {
                    heard.add("hit");
                }

                @Override
                public void cacheMiss(Operation operation, Located subject) {
                    heard.add("miss");
                }

                @Override
                public void cacheStale(Operation operation, Located subject, Duration age) {
                    heard.add("stale " + age.toSeconds());
                }
            })
            .build();
    private final Hosts hosts = pipeline.guard(cloud, Capabilities.builder().build())
            .find(Hosts.class)
            .orElseThrow();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private Call call() {
        return pipeline.call(Duration.ofMinutes(1));
    }

    private Page<Host> list() {
        return hosts.list(HostQuery.all(cloud.region), Cursor.START, call());
    }

    @Test
    @DisplayName("an answer is given again while it is fresh, then asked for anew")
    void freshThenAnew() {
        list();
        list();
        assertThat(cloud.requests).hasValue(1);
        time.advance(Duration.ofMillis(1_001));
        list();
        assertThat(cloud.requests).hasValue(2);
        assertThat(heard).containsExactly("miss", "hit", "miss");
    }

    @Test
    @DisplayName("another subject or argument is another question")
    void otherQuestions() {
        list();
        hosts.list(HostQuery.all(cloud.region), new Cursor("2"), call());
        hosts.get(cloud.id("a"), call());
        hosts.get(cloud.id("b"), call());
        assertThat(cloud.requests).hasValue(4);
    }

    @Test
    @DisplayName("every change makes the service's answers of that region old, a step only when it is done")
    void changesInvalidate() {
        List<Consumer<Call>> changes = List.of(
                call -> hosts.create(cloud.order(), ScriptedCloud.intent(), call),
                call -> hosts.start(cloud.id("h"), call),
                call -> hosts.reboot(cloud.id("h"), call),
                call -> hosts.delete(cloud.id("h"), call),
                call -> hosts.proceed(Ticket.of(cloud.region, "build"), ScriptedCloud.intent(), call));
        for (Consumer<Call> change : changes) {
            list();
            int before = cloud.requests.get();
            change.accept(call());
            list();
            assertThat(cloud.requests).hasValue(before + 2);
        }
        cloud.steps = ticket -> Progress.ongoing(ticket, Duration.ofSeconds(1));
        list();
        int before = cloud.requests.get();
        hosts.proceed(Ticket.of(cloud.region, "build"), ScriptedCloud.intent(), call());
        list();
        assertThat(cloud.requests).hasValue(before + 1);
    }

    @Test
    @DisplayName("a change that may have happened makes answers old too; one that was never sent does not")
    void doubtfulChangesInvalidate() {
        list();
        cloud.script = call -> {
            throw CloudException.ambiguous(Reason.UNKNOWN, "?").build();
        };
        assertThatThrownBy(() -> hosts.start(cloud.id("h"), call())).isInstanceOf(CloudException.class);
        cloud.script = call -> {};
        list();
        assertThat(cloud.requests).hasValue(3);
        cloud.script = call -> {
            throw CloudException.notSent(Reason.INVALID, "no").build();
        };
        assertThatThrownBy(() -> hosts.start(cloud.id("h"), call())).isInstanceOf(CloudException.class);
        list();
        assertThat(cloud.requests).hasValue(4);
    }

    @Test
    @DisplayName("a change told from outside makes answers old")
    void changedFromOutside() {
        list();
        pipeline.changed(cloud.region, Hosts.class);
        list();
        assertThat(cloud.requests).hasValue(2);
    }

    @Test
    @DisplayName("failures are not kept")
    void failuresAreNotKept() {
        cloud.script = call -> {
            throw CloudException.rejected(Reason.NOT_FOUND, "gone").build();
        };
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> hosts.get(cloud.id("h"), call())).isInstanceOf(CloudException.class);
        }
        assertThat(cloud.requests).hasValue(3);
    }

    @Test
    @DisplayName("many who ask the same at the same time cost one request")
    void singleFlight() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        cloud.script = call -> {
            asked.countDown();
            GuardStepTest.await(answer);
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Page<Host>>> all = new ArrayList<>();
            all.add(threads.submit(this::list));
            asked.await();
            for (int i = 0; i < 7; i++) {
                all.add(threads.submit(this::list));
            }
            answer.countDown();
            for (Future<Page<Host>> one : all) {
                assertThat(one.get().items()).containsExactly(cloud.host("c"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cloud.requests).hasValue(1);
    }

    @Test
    @DisplayName("who joined a flight that fails for the cloud's reasons fails with it; for its own, asks again")
    void flightsThatFail() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Reason reason : List.of(Reason.DENIED, Reason.TIMEOUT)) {
                CountDownLatch asked = new CountDownLatch(1);
                CompletableFuture<Thread> joining = new CompletableFuture<>();
                cloud.requests.set(0);
                cloud.script = call -> {
                    if (cloud.requests.get() == 1) {
                        asked.countDown();
                        awaitWaiting(joining.join());
                        throw CloudException.rejected(reason, "no").build();
                    }
                };
                pipeline.changed(cloud.region, Hosts.class);
                Future<Page<Host>> first = threads.submit(() -> hosts.list(
                        HostQuery.all(cloud.region),
                        Cursor.START,
                        pipeline.call(reason == Reason.DENIED ? Duration.ofSeconds(20) : Duration.ofMillis(40))));
                asked.await();
                Future<Page<Host>> second = threads.submit(() -> {
                    joining.complete(Thread.currentThread());
                    return list();
                });
                assertThatThrownBy(first::get).hasCauseInstanceOf(CloudException.class);
                if (reason == Reason.DENIED) {
                    assertThatThrownBy(second::get).hasCauseInstanceOf(CloudException.class);
                } else {
                    assertThat(second.get().items()).hasSize(1);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns once this thread waits for somebody. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("an answer that was asked for before a change is not given after it")
    void changeDuringAFlight() {
        cloud.script = call -> {
            cloud.script = other -> {};
            pipeline.changed(cloud.region, Hosts.class);
        };
        list();
        list();
        assertThat(cloud.requests).hasValue(2);
    }

    @Test
    @DisplayName("an answer past its freshness is given while it is renewed, once, in the background")
    void staleWhileRevalidate() {
        hosts.get(cloud.id("h"), call());
        time.advance(Duration.ofSeconds(5));
        hosts.get(cloud.id("h"), call());
        hosts.get(cloud.id("h"), call());
        assertThat(cloud.requests).hasValue(1);
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(cloud.requests).hasValue(2);
        hosts.get(cloud.id("h"), call());
        assertThat(cloud.requests).hasValue(2);
        assertThat(heard).containsExactly("miss", "stale 5", "stale 5", "hit");
    }

    @Test
    @DisplayName("the last known answer can be had, with its age, while the cloud is dead")
    void lastKnown() {
        Instant loaded = time.instant();
        list();
        cloud.script = call -> {
            throw CloudException.notSent(Reason.UNAVAILABLE, "dead").build();
        };
        time.advance(Duration.ofMinutes(3));
        assertThatThrownBy(this::list).isInstanceOf(CloudException.class);
        CallContext memory = CallContext.lastKnown(Duration.ofSeconds(1).toNanos(), time);
        assertThat(hosts.list(HostQuery.all(cloud.region), Cursor.START, memory).items())
                .containsExactly(cloud.host("c"));
        assertThat(memory.oldest()).isEqualTo(loaded);
        CloudException unknown =
                catchThrowableOfType(CloudException.class, () -> hosts.get(cloud.id("never asked"), memory));
        assertThat(unknown.reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    @DisplayName("a fresh call asks the cloud although an answer is stored, and what it learns is stored")
    void freshCalls() {
        list();
        hosts.list(HostQuery.all(cloud.region), Cursor.START, pipeline.freshCall(Operation.HOSTS_LIST));
        assertThat(cloud.requests).hasValue(2);
        time.advance(Duration.ofMillis(900));
        hosts.list(HostQuery.all(cloud.region), Cursor.START, pipeline.freshCall(Operation.HOSTS_LIST));
        time.advance(Duration.ofMillis(900));
        list();
        assertThat(cloud.requests).hasValue(3);
    }

    @Test
    @DisplayName("a list with gaps is not kept")
    void gapsAreNotKept() {
        AtomicInteger asked = new AtomicInteger();
        Clusters gappy = new FakeClusters(asked);
        try (Pipeline other = time.pipeline().build()) {
            Clusters clusters = guard(other, gappy);
            clusters.list(cloud.region, Cursor.START, other.call(Duration.ofMinutes(1)));
            clusters.list(cloud.region, Cursor.START, other.call(Duration.ofMinutes(1)));
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    @DisplayName("a secret is never stored, not even as last known")
    void secretsAreNotStored() {
        AtomicInteger asked = new AtomicInteger();
        try (Pipeline other = time.pipeline()
                .limits(
                        Operation.CLUSTERS_KUBECONFIG,
                        limits -> limits.fresh(Duration.ofMinutes(1)).remembered(true))
                .build()) {
            Clusters clusters = guard(other, new FakeClusters(asked));
            ClusterId id = new ClusterId(cloud.region, "k");
            clusters.kubeconfig(id, other.call(Duration.ofMinutes(1)));
            clusters.kubeconfig(id, other.call(Duration.ofMinutes(1)));
            clusters.kubeconfig(id, CallContext.lastKnown(1_000_000, time));
            assertThat(asked).hasValue(3);
        }
    }

    private static Clusters guard(Pipeline pipeline, Clusters clusters) {
        Cloud cloud = new Cloud() {
            @Override
            public List<CloudService> services() {
                return List.of(clusters);
            }

            @Override
            public void check(Call call) {}

            @Override
            public List<Region> regions() {
                return List.of();
            }

            @Override
            public void close() {}
        };
        return pipeline.guard(cloud, Capabilities.builder().build())
                .find(Clusters.class)
                .orElseThrow();
    }

    private record FakeClusters(AtomicInteger asked) implements Clusters {
        @Override
        public Page<Cluster> list(Region region, Cursor from, Call call) {
            asked.incrementAndGet();
            return new Page<>(
                    List.of(), Optional.empty(), List.of(Problem.of(Reason.UNAVAILABLE, "one zone did not answer")));
        }

        @Override
        public Cluster get(ClusterId id, Call call) {
            throw CloudException.rejected(Reason.NOT_FOUND, "none").build();
        }

        @Override
        public Kubeconfig kubeconfig(ClusterId id, Call call) {
            asked.incrementAndGet();
            return (Kubeconfig) Samples.of(Kubeconfig.class);
        }
    }
}
