package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tables of facts that lie beside this class: comma-separated without quotes, {@code #} starts a comment line. */
final class ResourceTable {
    private ResourceTable() {}

    /** Returns the rows below the header, each with as many fields as the header. */
    static List<String[]> read(String name) {
        List<String[]> rows = new ArrayList<>();
        int width = -1;
        for (String line : lines(name)) {
            String[] fields = line.split(",", -1);
            if (width < 0) {
                width = fields.length;
            } else if (fields.length != width) {
                throw new IllegalStateException(name + " has a row of other length: " + line);
            } else {
                rows.add(fields);
            }
        }
        return rows;
    }

    /** Returns the lines that are neither blank nor comments. */
    static List<String> lines(String name) {
        try (InputStream in = ResourceTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The table " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + name + " cannot be read", e);
        }
    }
}
