package io.shiyun.finops.focus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns blocks of a bill into blocks of FOCUS, row by row, each keeping its line. */
final class MappedRows {
    private final RawRow row;
    private final Faults faults;
    private final List<String> header = new ArrayList<>();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private final List<Expr> expressions = new ArrayList<>();
    private final CsvBlock out = new CsvBlock();
    private byte[] bytes = new byte[1 << 16];
    private int end;

    MappedRows(BillMapping mapping, List<String> rawHeader, Lookups lookups, Faults faults) {
        this.row = new RawRow(rawHeader);
        this.faults = faults;
        ExprParser parser = new ExprParser(row, lookups);
        Map<String, String> columns = new LinkedHashMap<>(mapping.columns());
        columns.put("x_RawCost", mapping.money());
        columns.forEach((column, expression) -> {
            header.add(column);
            expressions.add(parser.parse(expression));
            int raw = row.find(expression);
            shown.put(column, raw < 0 ? column : column + " from " + rawHeader.get(raw));
        });
    }

    /** Returns the header of the FOCUS rows. */
    List<String> header() {
        return header;
    }

    /** Returns what a column of FOCUS is called in faults: with the bill's own column, where it is just that. */
    Map<String, String> shown() {
        return shown;
    }

    CsvBlock map(CsvBlock in) {
        end = 1;
        out.stride = header.size() + 1;
        int need = in.rows * out.stride + 1;
        if (out.bounds.length < need) {
            out.bounds = new int[need];
        }
        for (int i = 0; i < in.rows; i++) {
            row.at(in, i);
            out.lines[i] = in.lines[i];
            out.bounds[i * out.stride] = end - 1;
            for (int field = 0; field < expressions.size(); field++) {
                put(value(field));
                out.bounds[i * out.stride + field + 1] = end++;
            }
        }
        out.rows = in.rows;
        out.bytes = bytes;
        return out;
    }

    private String value(int field) {
        try {
            String value = expressions.get(field).of(row);
            return value == null ? "" : value.indexOf('"') < 0 ? value : '"' + value.replace("\"", "\"\"") + '"';
        } catch (BadValue e) {
            faults.error(row.line(), shown.get(header.get(field)), null, e.problem());
            return "";
        }
    }

    private void put(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        if (end + encoded.length + 64 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + encoded.length + 64));
        }
        System.arraycopy(encoded, 0, bytes, end, encoded.length);
        end += encoded.length;
    }
}
