package io.shiyun.finops.parquet;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusSink;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.focus.RowBatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sink that keeps each committed row, every column by its name. */
final class Kept implements FocusSink {
    final List<Map<String, Object>> rows = new ArrayList<>();
    int commits;

    @Override
    public Load begin(String file, FocusCodes codes) {
        List<Map<String, Object>> staged = new ArrayList<>();
        return new Load() {
            @Override
            public void accept(RowBatch batch) {
                for (int row = 0; row < batch.rows(); row++) {
                    staged.add(row(batch, row));
                }
            }

            @Override
            public void commit(List<Part> parts) {
                commits++;
                rows.addAll(staged);
            }

            @Override
            public void close() {
                staged.clear();
            }
        };
    }

    BigDecimal total(FocusColumn column) {
        return rows.stream()
                .map(row -> (BigDecimal) row.get(column.header()))
                .filter(amount -> amount != null)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Map<String, Object> row(RowBatch batch, int row) {
        FocusCodes codes = batch.codes();
        Map<String, Object> kept = new TreeMap<>();
        kept.put("day", batch.days()[row]);
        kept.put("from", batch.starts()[row]);
        kept.put("to", batch.ends()[row]);
        for (FocusColumn column : codes.columns()) {
            switch (column.kind()) {
                case DECIMAL -> kept.put(column.header(), batch.amount(column, row));
                case TEXT -> kept.put(column.header(), codes.of(column).text(batch.codes(column)[row]));
                case JSON -> kept.put(column.header(), codes.tags().of(batch.codes(column)[row]));
                case TIME -> {}
            }
        }
        return kept;
    }
}
