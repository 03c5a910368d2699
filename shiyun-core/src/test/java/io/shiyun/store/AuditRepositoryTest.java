package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

    private Store store;

    @BeforeEach
    void open() {
        store = Store.temporary(StoreOptions.defaults());
        for (int i = 1; i <= 10; i++) {
            append(entry(i));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static AuditEntry entry(int i) {
        return AuditEntry.of(NOW.plusSeconds(i), "ann", i % 2 == 0 ? "HOSTS_CREATE" : "HOSTS_DELETE", "OK")
                .in(i <= 5 ? "here" : "lab", "r1")
                .about("h-" + i)
                .because("", "")
                .request("req-" + i)
                .intent("op-" + (i / 2))
                .took(Duration.ofNanos(i * 1000L));
    }

    private AuditRow append(AuditEntry entry) {
        return store.write(tx -> tx.audit().append(entry));
    }

    private AuditCheck verify(String head) {
        return store.read(tx -> tx.audit().verify(head));
    }

    private void tamper(String sql) {
        store.write(tx -> {
            tx.writing().execute(sql);
            return true;
        });
    }

    @Test
    void rowsReadBackEqualTheRowsWritten() {
        AuditRow row = append(entry(11).because("THROTTLED", "REJECTED"));
        List<AuditRow> all = store.read(tx -> tx.audit().list(AuditFilter.ALL, 0, 100));
        assertThat(all).hasSize(11).contains(row);
        assertThat(row.seq()).isEqualTo(11);
        assertThat(row.previousHash()).isEqualTo(all.get(9).hash());
    }

    @Test
    void aChainLeftAloneVerifies() {
        AuditCheck check = verify("");
        assertThat(check.ok()).isTrue();
        assertThat(check.rows()).isEqualTo(10);
    }

    @Test
    void anEmptyLogVerifies() {
        try (Store empty = Store.temporary(StoreOptions.defaults())) {
            assertThat(empty.<AuditCheck>read(tx -> tx.audit().verify()).ok()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + 1",
                "actor = 'bob'",
                "operation = 'X'",
                "cloud = 'x'",
                "region = 'x'",
                "subject = 'x'",
                "outcome = 'FAILED'",
                "reason = 'x'",
                "certainty = 'x'",
                "request_id = 'x'",
                "intent_id = 'x'",
                "duration_nanos = 1",
                "prev_hash = hash",
                "hash = prev_hash",
                "actor = 'annHOSTS', operation = '_CREATE'"
            })
    void anEditOfAnyFieldIsFoundAtItsRow(String edit) {
        tamper("UPDATE audit SET " + edit + " WHERE seq = 4");
        assertThat(verify("").ok()).isFalse();
        assertThat(verify("").badSeq()).isEqualTo(4);
        assertThat(verify("").rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit WHERE seq = 1",
                "DELETE FROM audit WHERE seq = 5",
                "DELETE FROM audit WHERE seq = 10",
                "DELETE FROM audit WHERE seq > 5",
                "DELETE FROM audit",
                "UPDATE audit_head SET seq = 9",
                "DELETE FROM audit_head",
                "UPDATE audit_head SET anchor_seq = 5, anchor_hash = (SELECT hash FROM audit WHERE seq = 5)",
                "UPDATE audit SET seq = CASE seq WHEN 3 THEN 4 ELSE 3 END + 100 WHERE seq IN (3, 4)",
                "UPDATE audit SET seq = seq + 1000 WHERE seq = 10"
            })
    void aRemovalAMoveAndAChangedHeadAreFound(String change) {
        tamper(change);
        assertThat(verify("").ok()).as(verify("").toString()).isFalse();
    }

    @Test
    void twoRowsThatSwappedPlacesAreFound() {
        tamper("UPDATE audit SET seq = -3 WHERE seq = 3");
        tamper("UPDATE audit SET seq = 3 WHERE seq = 4");
        tamper("UPDATE audit SET seq = 4 WHERE seq = -3");
        assertThat(verify("").badSeq()).isEqualTo(3);
    }

    @Test
    void anInsertedRowIsFound() {
        tamper("INSERT INTO audit SELECT 11, at, actor, operation, cloud, region, subject, outcome, reason, certainty,"
                + " request_id, intent_id, duration_nanos, hash, hash FROM audit WHERE seq = 10");
        assertThat(verify("").badSeq()).isEqualTo(11);
    }

    @Test
    void aChainRewrittenByItsOwnKeyIsFoundByAnEarlierHead() {
        String head = store.read(tx -> tx.audit().head());
        append(entry(11));
        assertThat(verify(head).ok()).isTrue();
        tamper("DELETE FROM audit");
        tamper("DELETE FROM audit_head");
        for (int i = 1; i <= 12; i++) {
            append(entry(i).about("forged"));
        }
        assertThat(verify("").ok()).isTrue();
        assertThat(verify(head).finding()).contains("earlier head");
    }

    @Test
    void whatIsPrunedIsGoneAndTheRestVerifies() {
        String head = store.read(tx -> tx.audit().head());
        assertThat(store.<Long>write(tx -> tx.audit().prune(NOW.plusSeconds(5))))
                .isEqualTo(4);
        assertThat(verify("").rows()).isEqualTo(6);
        append(entry(11));
        assertThat(verify(head).ok()).isTrue();
        assertThat(store.<Long>write(tx -> tx.audit().prune(NOW.plusSeconds(500))))
                .isEqualTo(7);
        assertThat(verify("").ok()).isTrue();
        assertThat(append(entry(12)).seq()).isEqualTo(12);
        assertThat(verify("").rows()).isEqualTo(1);
    }

    @Test
    void filtersNarrowAndPagesGoOnWhereTheLastEnded() {
        List<AuditRow> creates = list(AuditFilter.ALL.operation("HOSTS_CREATE"), 0, 2);
        assertThat(creates).extracting(AuditRow::seq).containsExactly(2L, 4L);
        assertThat(list(AuditFilter.ALL.operation("HOSTS_CREATE"), 4, 100))
                .extracting(AuditRow::seq)
                .containsExactly(6L, 8L, 10L);
        assertThat(list(AuditFilter.ALL.cloud("lab").between(NOW.plusSeconds(7), NOW.plusSeconds(9)), 0, 100))
                .extracting(AuditRow::seq)
                .containsExactly(7L, 8L);
        assertThat(list(AuditFilter.ALL.subject("h-3"), 0, 100)).hasSize(1);
        assertThat(list(AuditFilter.ALL.intent("op-2"), 0, 100)).hasSize(2);
        assertThat(list(AuditFilter.ALL.actor("bob"), 0, 100)).isEmpty();
        assertThat(list(AuditFilter.ALL.outcome("OK"), 0, 100)).hasSize(10);
        assertThatThrownBy(() -> list(AuditFilter.ALL, 0, 1001)).hasMessageContaining("limit");
    }

    private List<AuditRow> list(AuditFilter filter, long after, int limit) {
        return store.read(tx -> tx.audit().list(filter, after, limit));
    }
}
