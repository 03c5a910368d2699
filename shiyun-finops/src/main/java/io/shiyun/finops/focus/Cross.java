package io.shiyun.finops.focus;

/** What can be said of several fields of a row together, or of a row beside earlier ones; each is a bit. */
enum Cross {
    PROVIDER_IS_ISSUER,
    RESOURCE_IS_COMMITMENT,
    LIST_PRODUCT,
    CONTRACTED_PRODUCT,
    EFFECTIVE_NOT_BILLED,
    CONTRACTED_NOT_BILLED,
    LIST_NOT_BILLED,
    BILLING_REVERSED,
    CHARGE_REVERSED,
    PARENT_OF_SUBCATEGORY,
    SKU_OF_PRICE,
    CATEGORY_OF_SERVICE,
    SUBCATEGORY_OF_SERVICE,
    METER_OF_SKU,
    UNIT_OF_COMMITMENT,
    TYPE_OF_COMMITMENT,
    NAME_OF_ACCOUNT,
    TYPE_OF_RESOURCE,
    ACCOUNT_OF_INVOICE,
    SUB_ACCOUNT_TYPES,
    BILLING_ACCOUNT_TYPES,
    REGION_SPELLINGS;

    long bit() {
        return 1L << ordinal();
    }
}
