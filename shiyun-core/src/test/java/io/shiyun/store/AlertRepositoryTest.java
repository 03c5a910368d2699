package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertRepositoryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Store store = Store.temporary(StoreOptions.defaults().withClock(() -> NOW));

    @AfterEach
    void close() {
        store.close();
    }

    private static NoticeRow notice(String id, String subject, Instant at) {
        return NoticeRow.fresh(id, "pager", subject, Map.of("text", "a=b\n" + id), at);
    }

    private List<String> claim(Instant now) {
        return store.write(tx -> tx.outbox().claim("pager", now, now.plusSeconds(30), 10)).stream()
                .map(NoticeRow::id)
                .toList();
    }

    private List<AlertRow> alerts() {
        return store.read(tx -> tx.alerts().list("", 10));
    }

    private Optional<Instant> beat() {
        return store.read(tx -> tx.alerts().beat());
    }

    private Optional<NoticeRow> notice(String id) {
        return store.read(tx -> tx.outbox().get(id));
    }

    private List<NoticeRow> givenUp() {
        return store.read(tx -> tx.outbox().list(NoticeState.GIVEN_UP, 10));
    }

    private List<SilenceRow> silences(Instant now) {
        return store.read(tx -> tx.silences().list(now, 10));
    }

    private boolean add(NoticeRow row) {
        return store.write(tx -> tx.outbox().add(row));
    }

    @Test
    void keepsTheLatestStateOfAnAlert() {
        AlertRow first = new AlertRow("f", "cpu", Map.of("host", "a"), "AA==", "FIRING", NOW, "", -1, null, NOW);
        AlertRow next = new AlertRow("f", "cpu", Map.of("host", "a"), "BB==", "NONE", null, "FIRING", 1, LATER, LATER);
        store.write(tx -> {
            tx.alerts().put(first);
            tx.alerts().beat(NOW);
            return true;
        });
        assertThat(alerts()).containsExactly(first);
        store.write(tx -> {
            tx.alerts().put(next);
            tx.alerts().beat(LATER);
            return true;
        });
        assertThat(alerts()).containsExactly(next);
        assertThat(beat()).hasValue(LATER);
        store.write(tx -> {
            tx.alerts().delete("f");
            return true;
        });
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aNoticeIsQueuedOnceAndClaimedOnceUntilItsTimeIsOver() {
        assertThat(add(notice("1", "a", NOW))).isTrue();
        assertThat(add(notice("1", "a", NOW))).isFalse();
        assertThat(claim(NOW)).containsExactly("1");
        assertThat(claim(NOW)).isEmpty();
        assertThat(claim(NOW.plusSeconds(30))).as("after a crash").containsExactly("1");
        store.write(tx -> {
            tx.outbox().delivered("1", LATER);
            return true;
        });
        assertThat(claim(LATER.plusSeconds(60))).isEmpty();
        assertThat(notice("1")).hasValueSatisfying(row -> {
            assertThat(row.state()).isEqualTo(NoticeState.DELIVERED);
            assertThat(row.attempts()).isEqualTo(2);
            assertThat(row.ended()).isEqualTo(LATER);
            assertThat(row.body()).containsEntry("text", "a=b\n1");
        });
    }

    @Test
    void noticesOfOneSubjectGoInOrderAndOthersPassThem() {
        add(notice("1", "a", NOW));
        add(notice("2", "a", NOW.plusMillis(1)));
        add(notice("3", "b", NOW.plusMillis(2)));
        Instant due = NOW.plusSeconds(1);
        assertThat(claim(due)).containsExactly("1", "3");
        store.write(tx -> {
            tx.outbox().failed("1", due.plusSeconds(60), "refused");
            tx.outbox().delivered("3", due);
            return true;
        });
        assertThat(claim(due.plusSeconds(59))).as("2 waits for 1").isEmpty();
        assertThat(claim(due.plusSeconds(60))).containsExactly("1");
        store.write(tx -> {
            tx.outbox().givenUp("1", LATER, "410 Gone");
            return true;
        });
        assertThat(claim(due.plusSeconds(61))).containsExactly("2");
        assertThat(givenUp()).extracting(NoticeRow::error).containsExactly("410 Gone");
        assertThat(store.<Boolean>write(tx -> tx.outbox().retry("1", LATER))).isTrue();
        assertThat(store.<Long>read(tx -> tx.outbox().count(NoticeState.WAITING)))
                .isEqualTo(2);
    }

    @Test
    void endedNoticesAndSilencesAreForgotten() {
        SilenceRow silence =
                new SilenceRow("s", List.of("host=\"a\\nb\"", "x=~\".+\""), NOW, LATER, "ada", "replacing the disk");
        add(notice("1", "a", NOW));
        store.write(tx -> {
            tx.silences().put(silence);
            tx.outbox().delivered("1", NOW);
            return true;
        });
        assertThat(silences(NOW)).containsExactly(silence);
        assertThat(silences(LATER)).isEmpty();
        Instant end = LATER.plus(Duration.ofDays(1));
        assertThat(store.<Integer>write(
                        tx -> tx.silences().deleteEnded(end) + tx.outbox().deleteEnded(end)))
                .isEqualTo(2);
        assertThat(store.<Boolean>write(tx -> tx.silences().delete("s"))).isFalse();
    }
}
