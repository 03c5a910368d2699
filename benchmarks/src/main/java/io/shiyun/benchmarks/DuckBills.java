package io.shiyun.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The same bills in DuckDB, in memory, on one thread: with keys as texts and with keys coded as ENUM. */
final class DuckBills implements AutoCloseable {
    private static final String KEYS = "day, provider, service, account, tag";

    private final DuckDBConnection duck;

    DuckBills(BillRows bills, int count, boolean mixed) throws SQLException {
        duck = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        run("SET threads = 1");
        run("CREATE TABLE combos (combo INTEGER, provider VARCHAR, service VARCHAR, account VARCHAR, tag VARCHAR)");
        try (PreparedStatement insert = duck.prepareStatement("INSERT INTO combos VALUES (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < bills.combos.size(); i++) {
                List<String> combo = bills.combos.get(i);
                insert.setInt(1, i);
                for (int k = 0; k < combo.size(); k++) {
                    insert.setString(k + 2, combo.get(k));
                }
                insert.execute();
            }
        }
        run("CREATE TABLE raw (day INTEGER, combo INTEGER, billed BIGINT, effective BIGINT)");
        append((taker) -> bills.rows(count, mixed, taker));
        for (String key : List.of("provider", "service", "account", "tag")) {
            run("CREATE TYPE " + key + "_enum AS ENUM (SELECT DISTINCT " + key + " FROM combos)");
        }
        run("CREATE TABLE texts AS " + typed("provider", "service", "account", "tag"));
        run("CREATE TABLE coded AS "
                + typed(
                        "provider::provider_enum provider",
                        "service::service_enum service",
                        "account::account_enum account",
                        "tag::tag_enum tag"));
    }

    private static String typed(String provider, String service, String account, String tag) {
        String money = "(%1$s::DECIMAL(18,0) * 0.00000000001::DECIMAL(11,11))::DECIMAL(18,11) %1$s";
        return "SELECT (DATE '" + BillRows.FIRST + "' + day) AS day, "
                + String.join(", ", provider, service, account, tag) + ", " + money.formatted("billed") + ", "
                + money.formatted("effective") + " FROM raw JOIN combos USING (combo)";
    }

    /** Hands over rows to be appended. */
    @FunctionalInterface
    private interface Rows {
        void to(BillRows.Taker taker);
    }

    private void append(Rows rows) throws SQLException {
        try (DuckDBAppender appender = duck.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "raw")) {
            rows.to((day, combo, billed, effective) -> {
                try {
                    appender.beginRow();
                    appender.append(day);
                    appender.append(combo);
                    appender.append(billed);
                    appender.append(effective);
                    appender.endRow();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    /** Adds one day to the coded table. */
    void addDay(BillRows bills, int day, int count) throws SQLException {
        run("DELETE FROM raw");
        append(taker -> bills.day(day, count, taker));
        run("INSERT INTO coded "
                + typed(
                        "provider::provider_enum provider",
                        "service::service_enum service",
                        "account::account_enum account",
                        "tag::tag_enum tag"));
    }

    /** Adds a table up by all five keys, into another table. */
    Object fold(String table) throws SQLException {
        run("CREATE OR REPLACE TEMP TABLE answer AS SELECT " + KEYS
                + ", sum(billed) billed, sum(effective) effective FROM " + table + " GROUP BY ALL");
        return table;
    }

    /** Returns the answer of the last fold. */
    Map<List<String>, List<BigDecimal>> answer() throws SQLException {
        Map<List<String>, List<BigDecimal>> answer = new HashMap<>();
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM answer")) {
            while (rows.next()) {
                answer.put(
                        List.of(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5)),
                        List.of(rows.getBigDecimal(6), rows.getBigDecimal(7)));
            }
        }
        return answer;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection() {
        return duck;
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }
}
