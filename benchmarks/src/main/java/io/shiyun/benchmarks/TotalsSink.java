package io.shiyun.benchmarks;

import io.shiyun.finops.focus.FocusCodes;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.FocusSink;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.focus.RowBatch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up one file by several groupings, in BigDecimal: slow, plain and exact. */
final class TotalsSink implements FocusSink {
    private static final FocusColumn[] COSTS = {
        FocusColumn.BILLED_COST, FocusColumn.EFFECTIVE_COST, FocusColumn.LIST_COST, FocusColumn.CONTRACTED_COST
    };

    private final Map<String, Map<List<Object>, Cell>> groups = new LinkedHashMap<>();
    private final List<BigDecimal> raw = new ArrayList<>();
    private long rows;
    private long blank;
    private long scientific;

    @Override
    public Load begin(String file, FocusCodes codes) {
        List<Object[]> staged = new ArrayList<>();
        return new Load() {
            @Override
            public void accept(RowBatch batch) {
                for (int row = 0; row < batch.rows(); row++) {
                    add(batch, row, staged);
                }
            }

            @Override
            public void commit(List<Part> parts) {
                for (Object[] row : staged) {
                    Part part = parts.get((Integer) row[0]);
                    cell("by_billing_period", part.billingPeriod().toString()).add((BigDecimal[]) row[1]);
                }
            }

            @Override
            public void close() {
                staged.clear();
            }
        };
    }

    private void add(RowBatch batch, int row, List<Object[]> staged) {
        rows++;
        BigDecimal[] costs = new BigDecimal[COSTS.length];
        for (int i = 0; i < COSTS.length; i++) {
            costs[i] = batch.amount(COSTS[i], row);
        }
        staged.add(new Object[] {batch.parts()[row], costs});
        LocalDate day = LocalDate.ofEpochDay(batch.days()[row]);
        String provider = text(batch, FocusColumn.PROVIDER_NAME, row);
        Map<String, String> tags = batch.codes().tags().of(batch.codes(FocusColumn.TAGS)[row]);
        cell("total", "ALL").add(costs);
        cell(
                        "by_provider_service_month",
                        provider,
                        text(batch, FocusColumn.SERVICE_NAME, row),
                        day.toString().substring(0, 7))
                .add(costs);
        cell("by_day", day.toString()).add(costs);
        cell("by_provider_subaccount", provider, text(batch, FocusColumn.SUB_ACCOUNT_ID, row))
                .add(costs);
        cell(
                        "by_charge_category",
                        text(batch, FocusColumn.CHARGE_CATEGORY, row),
                        text(batch, FocusColumn.COMMITMENT_DISCOUNT_STATUS, row),
                        text(batch, FocusColumn.PRICING_CATEGORY, row))
                .add(costs);
        cell("by_tag_application", tags.get("application")).add(costs);
        cell("by_tag_environment", tags.get("environment")).add(costs);
        cell("by_region", provider, text(batch, FocusColumn.REGION_ID, row)).add(costs);
        cell("by_sku_price", provider, text(batch, FocusColumn.SKU_PRICE_ID, row))
                .add(costs);
        cell("negatives", costs[0] != null && costs[0].signum() < 0).add(costs);
        rawCost(batch.codes().of("x_RawCost").text(batch.codes("x_RawCost")[row]));
    }

    private void rawCost(@Nullable String text) {
        if (text == null) {
            blank++;
        } else {
            scientific += text.toLowerCase(Locale.ROOT).indexOf('e') >= 0 ? 1 : 0;
            raw.add(new BigDecimal(text));
        }
    }

    /** Returns the groupings of a FOCUS file. */
    Map<String, Object> focus() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows", rows);
        List<String> order = List.of(
                "total",
                "by_provider_service_month",
                "by_day",
                "by_billing_period",
                "by_provider_subaccount",
                "by_charge_category",
                "by_tag_application",
                "by_tag_environment",
                "by_region",
                "by_sku_price",
                "negatives");
        for (String group : order) {
            List<Object> cells = new ArrayList<>();
            groups.getOrDefault(group, Map.of()).forEach((key, cell) -> cells.add(cell.json(key)));
            result.put(group, cells);
        }
        return result;
    }

    /** Returns the sum of the one cost of another bill, and in which forms it stood there. */
    Map<String, Object> raw(String column) {
        BigDecimal sum = raw.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows", rows);
        result.put("column", column);
        result.put("sum", plain(sum));
        result.put("blank", blank);
        result.put("scientific", scientific);
        result.put(
                "max_decimals", raw.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        return result;
    }

    /** No digit is lost: only zeros at the end beyond 28 significant digits are left out. */
    private static String plain(BigDecimal sum) {
        BigDecimal shown = sum;
        while (shown.precision() > 28
                && shown.scale() > 0
                && shown.unscaledValue().mod(java.math.BigInteger.TEN).signum() == 0) {
            shown = shown.setScale(shown.scale() - 1);
        }
        return shown.toPlainString();
    }

    private Cell cell(String group, @Nullable Object... key) {
        return groups.computeIfAbsent(group, name -> new TreeMap<>(Comparator.comparing(TotalsSink::order)))
                .computeIfAbsent(Arrays.asList(key), k -> new Cell());
    }

    /** Keys in the order in which Python sorts their texts, as the expected totals have them. */
    private static String order(List<Object> key) {
        if (key.size() == 1) {
            return key.get(0) == null ? "None" : key.get(0).toString();
        }
        StringBuilder order = new StringBuilder("[");
        for (Object part : key) {
            order.append(order.length() == 1 ? "" : ", ").append(part == null ? "None" : "'" + part + "'");
        }
        return order.append(']').toString();
    }

    private static @Nullable String text(RowBatch batch, FocusColumn column, int row) {
        return batch.codes().of(column).text(batch.codes(column)[row]);
    }

    /** Four sums. */
    private static final class Cell {
        private final BigDecimal[] sums = new BigDecimal[COSTS.length];
        private long rows;
        private long contractedNulls;

        Cell() {
            Arrays.fill(sums, BigDecimal.ZERO.setScale(11));
        }

        void add(BigDecimal[] costs) {
            rows++;
            for (int i = 0; i < costs.length; i++) {
                if (costs[i] != null) {
                    sums[i] = sums[i].add(costs[i]);
                } else if (COSTS[i] == FocusColumn.CONTRACTED_COST) {
                    contractedNulls++;
                }
            }
        }

        Map<String, Object> json(List<Object> key) {
            Map<String, Object> cell = new LinkedHashMap<>();
            cell.put("key", key.size() == 1 ? key.get(0) : key);
            cell.put("rows", rows);
            for (int i = 0; i < COSTS.length; i++) {
                cell.put(COSTS[i].header(), sums[i].toPlainString());
            }
            cell.put("ContractedCostNulls", contractedNulls);
            return cell;
        }
    }
}
