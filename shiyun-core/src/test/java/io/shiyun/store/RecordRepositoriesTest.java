package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Price;
import io.shiyun.store.StoreException.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage, revisions, facts and leases. */
class RecordRepositoriesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private Store store;

    @BeforeEach
    void open() {
        store = Store.temporary(StoreOptions.defaults());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static UsageDraft usage(String id, String resource) {
        return UsageRow.of(id, "HOST", resource)
                .who("ann")
                .in("here", "r1", "z1")
                .forApp("p", "shop")
                .host("h")
                .shape("m1")
                .tags(Map.of("team", "a=b"))
                .quantity(new BigDecimal("1.50"))
                .price(Price.hourly("0.0000000000000000000000000001", "USD"))
                .intent("op-1");
    }

    private List<String> window(long from, long to) {
        return store.read(tx -> tx.usage().list(NOW.plusSeconds(from), NOW.plusSeconds(to), "", 100)).stream()
                .map(UsageRow::id)
                .toList();
    }

    @Test
    void aUsageRecordReadBackEqualsTheOneWritten() {
        UsageRow row = store.write(tx -> tx.usage().insert(usage("u1", "h1").since(NOW)));
        assertThat(store.<Optional<UsageRow>>read(tx -> tx.usage().findOpen("here", "h1", "HOST")))
                .contains(row);
        assertThat(row.unitPrice().toPlainString()).isEqualTo("0.0000000000000000000000000001");
    }

    @Test
    void openingTwiceKeepsTheFirstAndInsertingTwiceIsAConflict() {
        UsageRow first = store.write(tx -> tx.usage().open(usage("u1", "h1").since(NOW)));
        UsageRow second = store.write(tx -> tx.usage().open(usage("u2", "h1").since(NOW.plusSeconds(5))));
        assertThat(second).isEqualTo(first);
        assertThatThrownBy(() ->
                        store.write(tx -> tx.usage().insert(usage("u3", "h1").since(NOW.plusSeconds(5)))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void closingIsInTheTransactionOfTheStateChange() {
        store.write(tx -> tx.usage().open(usage("u1", "h1").since(NOW)));
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.usage().close("here", "h1", "HOST", NOW.plusSeconds(60));
                    throw new IllegalStateException("the state did not change");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.<Optional<UsageRow>>read(tx -> tx.usage().findOpen("here", "h1", "HOST")))
                .isPresent();
        assertThat(close(60)).isEqualTo(1);
        assertThat(close(70)).isZero();
        assertThat(window(59, 61)).containsExactly("u1");
        assertThat(window(60, 61)).isEmpty();
    }

    private int close(long second) {
        return store.write(tx -> tx.usage().close("here", "h1", "HOST", NOW.plusSeconds(second)));
    }

    @Test
    void aClockThatJumpedBackClosesARecordAtItsBeginning() {
        store.write(tx -> tx.usage().open(usage("u1", "h1").since(NOW)));
        close(-100);
        List<UsageRow> rows = new ArrayList<>();
        store.read(tx -> {
            tx.usage().each(NOW.minusSeconds(1), NOW.plusSeconds(1), rows::add);
            return true;
        });
        assertThat(rows).singleElement().satisfies(row -> assertThat(row.to()).isEqualTo(NOW));
    }

    @Test
    void aWindowHoldsWhatTouchesIt() {
        store.write(tx -> {
            tx.usage().insert(usage("before", "a").between(NOW, NOW.plusSeconds(10)));
            tx.usage().insert(usage("across", "b").between(NOW, NOW.plusSeconds(11)));
            tx.usage().insert(usage("inside", "c").between(NOW.plusSeconds(12), NOW.plusSeconds(13)));
            tx.usage().insert(usage("open", "d").since(NOW.plusSeconds(19)));
            return tx.usage().insert(usage("after", "e").since(NOW.plusSeconds(20)));
        });
        assertThat(window(10, 20)).containsExactlyInAnyOrder("across", "inside", "open");
        assertThat(store.<List<UsageRow>>read(tx -> tx.usage().open("here", "", 10)))
                .hasSize(2);
        assertThat(store.<Integer>write(tx -> tx.usage().prune(NOW.plusSeconds(12))))
                .isEqualTo(2);
    }

    private RevisionRow revise(int keep) {
        return store.write(tx -> tx.revisions().add("shop", new FrozenOrder("a=1\n", "h"), "NEW", "", NOW, keep));
    }

    @Test
    void revisionsCountOnAndOnlyTheLastFewAndTheCurrentStay() {
        assertThat(revise(3).number()).isEqualTo(1);
        store.write(tx -> {
            tx.revisions().makeCurrent("shop", 1, NOW);
            tx.revisions().update("shop", 1, "LIVE", "first");
            return true;
        });
        for (int i = 2; i <= 6; i++) {
            assertThat(revise(3).number()).isEqualTo(i);
        }
        assertThat(store.<List<RevisionRow>>read(tx -> tx.revisions().list("shop")))
                .extracting(RevisionRow::number)
                .containsExactly(6, 5, 4, 1);
        assertThat(store.<Optional<RevisionRow>>read(tx -> tx.revisions().current("shop")))
                .get()
                .extracting(RevisionRow::state)
                .isEqualTo("LIVE");
        store.write(tx -> {
            tx.revisions().makeCurrent("shop", 6, NOW);
            return true;
        });
        assertThat(store.<Integer>write(tx -> tx.revisions().delete("shop"))).isEqualTo(4);
        assertThat(store.<List<String>>read(tx -> tx.revisions().apps("", 10))).isEmpty();
    }

    @Test
    void aRevisionThatDoesNotExistCannotBecomeCurrent() {
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.revisions().makeCurrent("shop", 7, NOW);
                    return true;
                }))
                .hasMessageContaining("no revision 7");
    }

    private static FactRow fact(String key, String text, long second) {
        return new FactRow("here", "hosts", "r1", key, text, NOW.plusSeconds(second));
    }

    private void put(FactRow row) {
        store.write(tx -> {
            tx.facts().put(row);
            return true;
        });
    }

    @Test
    void aNewerFactReplacesAnOlderOneAndNeverTheReverse() {
        put(fact("h1", "new", 10));
        put(fact("h1", "old", 5));
        assertThat(text("h1")).contains("new");
        put(fact("h1", "newer", 11));
        assertThat(text("h1")).contains("newer");
        assertThat(store.<Optional<FactRow>>read(tx -> tx.facts().get("here", "hosts", "r2", "h1")))
                .isEmpty();
    }

    private Optional<String> text(String key) {
        return store.<Optional<FactRow>>read(tx -> tx.facts().get("here", "hosts", "r1", key))
                .map(FactRow::text);
    }

    @Test
    void theOldestFactsGoFirst() {
        for (int i = 0; i < 10; i++) {
            put(fact("h" + i, "x", 100 - i));
        }
        assertThat(store.<Integer>write(tx -> tx.facts().trim(7))).isEqualTo(3);
        assertThat(text("h9")).isEmpty();
        assertThat(text("h6")).isPresent();
        assertThat(store.<Integer>write(tx -> tx.facts().trim(7))).isZero();
        assertThat(store.<Integer>write(tx -> tx.facts().deleteOlder("here", "hosts", "r1", NOW.plusSeconds(100))))
                .isEqualTo(6);
    }

    private Optional<Lease> acquire(String owner, long now, long until) {
        return store.write(tx -> tx.leases().acquire("sweep", owner, NOW.plusSeconds(now), NOW.plusSeconds(until)));
    }

    @Test
    void aLeaseHasOneOwnerUntilItEnds() {
        Lease first = acquire("p1", 0, 10).orElseThrow();
        assertThat(first.fencing()).isEqualTo(1);
        assertThat(acquire("p2", 9, 20)).isEmpty();
        assertThat(acquire("p1", 9, 15)).get().extracting(Lease::fencing).isEqualTo(1L);
        assertThat(acquire("p2", 14, 15)).isEmpty();
        Lease second = acquire("p2", 15, 25).orElseThrow();
        assertThat(second.fencing()).isEqualTo(2);
        assertThatThrownBy(() -> require(first))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STALE));
        require(second);
    }

    private void require(Lease lease) {
        store.write(tx -> {
            tx.leases().require(lease);
            return true;
        });
    }

    @Test
    void aReleasedLeaseIsFreeAtOnceAndItsNumberKeepsGrowing() {
        Lease first = acquire("p1", 0, 100).orElseThrow();
        store.write(tx -> {
            tx.leases().release(first, NOW.plusSeconds(1));
            return true;
        });
        assertThat(acquire("p1", 2, 100)).get().extracting(Lease::fencing).isEqualTo(2L);
        assertThatThrownBy(() -> require(first)).isInstanceOf(StoreException.class);
    }
}
