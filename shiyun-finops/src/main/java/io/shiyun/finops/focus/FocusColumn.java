package io.shiyun.finops.focus;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the Cost and Usage dataset, FOCUS 1.0 to 1.4, by the names that files give them.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">FOCUS specification</a>
 */
public enum FocusColumn {
    ALLOCATED_METHOD_DETAILS("AllocatedMethodDetails", Kind.JSON),
    ALLOCATED_METHOD_ID("AllocatedMethodId", Kind.TEXT),
    ALLOCATED_RESOURCE_ID("AllocatedResourceId", Kind.TEXT),
    ALLOCATED_RESOURCE_NAME("AllocatedResourceName", Kind.TEXT),
    ALLOCATED_TAGS("AllocatedTags", Kind.JSON),
    AVAILABILITY_ZONE("AvailabilityZone", Kind.TEXT),
    BILLED_COST("BilledCost", Kind.DECIMAL),
    BILLING_ACCOUNT_ID("BillingAccountId", Kind.TEXT),
    BILLING_ACCOUNT_NAME("BillingAccountName", Kind.TEXT),
    BILLING_ACCOUNT_TYPE("BillingAccountType", Kind.TEXT),
    BILLING_CURRENCY("BillingCurrency", Kind.TEXT),
    BILLING_PERIOD_END("BillingPeriodEnd", Kind.TIME),
    BILLING_PERIOD_START("BillingPeriodStart", Kind.TIME),
    CAPACITY_RESERVATION_ID("CapacityReservationId", Kind.TEXT),
    CAPACITY_RESERVATION_STATUS("CapacityReservationStatus", Kind.TEXT),
    CHARGE_CATEGORY("ChargeCategory", Kind.TEXT),
    CHARGE_CLASS("ChargeClass", Kind.TEXT),
    CHARGE_DESCRIPTION("ChargeDescription", Kind.TEXT),
    CHARGE_FREQUENCY("ChargeFrequency", Kind.TEXT),
    CHARGE_PERIOD_END("ChargePeriodEnd", Kind.TIME),
    CHARGE_PERIOD_START("ChargePeriodStart", Kind.TIME),
    COMMITMENT_DISCOUNT_CATEGORY("CommitmentDiscountCategory", Kind.TEXT),
    COMMITMENT_DISCOUNT_ID("CommitmentDiscountId", Kind.TEXT),
    COMMITMENT_DISCOUNT_NAME("CommitmentDiscountName", Kind.TEXT),
    COMMITMENT_DISCOUNT_QUANTITY("CommitmentDiscountQuantity", Kind.DECIMAL),
    COMMITMENT_DISCOUNT_STATUS("CommitmentDiscountStatus", Kind.TEXT),
    COMMITMENT_DISCOUNT_TYPE("CommitmentDiscountType", Kind.TEXT),
    COMMITMENT_DISCOUNT_UNIT("CommitmentDiscountUnit", Kind.TEXT),
    CONSUMED_QUANTITY("ConsumedQuantity", Kind.DECIMAL),
    CONSUMED_UNIT("ConsumedUnit", Kind.TEXT),
    CONTRACT_APPLIED("ContractApplied", Kind.JSON),
    CONTRACTED_COST("ContractedCost", Kind.DECIMAL),
    CONTRACTED_UNIT_PRICE("ContractedUnitPrice", Kind.DECIMAL),
    EFFECTIVE_COST("EffectiveCost", Kind.DECIMAL),
    HOST_PROVIDER_NAME("HostProviderName", Kind.TEXT),
    INVOICE_ID("InvoiceId", Kind.TEXT),
    INVOICE_ISSUER_NAME("InvoiceIssuerName", Kind.TEXT),
    LIST_COST("ListCost", Kind.DECIMAL),
    LIST_UNIT_PRICE("ListUnitPrice", Kind.DECIMAL),
    PRICING_CATEGORY("PricingCategory", Kind.TEXT),
    PRICING_CURRENCY("PricingCurrency", Kind.TEXT),
    PRICING_CURRENCY_CONTRACTED_UNIT_PRICE("PricingCurrencyContractedUnitPrice", Kind.DECIMAL),
    PRICING_CURRENCY_EFFECTIVE_COST("PricingCurrencyEffectiveCost", Kind.DECIMAL),
    PRICING_CURRENCY_LIST_UNIT_PRICE("PricingCurrencyListUnitPrice", Kind.DECIMAL),
    PRICING_QUANTITY("PricingQuantity", Kind.DECIMAL),
    PRICING_UNIT("PricingUnit", Kind.TEXT),
    /** The provider; a file of 1.3 or later that names it {@code ServiceProviderName} only fills this column too. */
    PROVIDER_NAME("ProviderName", Kind.TEXT),
    PUBLISHER_NAME("PublisherName", Kind.TEXT),
    REGION_ID("RegionId", Kind.TEXT),
    REGION_NAME("RegionName", Kind.TEXT),
    RESOURCE_ID("ResourceId", Kind.TEXT),
    RESOURCE_NAME("ResourceName", Kind.TEXT),
    RESOURCE_TYPE("ResourceType", Kind.TEXT),
    SERVICE_CATEGORY("ServiceCategory", Kind.TEXT),
    SERVICE_NAME("ServiceName", Kind.TEXT),
    SERVICE_PROVIDER_NAME("ServiceProviderName", Kind.TEXT),
    SERVICE_SUBCATEGORY("ServiceSubcategory", Kind.TEXT),
    SKU_ID("SkuId", Kind.TEXT),
    SKU_METER("SkuMeter", Kind.TEXT),
    SKU_PRICE_DETAILS("SkuPriceDetails", Kind.JSON),
    SKU_PRICE_ID("SkuPriceId", Kind.TEXT),
    SUB_ACCOUNT_ID("SubAccountId", Kind.TEXT),
    SUB_ACCOUNT_NAME("SubAccountName", Kind.TEXT),
    SUB_ACCOUNT_TYPE("SubAccountType", Kind.TEXT),
    TAGS("Tags", Kind.JSON);

    /** What the values of a column are. */
    public enum Kind {
        /** Text, coded by a {@link Dictionary}. */
        TEXT,
        /** An exact decimal. */
        DECIMAL,
        /** A point in time, UTC. */
        TIME,
        /** A JSON object, coded by a {@link Dictionary} of its text. */
        JSON
    }

    private static final Map<String, FocusColumn> BY_HEADER = new HashMap<>();

    static {
        for (FocusColumn column : values()) {
            BY_HEADER.put(column.header.toLowerCase(Locale.ROOT), column);
        }
    }

    private final String header;
    private final Kind kind;

    FocusColumn(String header, Kind kind) {
        this.header = header;
        this.kind = kind;
    }

    /** Returns the name of the column in a file. */
    public String header() {
        return header;
    }

    /** Returns what the values of the column are. */
    public Kind kind() {
        return kind;
    }

    /** Returns the column with a name, upper and lower case being the same, or null if FOCUS has no such column. */
    public static @Nullable FocusColumn ofHeader(String header) {
        return BY_HEADER.get(header.strip().toLowerCase(Locale.ROOT));
    }
}
