package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.store.AuditFilter;
import io.shiyun.store.AuditRow;
import io.shiyun.store.Store;
import io.shiyun.store.StoreOptions;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

class AuditStepTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedCloud cloud = new ScriptedCloud("c");
    private final List<AuditSink.Entry> entries = new ArrayList<>();

    private Hosts hosts(Pipeline pipeline) {
        return pipeline.guard(cloud, Capabilities.builder().build())
                .find(Hosts.class)
                .orElseThrow();
    }

    private static Call call(Pipeline pipeline) {
        return pipeline.call(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("changes are recorded with their course; reads are not")
    void records() {
        cloud.script = call -> {
            call.requestId("req-" + cloud.requests.get());
            time.advance(Duration.ofMillis(20));
            if (cloud.requests.get() == 1) {
                throw CloudException.rejected(Reason.UNAVAILABLE, "503").build();
            }
        };
        try (Pipeline pipeline = time.pipeline().audit(entries::add).build()) {
            hosts(pipeline).create(cloud.order(), ScriptedCloud.intent(), call(pipeline));
            hosts(pipeline).get(cloud.id("h"), call(pipeline));
        }
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.operation()).isEqualTo(Operation.HOSTS_CREATE);
            assertThat(entry.subject()).isEqualTo(cloud.order());
            assertThat(entry.intent()).contains(ScriptedCloud.intent());
            assertThat(entry.failure()).isEmpty();
            assertThat(entry.attempts()).isEqualTo(2);
            assertThat(entry.requestId()).isEqualTo("req-2");
            assertThat(entry.duration()).isEqualTo(Duration.ofMillis(90));
        });
    }

    @Test
    @DisplayName("failures are recorded with their reason and certainty")
    void recordsFailures() {
        cloud.script = call -> {
            throw CloudException.ambiguous(Reason.UNKNOWN, "?").build();
        };
        try (Pipeline pipeline = time.pipeline().audit(entries::add).build()) {
            assertThatThrownBy(() -> hosts(pipeline).delete(cloud.id("h"), call(pipeline)))
                    .isInstanceOf(CloudException.class);
        }
        assertThat(entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.failure()).hasValueSatisfying(failed -> {
                    assertThat(failed.problem().reason()).isEqualTo(Reason.UNKNOWN);
                    assertThat(failed.certainty()).isEqualTo(Certainty.AMBIGUOUS);
                }));
    }

    @Test
    @DisplayName("a step that finds its operation going on is no news")
    void stepsThatGoOn() {
        cloud.steps = ticket -> Progress.ongoing(ticket, Duration.ofSeconds(1));
        try (Pipeline pipeline = time.pipeline().audit(entries::add).build()) {
            Ticket ticket = Ticket.of(cloud.region, "build");
            hosts(pipeline).proceed(ticket, ScriptedCloud.intent(), call(pipeline));
            assertThat(entries).isEmpty();
            cloud.steps = done -> Progress.done(cloud.host("h"));
            hosts(pipeline).proceed(ticket, ScriptedCloud.intent(), call(pipeline));
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    @DisplayName("what is not permitted is neither asked for nor answered from the cache")
    void permitComesFirst() {
        boolean[] allowed = {true};
        try (Pipeline pipeline = time.pipeline()
                .audit(entries::add)
                .permit((operation, subject) -> {
                    if (!allowed[0]) {
                        throw CloudException.notSent(Reason.DENIED, "not you").build();
                    }
                })
                .build()) {
            hosts(pipeline).get(cloud.id("h"), call(pipeline));
            allowed[0] = false;
            assertThatThrownBy(() -> hosts(pipeline).get(cloud.id("h"), call(pipeline)))
                    .hasMessageContaining("not you");
        }
        assertThat(cloud.requests).hasValue(1);
    }

    @Test
    @DisplayName("a sink that fails does not undo the call it tells of")
    void sinkThatFails() {
        AuditSink broken = entry -> {
            throw new IllegalStateException("disk full");
        };
        try (Pipeline pipeline = time.pipeline().audit(broken).build()) {
            assertThat(hosts(pipeline).start(cloud.id("h"), call(pipeline))).isEqualTo(Progress.done(cloud.host("h")));
        }
    }

    @Test
    @DisplayName("records arrive in the store's chain")
    void inTheStore() {
        cloud.script = call -> {
            call.requestId("req-7");
            if (cloud.requests.get() == 2) {
                throw CloudException.rejected(Reason.DENIED, "no").build();
            }
        };
        try (Store store = Store.temporary(StoreOptions.defaults());
                Pipeline pipeline = time.pipeline()
                        .audit(new StoreAudit(store, () -> "ann"))
                        .build()) {
            hosts(pipeline).start(cloud.id("h"), call(pipeline));
            assertThatThrownBy(() -> hosts(pipeline).reboot(cloud.id("h"), call(pipeline)))
                    .isInstanceOf(CloudException.class);
            List<AuditRow> rows = store.read(tx -> tx.audit().list(AuditFilter.ALL, 0, 10));
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).entry().operation()).isEqualTo("HOSTS_START");
            assertThat(rows.get(0).entry().outcome()).isEqualTo("OK");
            assertThat(rows.get(0).entry().actor()).isEqualTo("ann");
            assertThat(rows.get(0).entry().subject()).isEqualTo(cloud.id("h").text());
            assertThat(rows.get(0).entry().requestId()).isEqualTo("req-7");
            assertThat(rows.get(1).entry().outcome()).isEqualTo("FAILED");
            assertThat(rows.get(1).entry().reason()).isEqualTo("DENIED");
            assertThat(rows.get(1).entry().certainty()).isEqualTo("REJECTED");
        }
    }

    @Test
    @DisplayName("cloud and intent are in the logging context inside a call, and what was there before is there again")
    void loggingContext() throws ReflectiveOperationException {
        Field adapter = MDC.class.getDeclaredField("MDC_ADAPTER");
        adapter.setAccessible(true);
        Object before = adapter.get(null);
        adapter.set(null, new BasicMDCAdapter());
        try (Pipeline pipeline = time.pipeline().build()) {
            List<String> seen = new ArrayList<>();
            cloud.script = call -> seen.add(MDC.get("cloud") + " " + MDC.get("intent"));
            MDC.put("cloud", "mine");
            hosts(pipeline).create(cloud.order(), ScriptedCloud.intent(), call(pipeline));
            hosts(pipeline).get(cloud.id("h"), call(pipeline));
            assertThat(seen).containsExactly("c abcdefghijklmnop", "c null");
            assertThat(MDC.get("cloud")).isEqualTo("mine");
            assertThat(MDC.get("intent")).isNull();
        } finally {
            adapter.set(null, before);
        }
    }
}
