package io.shiyun.finops.focus;

/** What can be said of one field by itself; each is a bit. */
enum Fact {
    NULL,
    /** Written as an empty or blank text instead of null. */
    BLANK,
    /** Written as a word that means nothing, such as {@code N/A}, instead of null. */
    PLACEHOLDER,
    NOT_UNICODE,
    NOT_ALLOWED,
    NOT_CURRENCY,
    NOT_CODE,
    UNIT_FORM,
    UNIT_CASE,
    UNIT_QUANTITY,
    NOT_DECIMAL,
    NUM_MULTIPLE,
    NUM_FRACTION,
    NUM_EXPONENT,
    NUM_EXPONENT_PLUS,
    NUM_OPERATOR,
    NUM_QUALIFIER,
    NUM_COMMA,
    NUM_PLUS,
    NUM_BRACKETS,
    NUMBER_FORM,
    ZERO,
    NEGATIVE,
    NOT_TIME,
    TIME_NO_T,
    TIME_NO_Z,
    TIME_NOT_UTC,
    TIME_DIGITS,
    TIME_INCLUSIVE,
    TIME_FORM,
    JSON_BAD,
    JSON_TWICE,
    JSON_NESTED,
    JSON_FORM,
    TAG_NULL,
    TAG_EMPTY,
    KEY_NOT_PASCAL,
    KEY_PREFIX,
    KEY_CASE,
    VALUE_TYPE;

    long bit() {
        return 1L << ordinal();
    }

    /** Bits from here on say which of the values that rules name a field has. */
    static final int FIRST_VALUE = 48;
}
