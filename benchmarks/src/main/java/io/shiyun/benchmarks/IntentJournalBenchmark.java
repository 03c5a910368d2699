package io.shiyun.benchmarks;

import io.shiyun.model.Fields;
import io.shiyun.store.FrozenOrder;
import io.shiyun.store.IntentRow;
import io.shiyun.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Intents written down in a second, each synced to the disk, beside plain inserts of the same rows into the same table of
 * the same SQLite with the same settings. Both wait for the disk most of the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class IntentJournalBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String COLUMNS =
            "id, epoch, parent, kind, resource, cloud, region, token, order_text, order_hash,"
                    + " tags, state, ticket, result, problem, remains, deadline, owner, lease_until, fencing, created, updated";

    private @Nullable Path folder;
    private @Nullable Store store;
    private @Nullable Connection plain;
    private @Nullable PreparedStatement insert;
    private FrozenOrder order = FrozenOrder.EMPTY;

    /** Two files with the same tables. */
    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        Path place = Files.createTempDirectory("shiyun-journal");
        folder = place;
        Store ours = Store.open(place.resolve("ours.db"));
        store = ours;
        order = ours.freeze(Fields.of(w -> w.putMap("order", Map.of("shape", "m1.small", "image", "debian-12"))));
        Store.open(place.resolve("plain.db")).close();
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + place.resolve("plain.db"));
        plain = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
        }
        insert = connection.prepareStatement("INSERT INTO intent (" + COLUMNS
                + ") VALUES (?, 1, '', 'HOST_CREATE', ?, 'here', 'r1', ?, ?, ?, ?, 'PLANNED', '', '', '', '', NULL, 'p1',"
                + " ?, 1, ?, ?)");
    }

    /** Deletes both. */
    @TearDown(Level.Trial)
    public void close() throws IOException, SQLException {
        if (store != null) {
            store.close();
        }
        if (plain != null) {
            plain.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** Ours: row, token, transaction, sync. */
    @Benchmark
    public IntentRow shiyun() {
        Store ours = opened(store);
        String id = UUID.randomUUID().toString();
        IntentRow row = IntentRow.plan(id, "HOST_CREATE", "host/" + id)
                .in("here", "r1")
                .order(order)
                .tags(Map.of("shiyun-op", id))
                .by(ours.installation(), "p1", NOW, Duration.ofSeconds(30));
        return ours.write(tx -> tx.intents().insert(row));
    }

    /** A prepared statement that commits by itself. */
    @Benchmark
    public int peerPlainSqlite() throws SQLException {
        PreparedStatement statement = opened(insert);
        String id = UUID.randomUUID().toString();
        statement.setString(1, id);
        statement.setString(2, "host/" + id);
        statement.setString(3, id.replace("-", ""));
        statement.setString(4, order.text());
        statement.setString(5, order.hash());
        statement.setString(6, "shiyun-op=" + id + "\n");
        statement.setLong(7, NOW.getEpochSecond() * 1_000_000 + 30_000_000);
        statement.setLong(8, NOW.getEpochSecond() * 1_000_000);
        statement.setLong(9, NOW.getEpochSecond() * 1_000_000);
        return statement.executeUpdate();
    }

    private static <T> T opened(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("JMH calls open() first");
        }
        return thing;
    }
}
