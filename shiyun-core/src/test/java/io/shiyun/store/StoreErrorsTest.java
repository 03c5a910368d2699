package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.store.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreErrorsTest {
    private static final StoreOptions HASTY = StoreOptions.defaults().withBusyTimeout(Duration.ofMillis(100));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shiyun.db");
    }

    private StoreException opening(Path file) {
        StoreException e = catchThrowableOfType(
                StoreException.class, () -> Store.open(file, HASTY).close());
        assertThat(e).as("opening " + file + " must fail").isNotNull();
        assertThat(e.getMessage()).contains(file.toString());
        return e;
    }

    private static void put(Store store, String key, int characters) {
        store.write(tx -> {
            tx.facts().put(new FactRow("c", "s", "r", key, "x".repeat(characters), Instant.EPOCH));
            return true;
        });
    }

    private static int facts(Store store) {
        return store.read(tx -> tx.facts().list("c", "s", "r", "", 10_000).size());
    }

    @Test
    void aTextFileIsNotADatabaseAndStaysAsItWas() throws Exception {
        Files.writeString(file(), "dear diary, today I was mistaken for a database");
        assertThat(opening(file()).kind()).isEqualTo(Kind.NOT_A_STORE);
        assertThat(file()).hasContent("dear diary, today I was mistaken for a database");
    }

    @Test
    void aFolderIsNotADatabase() throws Exception {
        Files.createDirectory(file());
        assertThat(opening(file()).kind()).isEqualTo(Kind.NOT_A_STORE);
    }

    @Test
    void theDatabaseOfAnotherApplicationIsRefusedAndStaysAsItWas() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE accounts (id INTEGER)");
        }
        byte[] before = Files.readAllBytes(file());
        StoreException e = opening(file());
        assertThat(e.kind()).isEqualTo(Kind.NOT_A_STORE);
        assertThat(e.getMessage()).contains("another application");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void anEmptyFileBecomesAStore() throws Exception {
        Files.createFile(file());
        try (Store store = Store.open(file())) {
            assertThat(facts(store)).isZero();
        }
    }

    @Test
    void aDamagedFileIsNamedAndLeftForRescue() throws Exception {
        try (Store store = Store.open(file())) {
            for (int i = 0; i < 50; i++) {
                put(store, "k" + i, 2000);
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        java.util.Arrays.fill(bytes, 8192, bytes.length / 2, (byte) 0x5A);
        Files.write(file(), bytes);
        StoreException e = opening(file());
        assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
        assertThat(e.getMessage()).contains("backup");
        assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    }

    @Test
    void aFileCutShortIsDamaged() throws Exception {
        try (Store store = Store.open(file())) {
            for (int i = 0; i < 50; i++) {
                put(store, "k" + i, 2000);
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length / 2), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(opening(file()).kind()).isEqualTo(Kind.CORRUPT);
    }

    @Test
    void aFileHeldInExclusiveModeSaysWhoIsInTheWay() throws Exception {
        Store.open(file()).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");
            StoreException e = opening(file());
            assertThat(e.kind()).isEqualTo(Kind.LOCKED);
            assertThat(e.getMessage()).contains("another process").contains("100 ms");
        }
        Store.open(file()).close();
    }

    @Test
    void aWriteThatAnotherProcessBlocksFailsCleanlyAndALaterOneWorks() throws Exception {
        try (Store store = Store.open(file(), HASTY)) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                StoreException e = catchThrowableOfType(StoreException.class, () -> put(store, "a", 1));
                assertThat(e.kind()).isEqualTo(Kind.LOCKED);
            }
            put(store, "b", 1);
            assertThat(facts(store)).isEqualTo(1);
        }
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, "size=4m")) {
            Store.open(file()).close();
            disk.remount("ro");
            assertThat(opening(file()).kind()).isEqualTo(Kind.READ_ONLY);
            assertThat(opening(folder.resolve("new.db")).kind()).isEqualTo(Kind.READ_ONLY);
        }
    }

    @Test
    void aStoreThatTurnsReadOnlyFailsItsWritesAndKeepsAnswering() {
        try (Store store = Store.open(file(), HASTY)) {
            put(store, "a", 10);
            store.write(tx -> {
                tx.writing().execute("PRAGMA query_only = 1");
                return true;
            });
            StoreException e = catchThrowableOfType(StoreException.class, () -> put(store, "b", 10));
            assertThat(e.kind()).isEqualTo(Kind.READ_ONLY);
            assertThat(facts(store)).isEqualTo(1);
        }
    }

    @Test
    void aFileOrFolderWithoutWritePermissionIsNamed() throws Exception {
        Store.open(file()).close();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assumeTrue(
                !Files.isWritable(file()),
                "SKIPPED: this user writes in spite of permissions (root), so they were not tested");
        assertThat(opening(file()).kind()).isEqualTo(Kind.READ_ONLY);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        try {
            assertThat(opening(file()).kind()).isEqualTo(Kind.READ_ONLY);
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aFullFileRollsBackAndWorksAgainOnceThereIsSpace() {
        try (Store store = Store.open(file())) {
            put(store, "before", 10);
            limit(store, "64");
            StoreException e = catchThrowableOfType(StoreException.class, () -> fill(store));
            assertThat(e.kind()).isEqualTo(Kind.FULL);
            assertThat(e.getMessage()).contains(file().toString()).contains("free space");
            int kept = facts(store);
            limit(store, "1000000");
            put(store, "after", 10);
            assertThat(facts(store)).isEqualTo(kept + 1);
        }
        try (Store store = Store.open(file())) {
            assertThat(store.<AuditCheck>read(tx -> tx.audit().verify()).ok()).isTrue();
        }
    }

    private static void limit(Store store, String pages) {
        store.write(tx -> {
            tx.writing().execute("PRAGMA max_page_count = " + pages);
            return true;
        });
    }

    /** Writes pairs that must stay pairs: a fact and an audit row in one transaction. */
    private static void fill(Store store) {
        for (int i = 0; i < 10_000; i++) {
            String key = "k" + i;
            store.write(tx -> {
                tx.facts().put(new FactRow("c", "s", "r", key, "x".repeat(3000), Instant.EPOCH));
                tx.audit()
                        .append(AuditEntry.of(Instant.EPOCH, "me", "PUT", "OK").about(key));
                return true;
            });
        }
    }

    @Test
    void aFullDiskRollsBackAndWorksAgainOnceThereIsSpace() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, "size=2m")) {
            Path ballast = disk.folder().resolve("ballast");
            try (Store store = Store.open(file())) {
                put(store, "before", 10);
                Files.write(ballast, new byte[512 * 1024]);
                StoreException e = catchThrowableOfType(StoreException.class, () -> fill(store));
                assertThat(e.kind()).isEqualTo(Kind.FULL);
                int kept = facts(store);
                assertThat(store.<AuditCheck>read(tx -> tx.audit().verify()).rows())
                        .isEqualTo(kept - 1);
                Files.delete(ballast);
                put(store, "after", 10);
                assertThat(facts(store)).isEqualTo(kept + 1);
            }
            try (Store store = Store.open(file())) {
                assertThat(store.<AuditCheck>read(tx -> tx.audit().verify()).ok())
                        .isTrue();
            }
        }
    }

    @Test
    void aNewStoreOnAFullDiskSaysSo() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, "size=64k")) {
            Files.write(disk.folder().resolve("ballast"), new byte[56 * 1024]);
            assertThat(opening(file()).kind()).isIn(Kind.FULL, Kind.IO);
        }
    }

    @Test
    void aTemporaryFolderWithoutExecutionNamesTheSettingThatHelps() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, "size=16m,noexec")) {
            Path errors = Files.createTempFile("shiyun", ".err");
            try {
                Process child = Children.start(
                        Children.command(
                                List.of("-Dorg.sqlite.tmpdir=" + disk.folder()), OpenOnce.class, file().toString()),
                        errors.toFile());
                assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
                String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(output)
                        .as(() -> errors + ": " + read(errors))
                        .startsWith("NATIVE")
                        .contains("-Dorg.sqlite.tmpdir")
                        .contains("noexec")
                        .contains(disk.folder().toString());
            } finally {
                Files.delete(errors);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    /** Opens a store and prints how that went. */
    static final class OpenOnce {
        private OpenOnce() {}

        public static void main(String[] arguments) {
            try (Store store = Store.open(Path.of(arguments[0]))) {
                System.out.println("OPENED " + store);
            } catch (StoreException e) {
                System.out.println(e.kind() + " " + e.getMessage());
            }
        }
    }
}
