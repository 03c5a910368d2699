package io.shiyun.finops.focus;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A sink that keeps every row as texts, and does what the contract of loads says in the plainest way. */
final class CollectingSink implements FocusSink {
    final List<Row> rows = new ArrayList<>();
    int begun;
    int committed;

    @Override
    public Load begin(String file, FocusCodes codes) {
        begun++;
        List<Row> staged = new ArrayList<>();
        List<Integer> parts = new ArrayList<>();
        return new Load() {
            @Override
            public void accept(RowBatch batch) {
                for (int row = 0; row < batch.rows(); row++) {
                    parts.add(batch.parts()[row]);
                    staged.add(Row.of(batch, row));
                }
            }

            @Override
            public void commit(List<Part> all) {
                committed++;
                rows.removeIf(row -> all.contains(row.part));
                for (int i = 0; i < staged.size(); i++) {
                    staged.get(i).part = all.get(parts.get(i));
                    rows.add(staged.get(i));
                }
            }

            @Override
            public void close() {
                staged.clear();
            }
        };
    }

    Map<Object, BigDecimal> sum(FocusColumn cost, Function<Row, Object> key) {
        Map<Object, BigDecimal> sums = new HashMap<>();
        for (Row row : rows) {
            BigDecimal amount = row.amounts.get(cost);
            sums.merge(key.apply(row), amount == null ? BigDecimal.ZERO : amount, BigDecimal::add);
        }
        return sums;
    }

    BigDecimal total(FocusColumn cost) {
        return sum(cost, row -> "").getOrDefault("", BigDecimal.ZERO);
    }

    static final class Row {
        final Map<FocusColumn, String> texts = new HashMap<>();
        final Map<FocusColumn, BigDecimal> amounts = new HashMap<>();
        final Map<String, String> extras = new HashMap<>();
        final Map<String, BigDecimal> extraAmounts = new HashMap<>();
        final Map<String, String> tags;
        final LocalDate day;
        Part part;

        private Row(Map<String, String> tags, LocalDate day) {
            this.tags = tags;
            this.day = day;
        }

        static Row of(RowBatch batch, int row) {
            FocusCodes codes = batch.codes();
            Row copy = new Row(
                    codes.columns().contains(FocusColumn.TAGS)
                            ? codes.tags().of(batch.codes(FocusColumn.TAGS)[row])
                            : Map.of(),
                    LocalDate.ofEpochDay(batch.days()[row]));
            for (FocusColumn column : codes.columns()) {
                if (column.kind() == FocusColumn.Kind.DECIMAL) {
                    copy.amounts.put(column, batch.amount(column, row));
                } else if (column.kind() != FocusColumn.Kind.TIME) {
                    copy.texts.put(column, codes.of(column).text(batch.codes(column)[row]));
                }
            }
            for (String extra : codes.extras()) {
                copy.extras.put(extra, codes.of(extra).text(batch.codes(extra)[row]));
            }
            for (String extra : codes.extraAmounts()) {
                copy.extraAmounts.put(extra, batch.amount(extra, row));
            }
            return copy;
        }
    }
}
