package io.shiyun.finops.cube;

import io.shiyun.finops.focus.FocusColumn;

/** The costs of a row. They answer different questions and are never added to one another. */
public enum Cost {
    /** What is invoiced: the cash basis. */
    BILLED(FocusColumn.BILLED_COST),

    /** What was used, with what was paid ahead spread over its term: the accrual basis. */
    EFFECTIVE(FocusColumn.EFFECTIVE_COST),

    /** At public list prices. */
    LIST(FocusColumn.LIST_COST),

    /** At the agreed prices, before commitments. */
    CONTRACTED(FocusColumn.CONTRACTED_COST);

    private final FocusColumn column;

    Cost(FocusColumn column) {
        this.column = column;
    }

    /** Returns the column of FOCUS that has it. */
    public FocusColumn column() {
        return column;
    }
}
