package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The facts of the rows of a block: of each field by itself, and across fields. */
final class RuleRows {
    private static final Map<String, String> PARENTS = new HashMap<>();

    static {
        ResourceTable.read("subcategories.csv").forEach(row -> PARENTS.put(row[0], row[1]));
    }

    final long[] facts = new long[CsvBlock.MAX_ROWS * RuleColumn.WIDTH];
    final long[] cross = new long[CsvBlock.MAX_ROWS];
    private final Map<FocusColumn, RuleColumn> columns = new EnumMap<>(FocusColumn.class);
    private final List<Partner> partners = new ArrayList<>();

    RuleRows(Map<FocusColumn, Integer> fields) {
        Arrays.fill(facts, Fact.NULL.bit());
        fields.forEach((column, field) -> columns.put(column, new RuleColumn(column, field)));
        partner(Cross.SKU_OF_PRICE, FocusColumn.SKU_PRICE_ID, FocusColumn.SKU_ID);
        partner(Cross.CATEGORY_OF_SERVICE, FocusColumn.SERVICE_NAME, FocusColumn.SERVICE_CATEGORY);
        partner(Cross.SUBCATEGORY_OF_SERVICE, FocusColumn.SERVICE_NAME, FocusColumn.SERVICE_SUBCATEGORY);
        partner(Cross.METER_OF_SKU, FocusColumn.SKU_ID, FocusColumn.SKU_METER);
        partner(Cross.UNIT_OF_COMMITMENT, FocusColumn.COMMITMENT_DISCOUNT_ID, FocusColumn.COMMITMENT_DISCOUNT_UNIT);
        partner(Cross.TYPE_OF_COMMITMENT, FocusColumn.COMMITMENT_DISCOUNT_ID, FocusColumn.COMMITMENT_DISCOUNT_TYPE);
        partner(Cross.NAME_OF_ACCOUNT, FocusColumn.BILLING_ACCOUNT_ID, FocusColumn.BILLING_ACCOUNT_NAME);
        partner(Cross.TYPE_OF_RESOURCE, FocusColumn.RESOURCE_ID, FocusColumn.RESOURCE_TYPE);
        partner(Cross.ACCOUNT_OF_INVOICE, FocusColumn.INVOICE_ID, FocusColumn.BILLING_ACCOUNT_ID);
    }

    void read(CsvBlock block) {
        Arrays.fill(cross, 0, block.rows, 0);
        columns.values().forEach(column -> column.read(block, facts));
        same(block, FocusColumn.PROVIDER_NAME, FocusColumn.INVOICE_ISSUER_NAME, Cross.PROVIDER_IS_ISSUER);
        same(block, FocusColumn.RESOURCE_ID, FocusColumn.COMMITMENT_DISCOUNT_ID, Cross.RESOURCE_IS_COMMITMENT);
        product(block, FocusColumn.LIST_UNIT_PRICE, FocusColumn.LIST_COST, Cross.LIST_PRODUCT);
        product(block, FocusColumn.CONTRACTED_UNIT_PRICE, FocusColumn.CONTRACTED_COST, Cross.CONTRACTED_PRODUCT);
        unlike(block, FocusColumn.EFFECTIVE_COST, Cross.EFFECTIVE_NOT_BILLED);
        unlike(block, FocusColumn.CONTRACTED_COST, Cross.CONTRACTED_NOT_BILLED);
        unlike(block, FocusColumn.LIST_COST, Cross.LIST_NOT_BILLED);
        reversed(block, FocusColumn.BILLING_PERIOD_START, FocusColumn.BILLING_PERIOD_END, Cross.BILLING_REVERSED);
        reversed(block, FocusColumn.CHARGE_PERIOD_START, FocusColumn.CHARGE_PERIOD_END, Cross.CHARGE_REVERSED);
        respelled(block, FocusColumn.SUB_ACCOUNT_TYPE, Cross.SUB_ACCOUNT_TYPES);
        respelled(block, FocusColumn.BILLING_ACCOUNT_TYPE, Cross.BILLING_ACCOUNT_TYPES);
        respelled(block, FocusColumn.REGION_ID, Cross.REGION_SPELLINGS);
        partners.forEach(partner -> partner.read(block));
        parents(block);
    }

    private void partner(Cross bit, FocusColumn of, FocusColumn one) {
        RuleColumn key = columns.get(of);
        RuleColumn value = columns.get(one);
        if (key != null && value != null) {
            partners.add(new Partner(bit, key, value));
        }
    }

    private void same(CsvBlock block, FocusColumn left, FocusColumn right, Cross bit) {
        RuleColumn a = columns.get(left);
        RuleColumn b = columns.get(right);
        if (a == null || b == null) {
            return;
        }
        for (int row = 0; row < block.rows; row++) {
            int base = row * block.stride;
            boolean same = Arrays.equals(
                    block.bytes,
                    block.bounds[base + a.field] + 1,
                    block.bounds[base + a.field + 1],
                    block.bytes,
                    block.bounds[base + b.field] + 1,
                    block.bounds[base + b.field + 1]);
            cross[row] |= same ? bit.bit() : 0;
        }
    }

    /** A product matches within one part in 1e9, or within 1e-9: providers round either side. */
    private void product(CsvBlock block, FocusColumn price, FocusColumn cost, Cross bit) {
        RuleColumn a = columns.get(price);
        RuleColumn b = columns.get(FocusColumn.PRICING_QUANTITY);
        RuleColumn c = columns.get(cost);
        if (a == null || b == null || c == null) {
            return;
        }
        for (int row = 0; row < block.rows; row++) {
            double product = a.amounts[row] * b.amounts[row];
            boolean off = Math.abs(product - c.amounts[row]) > Math.max(1e-9, Math.abs(product) * 1e-9);
            cross[row] |= off ? bit.bit() : 0;
        }
    }

    private void unlike(CsvBlock block, FocusColumn cost, Cross bit) {
        RuleColumn a = columns.get(cost);
        RuleColumn b = columns.get(FocusColumn.BILLED_COST);
        for (int row = 0; a != null && b != null && row < block.rows; row++) {
            cross[row] |= Math.abs(a.amounts[row] - b.amounts[row]) > 0 ? bit.bit() : 0;
        }
    }

    private void reversed(CsvBlock block, FocusColumn start, FocusColumn end, Cross bit) {
        RuleColumn a = columns.get(start);
        RuleColumn b = columns.get(end);
        for (int row = 0; a != null && b != null && row < block.rows; row++) {
            boolean known = a.codes[row] > 0 && b.codes[row] > 0 && b.second(row) != Long.MIN_VALUE;
            cross[row] |= known && b.second(row) <= a.second(row) ? bit.bit() : 0;
        }
    }

    private void respelled(CsvBlock block, FocusColumn column, Cross bit) {
        RuleColumn a = columns.get(column);
        for (int row = 0; a != null && row < block.rows; row++) {
            cross[row] |= a.respelled(row) ? bit.bit() : 0;
        }
    }

    private void parents(CsvBlock block) {
        RuleColumn child = columns.get(FocusColumn.SERVICE_SUBCATEGORY);
        RuleColumn parent = columns.get(FocusColumn.SERVICE_CATEGORY);
        for (int row = 0; child != null && parent != null && row < block.rows; row++) {
            String of = child.dictionary.text(child.codes[row]);
            String wanted = of == null ? null : PARENTS.get(of);
            cross[row] |= wanted != null && !wanted.equals(parent.dictionary.text(parent.codes[row]))
                    ? Cross.PARENT_OF_SUBCATEGORY.bit()
                    : 0;
        }
    }

    /** For each value of one column the first value of another; a row that brings a second one is marked. */
    private final class Partner {
        private final Cross bit;
        private final RuleColumn key;
        private final RuleColumn value;
        private int[] first = new int[64];

        Partner(Cross bit, RuleColumn key, RuleColumn value) {
            this.bit = bit;
            this.key = key;
            this.value = value;
        }

        void read(CsvBlock block) {
            for (int row = 0; row < block.rows; row++) {
                int of = key.codes[row];
                int one = value.codes[row];
                if (of == 0 || one == 0) {
                    continue;
                }
                if (of >= first.length) {
                    first = Arrays.copyOf(first, of * 2);
                }
                if (first[of] == 0) {
                    first[of] = one;
                } else if (first[of] != one) {
                    cross[row] |= bit.bit();
                }
            }
        }
    }
}
