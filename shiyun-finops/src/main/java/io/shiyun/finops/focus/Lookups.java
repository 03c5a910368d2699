package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables that the mapping of a bill looks values up in, such as a cloud's names of regions. Some come with the library;
 * a user adds tables, or entries, which win over those that come with it. Keys are compared without regard to case.
 */
public final class Lookups {
    private static final Lookups STANDARD = new Lookups(standardTables());

    private final Map<String, Map<String, String>> tables;

    private Lookups(Map<String, Map<String, String>> tables) {
        this.tables = tables;
    }

    /** Returns the tables that come with the library. */
    public static Lookups standard() {
        return STANDARD;
    }

    /** Returns these tables and further entries of one of them. */
    public Lookups with(String table, Map<String, String> entries) {
        Map<String, Map<String, String>> all = new HashMap<>(tables);
        Map<String, String> merged = new HashMap<>(all.getOrDefault(table, Map.of()));
        entries.forEach((key, value) -> merged.put(key.toLowerCase(Locale.ROOT), value));
        all.put(table, Map.copyOf(merged));
        return new Lookups(all);
    }

    /**
     * Returns these tables and further entries of one of them from two columns of a CSV file. Of a key that comes twice
     * the first counts.
     *
     * @throws IllegalArgumentException if the file lacks a column or is no CSV
     */
    public Lookups with(String table, Path csv, String keyColumn, String valueColumn) {
        Faults faults = new Faults(csv.toString(), 10);
        Map<String, String> entries = new HashMap<>();
        try (InputStream in = Files.newInputStream(csv)) {
            CsvTokenizer tokenizer = new CsvTokenizer(in, 1 << 20, faults);
            List<String> header = tokenizer.header();
            int key = header.indexOf(keyColumn);
            int value = header.indexOf(valueColumn);
            if (key < 0 || value < 0) {
                throw new IllegalArgumentException(csv + " lacks the column " + (key < 0 ? keyColumn : valueColumn));
            }
            RawRow row = new RawRow(header);
            CsvBlock block = new CsvBlock();
            while (tokenizer.read(block)) {
                for (int i = 0; i < block.rows; i++) {
                    row.at(block, i);
                    String found = row.field(key);
                    if (found != null) {
                        String to = row.field(value);
                        entries.putIfAbsent(found.toLowerCase(Locale.ROOT), to == null ? "" : to);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(csv + " cannot be read: " + e.getMessage(), e);
        }
        if (faults.count() > 0) {
            throw new IllegalArgumentException(faults.errors().get(0).toString());
        }
        return with(table, entries);
    }

    /** Returns a value, or null if the table is not there or has no such key. */
    @Nullable String find(String table, String key) {
        Map<String, String> entries = tables.get(table);
        return entries == null ? null : entries.get(key.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Map<String, String>> standardTables() {
        Map<String, Map<String, String>> tables = new HashMap<>();
        for (String[] row : ResourceTable.read("bills/lookups.csv")) {
            tables.computeIfAbsent(row[0], table -> new HashMap<>()).put(row[1].toLowerCase(Locale.ROOT), row[2]);
        }
        return tables;
    }
}
