package io.shiyun.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection with its prepared statements. Used by one thread at a time. */
final class Sql implements AutoCloseable {
    private static final int STATEMENTS = 64;

    private final Connection connection;
    private final Sqlite sqlite;
    private final LinkedHashMap<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);
    private boolean failed;

    Sql(Connection connection, Sqlite sqlite) {
        this.connection = connection;
        this.sqlite = sqlite;
    }

    /** Runs one changing statement and answers how many rows it touched. */
    int update(String sql, @Nullable Object... values) {
        return run(sql, values, PreparedStatement::executeUpdate);
    }

    /** All rows of a question whose own LIMIT or key bounds the answer. */
    <T> List<T> list(String sql, Function<Row, T> reader, @Nullable Object... values) {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(reader.apply(row)), values);
        return rows;
    }

    <T> Optional<T> first(String sql, Function<Row, T> reader, @Nullable Object... values) {
        List<T> rows = list(sql, reader, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** One whole number, such as a count; zero where the answer is null or empty. */
    long number(String sql, @Nullable Object... values) {
        return run(sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /** Hands over row by row, so that an answer of any size needs the memory of one row. */
    void each(String sql, Consumer<Row> action, @Nullable Object... values) {
        run(sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows, sqlite);
                while (rows.next()) {
                    action.accept(row);
                }
            }
            return true;
        });
    }

    /** A statement without values that runs once, such as those of a migration. */
    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            failed = true;
            throw sqlite.error(e, "write");
        }
    }

    void begin(String how) {
        failed = false;
        update(how);
    }

    /** Commits, unless a statement failed: then all is rolled back, as PostgreSQL does it too. */
    void commit() {
        if (failed) {
            throw new IllegalStateException(
                    "A statement of this transaction failed and was caught; nothing of the transaction was kept");
        }
        update("COMMIT");
    }

    /** Ends the transaction without a trace. SQLite may have rolled back by itself already. */
    void rollback() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            if (e.getMessage() == null || !e.getMessage().contains("no transaction is active")) {
                throw e;
            }
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        for (PreparedStatement statement : prepared.values()) {
            closeQuietly(statement);
        }
        prepared.clear();
        Sqlite.closeQuietly(connection);
    }

    private interface Body<T> {
        T apply(PreparedStatement statement) throws SQLException;
    }

    /** A statement in use is out of the cache, so that a nested use of the same text gets its own. */
    private <T> T run(String sql, @Nullable Object[] values, Body<T> body) {
        PreparedStatement statement = prepared.remove(sql);
        try {
            if (statement == null) {
                statement = connection.prepareStatement(sql);
            }
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            T result = body.apply(statement);
            keep(sql, statement);
            statement = null;
            return result;
        } catch (SQLException e) {
            failed = true;
            throw sqlite.error(e, sql.startsWith("SELECT") || sql.equals(Sqlite.BEGIN_READ) ? "read" : "write");
        } finally {
            if (statement != null) {
                closeQuietly(statement);
            }
        }
    }

    private void keep(String sql, PreparedStatement statement) {
        PreparedStatement twin = prepared.put(sql, statement);
        if (twin != null) {
            closeQuietly(twin);
        }
        if (prepared.size() > STATEMENTS) {
            Map.Entry<String, PreparedStatement> eldest =
                    prepared.entrySet().iterator().next();
            prepared.remove(eldest.getKey());
            closeQuietly(eldest.getValue());
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setObject(index, null);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Instant instant) {
            statement.setLong(index, Times.micros(instant));
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else if (value instanceof BigDecimal decimal) {
            statement.setString(index, decimal.toPlainString());
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            throw new IllegalArgumentException("No column type for " + value.getClass());
        }
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(Sql.class).warn("A statement could not be closed", e);
        }
    }
}
