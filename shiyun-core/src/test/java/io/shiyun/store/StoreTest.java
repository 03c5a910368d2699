package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Price;
import io.shiyun.store.StoreException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shiyun.db");
    }

    private static FactRow fact(String key) {
        return new FactRow("here", "hosts", "r1", key, "said", NOW);
    }

    private static long facts(Store store) {
        return store.read(
                tx -> (long) tx.facts().list("here", "hosts", "r1", "", 1000).size());
    }

    @Test
    void keepsWhatWasWrittenAcrossAReopen() {
        try (Store store = Store.open(file())) {
            store.write(tx -> {
                tx.facts().put(fact("a"));
                return true;
            });
        }
        try (Store store = Store.open(file())) {
            assertThat(facts(store)).isEqualTo(1);
        }
    }

    @Test
    void createsTheFoldersAboveItAndAFileForItsOwnerOnly() throws Exception {
        Path deep = folder.resolve("a/b/shiyun.db");
        Store.open(deep).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsNothingOfATransactionThatThrows() {
        try (Store store = Store.open(file())) {
            assertThatThrownBy(() -> store.write(tx -> {
                        tx.facts().put(fact("a"));
                        throw new IllegalStateException("change of mind");
                    }))
                    .hasMessage("change of mind");
            assertThat(facts(store)).isZero();
            store.write(tx -> {
                tx.facts().put(fact("b"));
                return true;
            });
            assertThat(facts(store)).isEqualTo(1);
        }
    }

    @Test
    void keepsNothingOfATransactionWhoseFailedStatementWasCaught() {
        try (Store store = Store.open(file())) {
            UsageRow row = UsageRow.of("u1", "HOST", "h1")
                    .price(Price.hourly("1", "USD"))
                    .since(NOW);
            assertThatThrownBy(() -> store.write(tx -> {
                        tx.usage().insert(row);
                        try {
                            tx.usage().insert(row);
                        } catch (StoreException e) {
                            assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
                        }
                        return true;
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("failed");
            assertThat(store.<List<UsageRow>>read(tx -> tx.usage().list(NOW, NOW.plusSeconds(1), "", 10)))
                    .isEmpty();
        }
    }

    @Test
    void readersSeeTheStateBeforeARunningWriteAndOneStateThroughout() throws Exception {
        try (Store store = Store.open(file())) {
            CountDownLatch wrote = new CountDownLatch(1);
            CountDownLatch seen = new CountDownLatch(1);
            CompletableFuture<Boolean> writer = CompletableFuture.supplyAsync(() -> store.write(tx -> {
                tx.facts().put(fact("a"));
                wrote.countDown();
                return await(seen);
            }));
            await(wrote);
            assertThat(facts(store)).isZero();
            seen.countDown();
            assertThat(writer.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(facts(store)).isEqualTo(1);

            long inOneRead = store.read(tx -> {
                int before = tx.facts().list("here", "hosts", "r1", "", 10).size();
                CompletableFuture.runAsync(() -> store.write(tx2 -> {
                            tx2.facts().put(fact("b"));
                            return true;
                        }))
                        .join();
                return (long) tx.facts().list("here", "hosts", "r1", "", 10).size() - before;
            });
            assertThat(inOneRead).isZero();
            assertThat(facts(store)).isEqualTo(2);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void writesOfManyThreadsAllArrive() {
        try (Store store = Store.open(file())) {
            List<CompletableFuture<Void>> all = IntStream.range(0, 8)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 25)
                            .forEach(i -> {
                                store.write(tx -> {
                                    tx.facts().put(fact(thread + "-" + i));
                                    return true;
                                });
                                facts(store);
                            })))
                    .toList();
            all.forEach(CompletableFuture::join);
            assertThat(facts(store)).isEqualTo(200);
        }
    }

    @Test
    void aReadCannotWrite() {
        try (Store store = Store.open(file())) {
            assertThatThrownBy(() -> store.read(tx -> {
                        tx.facts().put(fact("a"));
                        return true;
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Store.write");
        }
    }

    @Test
    void aTransactionHandleIsUselessAfterItsTransaction() {
        try (Store store = Store.open(file())) {
            AtomicReference<Tx> leaked = new AtomicReference<>();
            store.write(tx -> {
                leaked.set(tx);
                return true;
            });
            assertThatThrownBy(() -> leaked.get().facts().put(fact("a")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended");
        }
    }

    @Test
    void aWriteInsideAWriteIsRefused() {
        try (Store store = Store.open(file())) {
            assertThatThrownBy(() -> store.write(tx -> store.write(inner -> true)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("hand the Tx on");
        }
    }

    @Test
    void aReadInsideAReadIsRefusedAndInsideAWriteSeesTheLastCommit() {
        try (Store store = Store.open(file())) {
            assertThatThrownBy(() -> store.read(tx -> store.read(inner -> true)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("hand the Tx on");
            long seen = store.write(tx -> {
                tx.facts().put(fact("a"));
                return facts(store);
            });
            assertThat(seen).isZero();
        }
    }

    @Test
    void aClosedStoreSaysSoAndClosesTwice() {
        Store store = Store.open(file());
        store.close();
        store.close();
        assertThatThrownBy(() -> facts(store)).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.CLOSED);
            assertThat(e.file()).contains(file());
        });
    }

    @Test
    void closeLeavesOneFileWithoutALog() {
        try (Store store = Store.open(file())) {
            store.write(tx -> {
                tx.facts().put(fact("a"));
                return true;
            });
            assertThat(folder.resolve("shiyun.db-wal")).isNotEmptyFile();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.db-*");
    }

    @Test
    void aTemporaryStoreLeavesNothingBehind() {
        Path place;
        try (Store store = Store.temporary(StoreOptions.defaults())) {
            place = store.file();
            assertThat(place).exists();
            store.seal();
        }
        assertThat(place.getParent()).doesNotExist();
    }

    @Test
    void settingsAreWhatDurabilityNeeds() throws SQLException {
        Sqlite sqlite = new Sqlite(file(), Duration.ofSeconds(5));
        sqlite.prepare();
        try (Connection writer = sqlite.writer();
                Connection reader = sqlite.reader()) {
            assertThat(Sqlite.text(writer, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(Sqlite.text(writer, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(Sqlite.text(writer, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(Sqlite.text(writer, "PRAGMA busy_timeout")).isEqualTo("5000");
            assertThat(Sqlite.text(reader, "PRAGMA query_only")).isEqualTo("1");
        }
    }

    @Test
    void twoStoresOfOneFileSeeEachOthersCommits() {
        try (Store one = Store.open(file());
                Store two = Store.open(file())) {
            assertThat(one.installation().id()).isEqualTo(two.installation().id());
            one.write(tx -> {
                tx.facts().put(fact("a"));
                return true;
            });
            two.write(tx -> {
                tx.facts().put(fact("b"));
                return true;
            });
            assertThat(facts(one)).isEqualTo(2);
        }
    }

    @Test
    void theFileIsOneThatSqliteItselfCanRead() throws SQLException {
        Store.open(file()).close();
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            assertThat(Sqlite.text(plain, "PRAGMA integrity_check")).isEqualTo("ok");
            assertThat(Sqlite.text(plain, "SELECT max(number) FROM schema_version"))
                    .isEqualTo(String.valueOf(Migrations.all().size()));
        }
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> StoreOptions.defaults().withReaders(0)).hasMessageContaining("readers");
        assertThatThrownBy(() -> StoreOptions.defaults().withBusyTimeout(Duration.ofDays(1)))
                .hasMessageContaining("busyTimeout");
    }
}
