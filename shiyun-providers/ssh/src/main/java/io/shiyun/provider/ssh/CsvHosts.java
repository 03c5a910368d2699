package io.shiyun.provider.ssh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Machines as comma-separated values (RFC 4180): the first line names the columns, of which {@code name} must be there. Lines that
 * begin with # and empty lines are passed over; a quoted value may hold commas and doubled quotes, and does not go on in the next
 * line.
 */
final class CsvHosts {
    private CsvHosts() {}

    static List<Row> read(List<String> lines, LineFaults faults) {
        List<Row> rows = new ArrayList<>();
        List<Row.Word> header = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            List<Row.Word> cells = cells(line, i + 1, faults);
            if (header.isEmpty()) {
                header = header(cells, faults);
            } else {
                row(header, cells, i + 1, rows, faults);
            }
        }
        return rows;
    }

    private static List<Row.Word> header(List<Row.Word> cells, LineFaults faults) {
        Set<String> seen = new HashSet<>();
        for (Row.Word cell : cells) {
            if (!cell.text().equals("name") && !RowReader.known(cell.text())) {
                faults.add(cell, "'" + cell.text() + "' is no column; there are name, " + RowReader.keys());
            }
            if (!seen.add(cell.text())) {
                faults.add(cell, "the column '" + cell.text() + "' is there twice");
            }
        }
        if (!seen.contains("name")) {
            faults.add(cells.get(0), "the first line names the columns, and 'name' is not among them");
        }
        return cells;
    }

    private static void row(List<Row.Word> header, List<Row.Word> cells, int line, List<Row> rows, LineFaults faults) {
        if (cells.size() > header.size()) {
            faults.add(cells.get(header.size()), "one value more than the first line has columns");
            return;
        }
        Row.Word name = new Row.Word("", line, 1);
        for (int i = 0; i < cells.size(); i++) {
            if (header.get(i).text().equals("name")) {
                name = cells.get(i);
            }
        }
        Row row = new Row(name);
        for (int i = 0; i < cells.size(); i++) {
            if (!header.get(i).text().equals("name") && !cells.get(i).text().isEmpty()) {
                row.put(header.get(i).text(), cells.get(i));
            }
        }
        rows.add(row);
    }

    private static List<Row.Word> cells(String line, int number, LineFaults faults) {
        List<Row.Word> cells = new ArrayList<>();
        int i = 0;
        while (i <= line.length()) {
            int begun = i;
            StringBuilder text = new StringBuilder();
            if (i < line.length() && line.charAt(i) == '"') {
                i = quoted(line, i + 1, text);
                if (i < 0) {
                    faults.add(number, begun + 1, "the quote does not end on this line");
                    return cells;
                }
                if (i < line.length() && line.charAt(i) != ',') {
                    faults.add(number, i + 1, "a comma must follow the quoted value");
                    return cells;
                }
            } else {
                while (i < line.length() && line.charAt(i) != ',') {
                    text.append(line.charAt(i++));
                }
            }
            cells.add(new Row.Word(text.toString().strip(), number, begun + 1));
            i++;
        }
        return cells;
    }

    /** Returns where the value has ended, or -1 when it does not. */
    private static int quoted(String line, int from, StringBuilder text) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '"') {
                text.append(c);
            } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                text.append(c);
                i++;
            } else {
                return i + 1;
            }
        }
        return -1;
    }
}
