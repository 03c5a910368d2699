package io.shiyun.finops.focus;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that are wanted, and for each of them the {@link Dictionary} of its values, shared by all files that are
 * read with it. It only grows; values of a file that was refused may stay as codes that no row uses.
 *
 * <p>Not safe for use by several threads while a file is read.
 */
public final class FocusCodes {
    /** The columns by which bills are commonly grouped, and the four costs. */
    public static final Set<FocusColumn> USUAL = Collections.unmodifiableSet(EnumSet.of(
            FocusColumn.BILLED_COST,
            FocusColumn.EFFECTIVE_COST,
            FocusColumn.LIST_COST,
            FocusColumn.CONTRACTED_COST,
            FocusColumn.BILLING_ACCOUNT_ID,
            FocusColumn.BILLING_CURRENCY,
            FocusColumn.CHARGE_CATEGORY,
            FocusColumn.CHARGE_CLASS,
            FocusColumn.COMMITMENT_DISCOUNT_STATUS,
            FocusColumn.PRICING_CATEGORY,
            FocusColumn.PROVIDER_NAME,
            FocusColumn.REGION_ID,
            FocusColumn.SERVICE_CATEGORY,
            FocusColumn.SERVICE_NAME,
            FocusColumn.SUB_ACCOUNT_ID,
            FocusColumn.TAGS));

    private final Set<FocusColumn> columns;
    private final Map<String, ByteDictionary> extras = new LinkedHashMap<>();
    private final List<String> extraAmounts;
    private final ByteDictionary[] dictionaries = new ByteDictionary[FocusColumn.values().length];
    private final TagSets tags;

    /** Makes codes for the {@link #USUAL} columns. */
    public FocusCodes() {
        this(USUAL, List.of(), List.of());
    }

    /**
     * Makes codes for chosen columns. The currency and the provider are always among them.
     *
     * @param columns columns of FOCUS; other columns of a file are checked and not handed on
     * @param extras names of further columns of texts, such as {@code x_Project}
     * @param extraAmounts names of further columns of amounts, such as {@code x_VoucherAmount}
     */
    public FocusCodes(Set<FocusColumn> columns, List<String> extras, List<String> extraAmounts) {
        this.extraAmounts = List.copyOf(extraAmounts);
        EnumSet<FocusColumn> all = EnumSet.of(FocusColumn.BILLING_CURRENCY, FocusColumn.PROVIDER_NAME);
        all.addAll(columns);
        this.columns = Collections.unmodifiableSet(all);
        for (FocusColumn column : FocusColumn.values()) {
            dictionaries[column.ordinal()] = new ByteDictionary();
        }
        for (String extra : extras) {
            this.extras.put(extra, new ByteDictionary());
        }
        this.tags = new TagSets(dictionaries[FocusColumn.TAGS.ordinal()]);
    }

    /** Returns the columns of FOCUS that are handed on. */
    public Set<FocusColumn> columns() {
        return columns;
    }

    /** Returns the further columns of amounts that are handed on. */
    public List<String> extraAmounts() {
        return extraAmounts;
    }

    /** Returns the further columns of texts that are handed on. */
    public Set<String> extras() {
        return Collections.unmodifiableSet(extras.keySet());
    }

    /** Returns the values of a text or JSON column. */
    public Dictionary of(FocusColumn column) {
        return dictionaries[column.ordinal()];
    }

    /** Returns the values of a further column. */
    public Dictionary of(String extra) {
        ByteDictionary found = extras.get(extra);
        if (found == null) {
            throw new IllegalArgumentException(extra + " is not coded: ask for it when making FocusCodes");
        }
        return found;
    }

    /** Returns the meaning of the codes of {@link FocusColumn#TAGS}. */
    public TagSets tags() {
        return tags;
    }

    ByteDictionary bytes(FocusColumn column) {
        return dictionaries[column.ordinal()];
    }

    ByteDictionary bytes(String extra) {
        return (ByteDictionary) of(extra);
    }
}
