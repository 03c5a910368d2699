package io.shiyun.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current row of a result, by column name. */
final class Row {
    private final ResultSet columns;
    private final Sqlite sqlite;

    Row(ResultSet columns, Sqlite sqlite) {
        this.columns = columns;
        this.sqlite = sqlite;
    }

    String text(String column) {
        try {
            String value = columns.getString(column);
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw sqlite.error(e, "read");
        }
    }

    byte[] bytes(String column) {
        try {
            byte[] value = columns.getBytes(column);
            return value == null ? new byte[0] : value;
        } catch (SQLException e) {
            throw sqlite.error(e, "read");
        }
    }

    long number(String column) {
        try {
            return columns.getLong(column);
        } catch (SQLException e) {
            throw sqlite.error(e, "read");
        }
    }

    BigDecimal decimal(String column) {
        return new BigDecimal(text(column));
    }

    Map<String, String> map(String column) {
        return Lines.map(text(column));
    }

    Instant time(String column) {
        return Times.instant(number(column));
    }

    @Nullable Instant timeOrNull(String column) {
        try {
            long micros = columns.getLong(column);
            return columns.wasNull() ? null : Times.instant(micros);
        } catch (SQLException e) {
            throw sqlite.error(e, "read");
        }
    }
}
