package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Fields;
import io.shiyun.store.StoreException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntentRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private Store store;

    @BeforeEach
    void open() {
        store = Store.temporary(StoreOptions.defaults());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private IntentRow plan(String id, int epoch, String resource, String owner) {
        FrozenOrder order = store.freeze(Fields.of(w -> w.put("shape", "m1.small")));
        return IntentRow.plan(id, "HOST_CREATE", resource)
                .epoch(epoch)
                .in("here", "r1")
                .order(order)
                .tags(Map.of("shiyun-op", id, "b", "x=y\n"))
                .deadline(NOW.plusSeconds(60))
                .by(store.installation(), owner, NOW, LEASE);
    }

    private IntentRow insert(IntentRow row) {
        return store.write(tx -> tx.intents().insert(row));
    }

    private IntentRow update(IntentRow row, Instant at) {
        return store.write(tx -> tx.intents().update(row, at));
    }

    private Optional<IntentRow> get(String id, int epoch) {
        return store.read(tx -> tx.intents().get(id, epoch));
    }

    @Test
    void aRowReadBackEqualsTheRowWritten() {
        IntentRow row = insert(plan("op-1", 1, "host/a", "p1"));
        assertThat(get("op-1", 1)).contains(row);
        assertThat(row.state()).isEqualTo(IntentState.PLANNED);
        assertThat(row.fencing()).isEqualTo(1);
    }

    @Test
    void stateTicketResultProblemAndRemainsAreKept() {
        IntentRow sent = update(insert(plan("op-1", 1, "host/a", "p1")).with(IntentState.SENT), NOW.plusSeconds(1));
        IntentRow ongoing = update(sent.ongoing("build|42").withResult("h-1"), NOW.plusSeconds(2));
        assertThat(get("op-1", 1)).contains(ongoing);
        assertThat(ongoing.ticket()).isEqualTo("build|42");
        IntentRow doubtful = update(
                ongoing.troubled(IntentState.DOUBTFUL, "connection reset", List.of("v-1", "ip-2")), NOW.plusSeconds(3));
        assertThat(doubtful.remains()).containsExactly("v-1", "ip-2");
        assertThat(doubtful.problem()).isEqualTo("connection reset");
        assertThat(doubtful.updated()).isEqualTo(NOW.plusSeconds(3));
        IntentRow done = update(doubtful.done("h-1"), NOW.plusSeconds(4));
        assertThat(done.finished()).isTrue();
        assertThat(done.problem()).isEmpty();
        assertThat(store.<List<IntentRow>>read(tx -> tx.intents().byResult("h-1")))
                .containsExactly(done);
    }

    @Test
    void theSameEpochTwiceIsAConflict() {
        insert(plan("op-1", 1, "host/a", "p1"));
        assertThatThrownBy(() -> insert(plan("op-1", 1, "host/a", "p1")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void aFencedEpochStaysBesideTheNextOne() {
        IntentRow first = insert(plan("op-1", 1, "host/a", "p1"));
        IntentRow second = store.write(tx -> {
            tx.intents().update(first.troubled(IntentState.FENCED, "no answer", List.of()), NOW);
            return tx.intents().insert(plan("op-1", 2, "host/a", "p1"));
        });
        assertThat(store.<List<IntentRow>>read(tx -> tx.intents().epochs("op-1")))
                .extracting(IntentRow::state)
                .containsExactly(IntentState.FENCED, IntentState.PLANNED);
        assertThat(store.<Optional<IntentRow>>read(tx -> tx.intents().latest("op-1")))
                .contains(second);
        assertThat(store.<List<IntentRow>>read(tx -> tx.intents().unfinishedOf("host/a")))
                .hasSize(2);
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(store.<Optional<IntentRow>>read(tx -> tx.intents().byToken(second.token())))
                .contains(second);
    }

    @Test
    void aStaleOwnersWriteIsRefusedWithTheReason() {
        IntentRow mine = insert(plan("op-1", 1, "host/a", "p1"));
        Instant later = NOW.plus(LEASE).plusSeconds(1);
        IntentRow theirs = store.write(tx -> tx.intents().claim("op-1", 1, "p2", later, later.plus(LEASE)))
                .orElseThrow();
        assertThat(theirs.fencing()).isEqualTo(2);
        assertThatThrownBy(() -> update(mine.done("h-1"), later))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STALE))
                .hasMessageContaining("belongs to p2 with fencing number 2");
        assertThat(update(theirs.done("h-1"), later).state()).isEqualTo(IntentState.DONE);
    }

    @Test
    void aFinishedIntentNeverChangesAgain() {
        IntentRow done = update(insert(plan("op-1", 1, "host/a", "p1")).done("h-1"), NOW);
        assertThatThrownBy(() -> update(done.with(IntentState.SENT), NOW))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STALE))
                .hasMessageContaining("finished (DONE)");
        assertThat(store.<Optional<IntentRow>>write(
                        tx -> tx.intents().claim("op-1", 1, "p1", NOW.plusSeconds(99), NOW.plusSeconds(100))))
                .isEmpty();
    }

    @Test
    void aClaimNeedsAnEndedLeaseOrTheSameOwner() {
        insert(plan("op-1", 1, "host/a", "p1"));
        Instant end = NOW.plus(LEASE);
        assertThat(claim("p2", end.minusNanos(1000))).isEmpty();
        assertThat(claim("p1", NOW)).get().extracting(IntentRow::fencing).isEqualTo(2L);
        assertThat(claim("p2", end)).isEmpty();
        store.write(tx -> tx.intents().renew("p1", NOW.plusSeconds(31)));
        assertThat(claim("p2", NOW.plusSeconds(31)))
                .get()
                .extracting(IntentRow::owner)
                .isEqualTo("p2");
    }

    private Optional<IntentRow> claim(String owner, Instant now) {
        return store.write(tx -> tx.intents().claim("op-1", 1, owner, now, NOW.plusSeconds(60)));
    }

    @Test
    void onlyOneOfTwoClaimantsWins() {
        insert(plan("op-1", 1, "host/a", "p1"));
        insert(plan("op-2", 1, "host/b", "p1"));
        Instant later = NOW.plusSeconds(40);
        List<IntentRow> first = store.write(tx -> tx.intents().claimExpired("p2", later, later.plus(LEASE), 10));
        List<IntentRow> second = store.write(tx -> tx.intents().claimExpired("p3", later, later.plus(LEASE), 10));
        assertThat(first).extracting(IntentRow::id).containsExactly("op-1", "op-2");
        assertThat(second).isEmpty();
    }

    @Test
    void theIntentsOfADeadOwnerAreTakenOverWithoutWaiting() {
        IntentRow one = insert(plan("op-1", 1, "host/a", "dead"));
        insert(plan("op-2", 1, "host/b", "alive"));
        update(insert(plan("op-3", 1, "host/c", "dead")).done("h"), NOW);
        assertThat(store.<List<String>>read(tx -> tx.intents().owners())).containsExactly("alive", "dead");
        assertThat(store.<Integer>write(tx -> tx.intents().takeOver("dead", "new", NOW.plusSeconds(9))))
                .isEqualTo(1);
        assertThat(get("op-1", 1)).get().extracting(IntentRow::owner).isEqualTo("new");
        assertThatThrownBy(() -> update(one.done("h-1"), NOW)).isInstanceOf(StoreException.class);
    }

    @Test
    void questionsAnswerInOrderAndWithinTheirLimit() {
        for (int i = 1; i <= 5; i++) {
            insert(plan("op-" + i, 1, "host/" + (i % 2), "p1"));
        }
        insert(plan("op-3", 2, "host/1", "p1"));
        assertThat(store.<List<IntentRow>>read(tx -> tx.intents().unfinished(2)))
                .extracting(IntentRow::id)
                .containsExactly("op-1", "op-2");
        List<IntentRow> page = store.read(tx -> tx.intents().byCloud("here", "", 0, 3));
        assertThat(page).extracting(IntentRow::id).containsExactly("op-1", "op-2", "op-3");
        List<IntentRow> rest = store.read(tx -> tx.intents().byCloud("here", "op-3", 1, 9));
        assertThat(rest).extracting(row -> row.id() + "/" + row.epoch()).containsExactly("op-3/2", "op-4/1", "op-5/1");
        assertThat(store.<List<IntentRow>>read(tx -> tx.intents().byResource("host/1", 9)))
                .hasSize(4);
    }

    @Test
    void pruneForgetsWholeFinishedOperationsOfWhatIsGoneOnly() {
        update(insert(plan("old", 1, "host/a", "p1")).done("h"), NOW);
        update(insert(plan("mixed", 1, "host/b", "p1")).with(IntentState.FAILED), NOW);
        insert(plan("mixed", 2, "host/b", "p1"));
        update(insert(plan("inUse", 1, "host/d", "p1")).done("host:c/r/d"), NOW);
        UsageRow use = UsageRow.of("u1", "HOST", "host:c/r/d")
                .in("c", "r", "")
                .price(UsageRow.UNPRICED)
                .since(NOW);
        store.write(tx -> tx.usage().insert(use));
        update(insert(plan("recent", 1, "host/c", "p1")).done("h"), NOW.plusSeconds(100));
        assertThat(store.<Integer>write(tx -> tx.intents().prune(NOW.plusSeconds(50))))
                .isEqualTo(1);
        assertThat(get("old", 1)).isEmpty();
        assertThat(get("mixed", 1)).isPresent();
        assertThat(get("inUse", 1)).isPresent();
        assertThat(get("recent", 1)).isPresent();
    }

    @Test
    void operationIdsSortByTime() {
        String earlier = OperationIds.next(InstantSource.fixed(NOW));
        String later = OperationIds.next(InstantSource.fixed(NOW.plusMillis(1)));
        assertThat(earlier)
                .isLessThan(later)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
