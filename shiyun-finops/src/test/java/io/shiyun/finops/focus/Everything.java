package io.shiyun.finops.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every column of every row of a file, by the reader; equal amounts are equal texts. */
final class Everything {
    private Everything() {}

    static List<Map<String, String>> of(String name, byte[] file, List<String> extras) {
        FocusCodes codes = new FocusCodes(EnumSet.allOf(FocusColumn.class), extras, List.of());
        List<Map<String, String>> rows = new ArrayList<>();
        FocusSink sink = (load, same) -> new FocusSink.Load() {
            @Override
            public void accept(RowBatch batch) {
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(row(batch, row));
                }
            }

            @Override
            public void commit(List<Part> parts) {
                parts.forEach(part -> rows.forEach(row -> row.putIfAbsent(
                        "periods", parts.stream().map(Part::billingPeriod).toList() + "")));
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        IngestReport report = new FocusReader(codes, sink).read(name, new ByteArrayInputStream(file));
        assertThat(report.in()).as(report.toString()).isTrue();
        return rows;
    }

    private static Map<String, String> row(RowBatch batch, int row) {
        FocusCodes codes = batch.codes();
        Map<String, String> values = new TreeMap<>();
        for (FocusColumn column : FocusColumn.values()) {
            if (column.kind() == FocusColumn.Kind.DECIMAL) {
                BigDecimal amount = batch.amount(column, row);
                values.put(
                        column.header(),
                        amount == null ? null : amount.stripTrailingZeros().toPlainString());
            } else if (column.kind() != FocusColumn.Kind.TIME) {
                values.put(column.header(), codes.of(column).text(batch.codes(column)[row]));
            }
        }
        for (String extra : codes.extras()) {
            values.put(extra, codes.of(extra).text(batch.codes(extra)[row]));
        }
        values.put("from", Instant.ofEpochSecond(batch.starts()[row]).toString());
        values.put("to", Instant.ofEpochSecond(batch.ends()[row]).toString());
        return values;
    }
}
