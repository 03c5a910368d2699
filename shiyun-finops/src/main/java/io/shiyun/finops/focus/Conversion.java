package io.shiyun.finops.focus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which column of a checked file goes where in a version of FOCUS, and the rows that come of it. */
final class Conversion {
    private final RawRow raw;
    private final Map<FocusColumn, Field> columns = new EnumMap<>(FocusColumn.class);
    private final Map<String, Field> extras = new LinkedHashMap<>();
    private final FocusLayout layout;

    Conversion(List<String> header, FocusVersion version) {
        this.raw = new RawRow(header);
        Map<String, Integer> others = new LinkedHashMap<>();
        for (int field = 0; field < header.size(); field++) {
            FocusColumn column = FocusColumn.ofHeader(header.get(field));
            if (column != null) {
                columns.put(column, new Field(field, column));
            } else {
                others.put(header.get(field), field);
            }
        }
        Map<FocusColumn, Field> unknown = new EnumMap<>(FocusColumn.class);
        bridge(version);
        columns.forEach((column, field) -> {
            if (version.presence(column) == FocusVersion.Presence.ABSENT) {
                unknown.put(column, field);
            }
        });
        columns.keySet().removeAll(unknown.keySet());
        others.forEach((name, field) -> extras.put(custom(name, others.keySet()), new Field(field, null)));
        unknown.values().removeIf(field -> columns.containsValue(field));
        unknown.forEach((column, field) -> extras.put(custom(column.header(), others.keySet()), field));
        Set<FocusColumn> all = EnumSet.copyOf(version.mandatory());
        all.addAll(columns.keySet());
        this.layout = new FocusLayout(List.copyOf(all), new ArrayList<>(extras.keySet()));
    }

    FocusLayout layout() {
        return layout;
    }

    /** Puts the values of a row of a block into a row. */
    void read(CsvBlock block, int at, FocusRow row) {
        row.clear();
        raw.at(block, at);
        columns.forEach((column, field) -> row.checked(column, field.value(raw)));
        extras.forEach((name, field) -> {
            Object value = field.value(raw);
            if (value != null) {
                row.checked(name, FocusRow.text(value));
            }
        });
    }

    /** The provider has another name since 1.3, which both names have. */
    private void bridge(FocusVersion version) {
        same(version, FocusColumn.PROVIDER_NAME, FocusColumn.SERVICE_PROVIDER_NAME);
        same(version, FocusColumn.SERVICE_PROVIDER_NAME, FocusColumn.PROVIDER_NAME);
    }

    private void same(FocusVersion version, FocusColumn from, FocusColumn to) {
        Field field = columns.get(from);
        if (field != null && version.presence(to) != FocusVersion.Presence.ABSENT) {
            columns.putIfAbsent(to, field);
        }
    }

    /** FOCUS wants other columns named x_ and then like its own; a name that is taken gets a number. */
    private String custom(String name, Set<String> taken) {
        if (name.startsWith("x_") && !extras.containsKey(name)) {
            return name;
        }
        StringBuilder stem = new StringBuilder();
        for (String word : name.replaceFirst("^[xX]_", "").split("[^\\p{L}\\p{N}]+")) {
            stem.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        stem.append(stem.isEmpty() ? "Column" : "");
        String found = "x_" + stem;
        for (int number = 2; taken.contains(found) || extras.containsKey(found); number++) {
            found = "x_" + stem + number;
        }
        return found;
    }

    /** A field of the file, and what its texts mean. */
    private static final class Field {
        private final int place;
        private final @Nullable FocusColumn column;
        private final Meaning meaning;

        Field(int place, @Nullable FocusColumn column) {
            this.place = place;
            this.column = column;
            // JSON has been checked and stays as it is written.
            this.meaning = column == null || column.kind() != FocusColumn.Kind.TEXT
                    ? Meaning.ANY
                    : Table.meaning(column, ColumnFacts.of(column));
        }

        @Nullable Object value(RawRow row) {
            String text = row.field(place);
            if (text == null || column == null) {
                return text;
            }
            return switch (column.kind()) {
                case TEXT, JSON -> meaning.canonical(text);
                case TIME -> Instant.ofEpochSecond(Times.seconds(text));
                case DECIMAL -> {
                    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                    yield Decimals.exact(bytes, 0, bytes.length);
                }
            };
        }
    }
}
