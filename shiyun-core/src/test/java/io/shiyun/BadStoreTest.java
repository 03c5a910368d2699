package io.shiyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.provider.sim.SimWorld;
import io.shiyun.store.AuditCheck;
import io.shiyun.store.Children;
import io.shiyun.store.Store;
import io.shiyun.store.StoreException;
import io.shiyun.store.StoreException.Kind;
import io.shiyun.store.Tmpfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be used is refused by name with what to do, and neither it nor a host is lost. */
class BadStoreTest {
    private static final HostSpec WEB =
            HostSpec.named("web").atLeast(Cpu.vcpus(1), Bytes.gib(1)).image("debian-12");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shiyun.db");
    }

    private String world() {
        return folder.toString();
    }

    private ShiyunBuilder builder() {
        CloudSettings settings = CloudSettings.of("world", world()).with("boot-time", "5ms");
        return Shiyun.builder().cloud("a", "sim", settings).store(file());
    }

    private StoreException refused(Kind kind) {
        StoreException e = catchThrowableOfType(
                StoreException.class, () -> builder().build().close());
        assertThat(e).as("opening it must fail").isNotNull();
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageContaining(file().toString());
        return e;
    }

    /** A store with a host in it. */
    private Host host() {
        try (Shiyun shiyun = builder().build()) {
            return shiyun.hosts().create(WEB, Placement.anywhere());
        }
    }

    private void holdsStill(Host host) {
        try (Shiyun shiyun = builder().build()) {
            assertThat(shiyun.hosts().list().items()).extracting(Host::id).containsExactly(host.id());
            shiyun.hosts().delete(host.id());
        }
        try (Store store = Store.open(file())) {
            assertThat(store.<AuditCheck>read(tx -> tx.audit().verify()).ok()).isTrue();
        }
    }

    @AfterEach
    void forget() {
        SimWorld.forget(world());
    }

    @Test
    void oneThatAnotherProcessHoldsIsRefusedUntilThatEnds() throws Exception {
        Host host = host();
        Path errors = Files.createTempFile("shiyun-holder", ".err");
        Process holder = Children.start(Children.command(List.of(), Holder.class, file().toString()), errors.toFile());
        try (BufferedReader told = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.readLine()).as(() -> "see " + errors).isEqualTo(Holder.HELD);

            assertThat(refused(Kind.LOCKED))
                    .hasMessageContainingAll("held by another process", "close the other program");

            holder.getOutputStream().close();
            assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            holder.destroyForcibly();
        }
        holdsStill(host);
        Files.delete(errors);
    }

    @Test
    void oneThatAnotherProcessWritesForTooLongFailsACreateBeforeAnythingIsSent() throws Exception {
        try (Shiyun shiyun = builder().build()) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                StoreException e = catchThrowableOfType(
                        StoreException.class, () -> shiyun.hosts().create(WEB, Placement.anywhere()));
                assertThat(e.kind()).isEqualTo(Kind.LOCKED);
                assertThat(e).hasMessageContainingAll(file().toString(), "held by another process");
            }
            assertThat(shiyun.hosts().list().items()).isEmpty();
            shiyun.hosts().create(WEB, Placement.anywhere());
        }
    }

    @Test
    void aDamagedOneIsRefusedAndKeptForRescue() throws IOException {
        Host host = host();
        byte[] sound = Files.readAllBytes(file());
        byte[] damaged = sound.clone();
        Arrays.fill(damaged, 8192, damaged.length / 2, (byte) 0x5A);
        Files.write(file(), damaged);

        assertThat(refused(Kind.CORRUPT)).hasMessageContainingAll("is damaged", "restore a backup", ".recover");

        assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
        Files.write(file(), sound);
        holdsStill(host);
    }

    @Test
    void oneOfANewerVersionIsRefusedAndStaysAsItIs() throws Exception {
        Host host = host();
        change(
                "INSERT INTO schema_version SELECT max(number) + 1, 'of tomorrow', checksum, applied_at FROM schema_version");
        byte[] before = Files.readAllBytes(file());

        assertThat(refused(Kind.NEWER))
                .hasMessageContainingAll("made by a newer version", "(of tomorrow)", "Use the newer shiyun-core");

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        change("DELETE FROM schema_version WHERE name = 'of tomorrow'");
        holdsStill(host);
    }

    private void change(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void oneOnAReadOnlyDiskIsRefused() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, "size=8m")) {
            Host host = host();
            disk.remount("ro");
            assertThat(refused(Kind.READ_ONLY)).hasMessageContainingAll("cannot be written", "must be writable");
            disk.remount("rw");
            holdsStill(host);
        }
    }

    @Test
    void oneOnAFullDiskFailsACreateAndLosesNoHost() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, "size=2m")) {
            Path ballast = disk.folder().resolve("ballast");
            int made = 0;
            try (Shiyun shiyun = builder().build()) {
                fill(ballast);
                StoreException e = null;
                for (; e == null && made < 1000; made++) {
                    HostSpec next = WEB.withName("web-" + made);
                    e = catchThrowableOfType(
                            StoreException.class, () -> shiyun.hosts().create(next, Placement.anywhere()));
                }
                assertThat(e).isNotNull();
                assertThat(e.kind()).isEqualTo(Kind.FULL);
                assertThat(e).hasMessageContainingAll(file().toString(), "No space is left", "free space");
                Files.delete(ballast);
            }
            Host host;
            try (Shiyun shiyun = builder().build()) {
                assertThat(shiyun.recovery(Duration.ofSeconds(20)).settled()).isTrue();
                assertThat(shiyun.sweep(true).finds()).as("hosts nobody knows").isEmpty();
                assertThat(shiyun.hosts().list().items()).hasSizeBetween(made - 1, made);
                shiyun.hosts().list().items().forEach(each -> shiyun.hosts().delete(each.id()));
                host = shiyun.hosts().create(WEB, Placement.anywhere());
            }
            holdsStill(host);
        }
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(ballast)) {
            for (int i = 0; i < 1024; i++) {
                out.write(block);
            }
            throw new AssertionError("the disk is not full after 4 MiB");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Holds a store for itself alone until its input ends. */
    static final class Holder {
        static final String HELD = "held";

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (Connection mine = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                    Statement statement = mine.createStatement()) {
                statement.execute("PRAGMA locking_mode = EXCLUSIVE");
                statement.execute("BEGIN EXCLUSIVE");
                System.out.println(HELD);
                System.in.readAllBytes();
            }
        }
    }
}
