package io.shiyun.finops.focus;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What rows that no file brought must keep to be FOCUS. */
final class OwnRows {
    private OwnRows() {}

    /**
     * Checks rows and returns the columns that a file of them has.
     *
     * @throws IllegalArgumentException with the number of the row and the column, if a row is not FOCUS of the version
     */
    static FocusLayout layout(List<FocusRow> rows, FocusVersion version) {
        Set<FocusColumn> columns = EnumSet.copyOf(version.mandatory());
        TreeSet<String> extras = new TreeSet<>();
        for (int i = 0; i < rows.size(); i++) {
            FocusRow row = rows.get(i);
            check(row, i + 1, version);
            columns.addAll(row.columns());
            extras.addAll(row.extras());
        }
        return new FocusLayout(List.copyOf(columns), List.copyOf(extras));
    }

    private static void check(FocusRow row, int number, FocusVersion version) {
        for (FocusColumn column : FocusColumn.values()) {
            FocusVersion.Presence presence = version.presence(column);
            boolean set = row.value(column) != null;
            if (set && presence == FocusVersion.Presence.ABSENT) {
                throw bad(number, column, "is not in FOCUS " + version.number() + "; name it x_" + column.header());
            }
            if (!set
                    && presence == FocusVersion.Presence.MANDATORY
                    && !ColumnFacts.of(column).nullable()) {
                throw bad(number, column, "is null; FOCUS " + version.number() + " wants it in each row");
            }
        }
        ordered(row, number, FocusColumn.BILLING_PERIOD_START, FocusColumn.BILLING_PERIOD_END);
        ordered(row, number, FocusColumn.CHARGE_PERIOD_START, FocusColumn.CHARGE_PERIOD_END);
    }

    private static void ordered(FocusRow row, int number, FocusColumn start, FocusColumn end) {
        if (row.value(start) instanceof Instant from && row.value(end) instanceof Instant to && !from.isBefore(to)) {
            throw bad(number, end, to + " is not after the start of its period, " + from);
        }
    }

    private static IllegalArgumentException bad(int number, FocusColumn column, String problem) {
        return new IllegalArgumentException("Row " + number + ": " + column.header() + " " + problem);
    }
}
