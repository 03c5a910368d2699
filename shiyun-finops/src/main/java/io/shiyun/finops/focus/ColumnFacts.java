package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What FOCUS says of a column: read once from {@code columns.csv} beside this class. */
record ColumnFacts(List<FocusVersion.Presence> presences, boolean nullable, List<String> allowed) {
    private static final Map<FocusColumn, ColumnFacts> ALL = load();

    static ColumnFacts of(FocusColumn column) {
        ColumnFacts facts = ALL.get(column);
        if (facts == null) {
            throw new IllegalStateException("columns.csv lacks " + column.header());
        }
        return facts;
    }

    FocusVersion.Presence presence(FocusVersion version) {
        return presences.get(version.ordinal());
    }

    private static Map<FocusColumn, ColumnFacts> load() {
        Map<FocusColumn, ColumnFacts> all = new EnumMap<>(FocusColumn.class);
        for (String[] fields : ResourceTable.read("columns.csv")) {
            FocusColumn column = FocusColumn.ofHeader(fields[0]);
            if (column == null) {
                throw new IllegalStateException("columns.csv has an unknown column: " + fields[0]);
            }
            List<FocusVersion.Presence> presences = new ArrayList<>();
            for (int version = 1; version <= FocusVersion.values().length; version++) {
                presences.add(
                        switch (fields[version]) {
                            case "M" -> FocusVersion.Presence.MANDATORY;
                            case "C" -> FocusVersion.Presence.CONDITIONAL;
                            case "R" -> FocusVersion.Presence.RECOMMENDED;
                            default -> FocusVersion.Presence.ABSENT;
                        });
            }
            all.put(column, new ColumnFacts(List.copyOf(presences), "yes".equals(fields[6]), allowed(fields[7])));
        }
        return all;
    }

    private static List<String> allowed(@Nullable String field) {
        return field == null || field.isEmpty() ? List.of() : List.of(field.split("\\|"));
    }
}
