package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.Gathered;
import io.shiyun.Missing;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GatherTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Gather.Question<Host> HOSTS = (cloud, region, call) -> cloud.find(Hosts.class)
            .map(hosts -> Found.pages(from -> hosts.list(HostQuery.all(region), from, call)))
            .orElse(Found.nothing());

    private final Pipeline pipeline =
            Pipeline.builder().retries(RetryPolicy.standard().maxAttempts(1)).build();
    private final ExecutorService threads = Threads.standard();
    private final Gather gather = new Gather(pipeline, threads);
    private final List<ScriptedCloud> scripted = new ArrayList<>();
    private final List<Cloud> clouds = new ArrayList<>();

    GatherTest() {
        for (int i = 0; i < 10; i++) {
            ScriptedCloud cloud = new ScriptedCloud("c" + i);
            scripted.add(cloud);
            clouds.add(pipeline.guard(cloud, Capabilities.builder().build()));
        }
    }

    @AfterEach
    void close() {
        pipeline.close();
        threads.shutdownNow();
    }

    @Test
    @DisplayName("answers come in the order the clouds were given in")
    void inOrder() {
        Gathered<Host> all = gather.ask(clouds, LONG, HOSTS);
        assertThat(all.items())
                .extracting(Host::name)
                .containsExactly("c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9");
        assertThat(all.complete()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"standard threads", "pool of 17"})
    @DisplayName("a cloud that hangs, and ignores its interrupt, delays nobody: nine are told while it hangs")
    void deadCloud(String where) throws Exception {
        ExecutorService executor = where.equals("pool of 17") ? Threads.pool() : Threads.standard();
        CountDownLatch nine = new CountDownLatch(9);
        CountDownLatch release = new CountDownLatch(1);
        try {
            scripted.get(4).script = call -> {
                boolean released = false;
                while (!released) {
                    try {
                        release.await();
                        released = true;
                    } catch (InterruptedException ignored) {
                        assertThat(call.remaining()).isZero();
                    }
                }
            };
            Map<String, Part<Host>> parts = new ConcurrentHashMap<>();
            Gathered<Host> all = new Gather(pipeline, executor).ask(clouds, SHORT, HOSTS, part -> {
                parts.put(part.region().cloud().name(), part);
                nine.countDown();
            });
            nine.await();
            assertThat(all.items()).hasSize(9);
            assertThat(all.missing()).singleElement().satisfies(missing -> {
                assertThat(missing.cloud().name()).isEqualTo("c4");
                assertThat(missing.why().reason()).isEqualTo(Reason.TIMEOUT);
                assertThat(missing.lastKnown()).isEmpty();
            });
            assertThat(parts.get("c4").elapsed()).isGreaterThanOrEqualTo(SHORT);
        } finally {
            release.countDown();
            executor.shutdownNow();
        }
    }

    @Test
    @DisplayName("a dead cloud's last known answer is given beside the others', with its age")
    void lastKnown() {
        gather.ask(clouds, LONG, HOSTS);
        pipeline.changed(scripted.get(3).region, Hosts.class);
        scripted.get(3).script = call -> {
            throw CloudException.notSent(Reason.UNAVAILABLE, "dead").build();
        };
        Gathered<Host> all = gather.ask(clouds, LONG, HOSTS);
        assertThat(all.items()).hasSize(9);
        assertThat(all.stale()).extracting(Host::name).containsExactly("c3");
        assertThat(all.known()).hasSize(10);
        assertThat(all.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.why().message()).contains("dead");
            assertThat(missing.lastKnown()).isPresent();
        });
    }

    @Test
    @DisplayName("a cloud that cannot do this is not missing, it has nothing")
    void noneIsNotMissing() {
        scripted.get(0).script = call -> {
            throw CloudException.unsupported("no hosts here");
        };
        Gathered<Host> all = gather.ask(clouds, LONG, HOSTS);
        assertThat(all.items()).hasSize(9);
        assertThat(all.complete()).isTrue();
        Gathered<Object> nothing = gather.ask(clouds, LONG, (cloud, region, call) -> Found.nothing());
        assertThat(nothing.complete()).isTrue();
    }

    @Test
    @DisplayName("gaps in a list are missing, while the rest counts")
    void gaps() {
        Problem gap = Problem.of(Reason.UNAVAILABLE, "zone b");
        Gathered<String> all = gather.ask(
                clouds.subList(0, 1), LONG, (cloud, region, call) -> new Found<>(List.of("a"), List.of(gap)));
        assertThat(all.items()).containsExactly("a");
        assertThat(all.missing()).extracting(Missing::why).containsExactly(gap);
        assertThat(all.complete()).isFalse();
    }

    @Test
    @DisplayName("all pages are read")
    void pages() {
        Found<Integer> found = Found.pages(from -> from.atStart()
                ? Page.of(List.of(1, 2), new Cursor("2"))
                : new Page<>(List.of(3), Optional.empty(), List.of(Problem.of(Reason.UNAVAILABLE, "x"))));
        assertThat(found.items()).containsExactly(1, 2, 3);
        assertThat(found.gaps()).hasSize(1);
    }

    @Test
    @DisplayName("where no thread is free the region is missing, and the others are asked")
    void noThreadFree() {
        AtomicInteger given = new AtomicInteger();
        Gather full = new Gather(pipeline, task -> {
            if (given.incrementAndGet() > 8) {
                throw new RejectedExecutionException("full");
            }
            threads.execute(task);
        });
        Gathered<Host> all = full.ask(clouds, LONG, HOSTS);
        assertThat(all.items()).hasSize(8);
        assertThat(all.missing())
                .extracting(missing -> missing.why().reason())
                .containsExactly(Reason.THROTTLED, Reason.THROTTLED);
    }

    @Test
    @DisplayName("a mistake in the question is the caller's to see")
    void mistakes() {
        assertThatThrownBy(() -> gather.ask(clouds, LONG, (cloud, region, call) -> {
                    throw new IllegalArgumentException("bad filter");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad filter");
    }

    @Test
    @DisplayName("an interrupted caller is told CANCELLED, and stays interrupted")
    void interruptedCaller() {
        scripted.get(0).script = call -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw call.over(Certainty.AMBIGUOUS);
            }
        };
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gather.ask(clouds, LONG, HOSTS))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("no cloud, no region: a complete answer without items")
    void nobodyToAsk() {
        assertThat(gather.ask(List.of(), LONG, HOSTS).complete()).isTrue();
    }
}
