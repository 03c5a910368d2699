package io.shiyun.model;

/**
 * FOCUS ChargeCategory: what kind of charge.
 */
public enum ChargeCategory {
    /** Use of a service. */
    USAGE,

    /** Something bought, such as a commitment. */
    PURCHASE,

    /** Tax. */
    TAX,

    /** Money given back. */
    CREDIT,

    /** A correction that belongs to nothing else. */
    ADJUSTMENT
}
