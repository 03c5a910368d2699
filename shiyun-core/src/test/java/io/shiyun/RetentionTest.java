package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.store.AuditEntry;
import io.shiyun.store.AuditFilter;
import io.shiyun.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);

    private static void called(Store store, Instant at) {
        store.write(tx -> tx.audit().append(AuditEntry.of(at, "me", "HOSTS_START", "OK")));
    }

    private static int calls(Store store) {
        return store.read(tx -> tx.audit().list(AuditFilter.ALL, 0, 100)).size();
    }

    @Test
    void whatIsOlderThanWhatIsKeptIsForgottenOnceADay() {
        AtomicInteger runs = new AtomicInteger();
        try (Store store = Store.open(folder.resolve("s.db"))) {
            Retention retention = new Retention(
                    store,
                    clock::get,
                    work -> {
                        runs.incrementAndGet();
                        work.run();
                    },
                    Duration.ofDays(40));
            called(store, NOW.minus(Duration.ofDays(41)));
            called(store, NOW.minus(Duration.ofDays(39)));
            retention.grown();
            assertThat(calls(store)).isEqualTo(1);

            clock.set(NOW.plus(Duration.ofHours(23)));
            retention.grown();
            assertThat(runs).hasValue(1);

            clock.set(NOW.plus(Duration.ofDays(2)));
            retention.grown();
            assertThat(calls(store)).isZero();
            assertThat(store.read(tx -> tx.audit().verify()).ok()).isTrue();
        }
    }

    @Test
    void aTimeTooShortForABillIsRefused() {
        assertThatThrownBy(() -> Shiyun.builder().keep(Duration.ofDays(31)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keep")
                .hasMessageContaining("32 days");
    }
}
