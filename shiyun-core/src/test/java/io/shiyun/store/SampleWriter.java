package io.shiyun.store;

import io.shiyun.model.Fields;
import io.shiyun.model.Price;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Makes the store that the samples of released schemas are dumped from: {@code java ... SampleWriter FILE}, then {@code
 * sqlite3 FILE .dump}. Run once for each release that changes the schema.
 */
final class SampleWriter {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

    private SampleWriter() {}

    public static void main(String[] arguments) {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        Path file = Path.of(arguments[0]);
        StoreOptions options = StoreOptions.defaults().withClock(InstantSource.fixed(NOW));
        try (Store store = Store.open(file, options)) {
            store.write(tx -> tx.writing()
                    .update(
                            "UPDATE installation SET id = ?, mac_key = ?",
                            "7b0d4c3e-0000-4000-8000-5348495955aa",
                            Base64.getEncoder().encodeToString(key)));
        }
        try (Store store = Store.open(file, options)) {
            store.write(tx -> fill(store, tx));
        }
    }

    private static boolean fill(Store store, Tx tx) {
        FrozenOrder order = store.freeze(Fields.of(w -> {
            w.put("shape", "m1.small");
            w.put("note", "a=b\nc\\d");
        }));
        IntentRow planned = IntentRow.plan("01900000-0000-7000-8000-000000000001", "HOST_CREATE", "host/a")
                .in("here", "r1")
                .order(order)
                .tags(Map.of("shiyun-epoch", "1", "shiyun-op", "01900000"))
                .deadline(NOW.plusSeconds(600))
                .by(store.installation(), "process-1", NOW, Duration.ofSeconds(30));
        tx.intents().insert(planned);
        tx.intents().update(planned.ongoing("build|h-1").withResult("h-1"), NOW.plusSeconds(1));
        IntentRow failed = IntentRow.plan("01900000-0000-7000-8000-000000000002", "HOST_DELETE", "host/b")
                .in("here", "r1")
                .by(store.installation(), "process-1", NOW, Duration.ofSeconds(30));
        tx.intents().insert(failed);
        tx.intents().update(failed.troubled(IntentState.FAILED, "no such host", List.of()), NOW.plusSeconds(2));
        tx.audit()
                .append(AuditEntry.of(NOW, "ann", "HOSTS_CREATE", "OK")
                        .in("here", "r1")
                        .about("h-1")
                        .request("req-1")
                        .intent(planned.id())
                        .took(Duration.ofMillis(12)));
        tx.audit()
                .append(AuditEntry.of(NOW.plusSeconds(2), "ann", "HOSTS_DELETE", "FAILED")
                        .in("here", "r1")
                        .about("h-2")
                        .because("NOT_FOUND", "REJECTED"));
        tx.usage()
                .open(UsageRow.of("u-1", "HOST", "h-1")
                        .who("ann")
                        .in("here", "r1", "z1")
                        .forApp("web", "shop")
                        .host("a")
                        .shape("m1.small")
                        .tags(Map.of("team", "blue"))
                        .price(Price.hourly("0.12345678901", "USD"))
                        .intent(planned.id())
                        .since(NOW));
        tx.usage()
                .insert(UsageRow.of("u-0", "HOST", "h-0")
                        .in("here", "r1", "")
                        .price(Price.hourly("1", "EUR"))
                        .between(NOW.minusSeconds(3600), NOW));
        tx.revisions().add("shop", order, "RETIRED", "first", NOW, 10);
        tx.revisions().add("shop", order, "LIVE", "second", NOW.plusSeconds(1), 10);
        tx.revisions().makeCurrent("shop", 2, NOW.plusSeconds(1));
        tx.facts().put(new FactRow("here", "hosts", "r1", "h-1", "state=RUNNING\n", NOW));
        tx.leases().acquire("sweep", "process-1", NOW, Instant.parse("2026-11-20T10:01:00Z"));
        tx.alerts().put(new AlertRow("f-1", "cpu high", Map.of("host", "a"), "", "FIRING", NOW, "FIRING", 0, NOW, NOW));
        tx.alerts().beat(NOW);
        tx.silences().put(new SilenceRow("s-1", List.of("host=\"b\""), NOW, NOW.plusSeconds(3600), "ann", "a test"));
        tx.spend()
                .insert(new SpendRow(
                        planned.id(),
                        1,
                        SpendRow.State.OPEN,
                        "host/a",
                        "here",
                        "r1",
                        "ann",
                        "shop",
                        "web",
                        "0.12345678901",
                        "USD"));
        tx.outbox().add(NoticeRow.fresh("n-1", "pager", "f-1", Map.of("text", "up"), NOW));
        return true;
    }
}
