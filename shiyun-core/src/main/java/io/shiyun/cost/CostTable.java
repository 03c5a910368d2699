package io.shiyun.cost;

import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A report as a table of plain text. */
final class CostTable {
    private static final String NONE = "-";

    private CostTable() {}

    static String of(CostReport report) {
        int decimals = Math.max(
                2,
                report.rows().stream()
                        .mapToInt(row -> row.cost().amount().scale())
                        .max()
                        .orElse(0));
        int columns = report.by().size();
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>();
        report.by().forEach(dimension -> head.add(dimension.name()));
        head.add("cost");
        head.add("");
        lines.add(head);
        for (CostRow row : report.rows()) {
            lines.add(line(row.key(), row.cost(), decimals));
        }
        for (Money total : report.totals()) {
            List<String> key = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                key.add(i == 0 ? "total" : " ");
            }
            lines.add(line(key, total, decimals));
        }
        StringBuilder out = new StringBuilder();
        int[] widths = widths(lines, columns + 2);
        for (int i = 0; i < lines.size(); i++) {
            if (i == 1 || (i > 1 && i == lines.size() - report.totals().size())) {
                rule(out, widths);
            }
            print(out, lines.get(i), widths, columns);
        }
        return out.toString();
    }

    private static List<String> line(List<String> key, Money cost, int decimals) {
        List<String> line = new ArrayList<>();
        key.forEach(value -> line.add(value.isEmpty() ? NONE : value.replaceAll("\\p{Cntrl}", "?")));
        BigDecimal amount = cost.amount();
        line.add(amount.setScale(Math.max(decimals, amount.scale())).toPlainString());
        line.add(cost.currency().getCurrencyCode());
        return line;
    }

    private static int[] widths(List<List<String>> lines, int columns) {
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static void rule(StringBuilder out, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            out.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
        }
        out.append('\n');
    }

    /** Texts to the left, amounts to the right. */
    private static void print(StringBuilder out, List<String> line, int[] widths, int amount) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String value = line.get(i);
            String pad = " ".repeat(widths[i] - value.length());
            text.append(i == 0 ? "" : "  ").append(i == amount ? pad + value : value + pad);
        }
        out.append(text.toString().stripTrailing()).append('\n');
    }
}
