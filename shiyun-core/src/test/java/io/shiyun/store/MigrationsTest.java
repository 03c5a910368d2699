package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.store.Migrations.Migration;
import io.shiyun.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
    private static final String V001 = "f22a73e5394bdeccbbbca4adfe8418beb5512aa4a7b844df44d515c0316c1fd7";
    private static final String V002 = "cbea80167e04616a717b3c93e30a60a56cf383f1b907e8183fb99eb2ce9ceedc";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shiyun.db");
    }

    private static List<Migration> with(Migration... more) {
        List<Migration> all = new ArrayList<>(Migrations.all());
        all.addAll(List.of(more));
        return all;
    }

    private Store open(List<Migration> migrations) {
        return Store.open(file(), StoreOptions.defaults(), migrations);
    }

    private static final int TODAY = Migrations.all().size();
    private static final int NUMBER = TODAY + 1;
    private static final Migration NEXT =
            new Migration(NUMBER, "next", "CREATE TABLE extra (id INTEGER);\n\nINSERT INTO extra (id) VALUES (7);\n");

    @Test
    void numbersCountFromOneWithoutAGap() {
        List<Migration> all = Migrations.all();
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).number()).isEqualTo(i + 1);
            assertThat(Migrations.statements(all.get(i).text())).isNotEmpty();
        }
    }

    /** A released migration never changes: this line is only ever added to. */
    @Test
    void releasedMigrationsReadAsTheyDidWhenReleased() {
        assertThat(Migrations.all()).extracting(Migration::checksum).startsWith(V001, V002);
    }

    @Test
    void aMissingMigrationIsAppliedAndRemembered() throws Exception {
        open(Migrations.all()).close();
        open(with(NEXT)).close();
        open(with(NEXT)).close();
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            assertThat(Sqlite.text(plain, "SELECT group_concat(id) FROM extra")).isEqualTo("7");
            assertThat(Sqlite.text(plain, "SELECT count(*) FROM schema_version WHERE name = 'next'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aMigrationThatFailsLeavesTheFileAtTheVersionBefore() throws Exception {
        Migration broken =
                new Migration(NUMBER, "broken", "CREATE TABLE extra (id INTEGER);\nCREATE TABLE lease (x);\n");
        StoreException e = catchThrowableOfType(StoreException.class, () -> open(with(broken)));
        assertThat(e).hasMessageContaining("lease");
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            assertThat(Sqlite.text(plain, "SELECT max(number) FROM schema_version"))
                    .isEqualTo("" + TODAY);
            assertThat(Sqlite.text(plain, "SELECT count(*) FROM sqlite_master WHERE name = 'extra'"))
                    .isEqualTo("0");
        }
        open(with(NEXT)).close();
    }

    @Test
    void anEditedMigrationIsRefused() {
        open(with(NEXT)).close();
        Migration edited = new Migration(NUMBER, "next", NEXT.text().replace("7", "8"));
        StoreException e = catchThrowableOfType(StoreException.class, () -> open(with(edited)));
        assertThat(e.kind()).isEqualTo(Kind.EDITED);
        assertThat(e).hasMessageContaining("Migration " + NUMBER + " (next)").hasMessageContaining(file().toString());
    }

    @Test
    void aNewerStoreIsRefusedNamingBothVersionsAndUnchanged() throws Exception {
        open(with(NEXT)).close();
        StoreException e = catchThrowableOfType(StoreException.class, () -> Store.open(file()));
        assertThat(e.kind()).isEqualTo(Kind.NEWER);
        assertThat(e)
                .hasMessageContaining("version " + NUMBER + " (next)")
                .hasMessageContaining("knows up to " + TODAY)
                .hasMessageContaining("Use the newer shiyun-core");
        open(with(NEXT)).close();
    }

    @Test
    void lineEndsOfTheCheckoutDoNotMatter() {
        Migration windows = new Migration(NUMBER, "next", NEXT.text().replace("\n", "\r\n"));
        assertThat(windows.checksum()).isEqualTo(NEXT.checksum());
        assertThat(Migrations.statements(windows.text())).isEqualTo(Migrations.statements(NEXT.text()));
    }

    @RepeatedTest(10)
    void manyOpenAtOnceAndMigrateOnce() {
        List<CompletableFuture<Void>> all = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(() -> open(with(NEXT)).close()))
                .toList();
        all.forEach(CompletableFuture::join);
        try (Store store = open(with(NEXT))) {
            assertThat(store.<Long>read(tx -> tx.reading().number("SELECT count(*) FROM extra")))
                    .isEqualTo(1);
        }
    }

    @Test
    void badNamesAndTextsAreRefused() {
        assertThatThrownBy(() -> Migrations.parse("first.sql", "")).hasMessageContaining("V<number>__<name>.sql");
        assertThatThrownBy(() -> Migrations.statements("CREATE TABLE a (b INTEGER)"))
                .hasMessageContaining("semicolon");
    }

    /** One sample a released schema, as the SQL text of a whole store: each must open and keep its rows. */
    @ParameterizedTest
    @ValueSource(strings = {"V001", "V002", "V003"})
    void aStoreOfEveryReleasedSchemaOpensAndKeepsItsRows(String released) throws Exception {
        load(released);
        try (Store store = Store.open(file())) {
            assertThat(store.installation().id()).isEqualTo("7b0d4c3e-0000-4000-8000-5348495955aa");
            assertThat(store.<AuditCheck>read(tx -> tx.audit().verify())).isEqualTo(new AuditCheck(2, 0, ""));
            IntentRow intent = store.<Optional<IntentRow>>read(
                            tx -> tx.intents().get("01900000-0000-7000-8000-000000000001", 1))
                    .orElseThrow();
            assertThat(intent.token()).isEqualTo(store.installation().token("01900000-0000-7000-8000-000000000001", 1));
            assertThat(intent.state()).isEqualTo(IntentState.ONGOING);
            assertThat(store.thaw(intent.order()).plain()).containsEntry("shape", "m1.small");
            assertThat(store.<List<UsageRow>>read(tx -> tx.usage().open("here", "", 10)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.unitPrice()).isEqualByComparingTo("0.12345678901"));
            assertThat(store.<Optional<RevisionRow>>read(tx -> tx.revisions().current("shop")))
                    .get()
                    .extracting(RevisionRow::number)
                    .isEqualTo(2);
            assertThat(store.<Optional<FactRow>>read(tx -> tx.facts().get("here", "hosts", "r1", "h-1")))
                    .isPresent();
            assertThat(store.<Optional<Lease>>read(tx -> tx.leases().get("sweep")))
                    .get()
                    .extracting(Lease::until)
                    .isEqualTo(Instant.parse("2026-11-20T10:01:00Z"));
        }
    }

    @Test
    void aStoreOfSchema3KeepsTheMoneyThatIsHeld() throws Exception {
        load("V003");
        try (Store store = Store.open(file())) {
            SpendRow held = store.<Optional<SpendRow>>read(
                            tx -> tx.spend().get("01900000-0000-7000-8000-000000000001", 1))
                    .orElseThrow();
            assertThat(held.state()).isEqualTo(SpendRow.State.OPEN);
            assertThat(held.amount()).isEqualTo("0.12345678901");
            assertThat(held.project()).isEqualTo("shop");
            assertThat(held.app()).isEqualTo("web");
        }
    }

    @Test
    void aStoreOfSchema2KeepsItsAlertsSilencesAndNotices() throws Exception {
        load("V002");
        Instant written = Instant.parse("2026-11-20T10:00:00.123456Z");
        try (Store store = Store.open(file())) {
            assertThat(store.<List<AlertRow>>read(tx -> tx.alerts().list("", 10)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.subject()).containsEntry("host", "a"))
                    .extracting(AlertRow::began)
                    .isEqualTo(written);
            assertThat(store.<List<SilenceRow>>read(tx -> tx.silences().list(written, 10)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.matchers()).containsExactly("host=\"b\""));
            assertThat(store.<List<NoticeRow>>read(tx -> tx.outbox().list(NoticeState.WAITING, 10)))
                    .singleElement()
                    .satisfies(row -> assertThat(row.body()).containsEntry("text", "up"));
        }
    }

    private void load(String released) throws Exception {
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = plain.createStatement()) {
            for (String sql : Migrations.statements(sample(released))) {
                statement.execute(sql);
            }
        }
    }

    private static String sample(String released) throws IOException {
        try (InputStream in = MigrationsTest.class.getResourceAsStream("samples/" + released + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
