package io.shiyun.spi;

/**
 * What keeps a repeated create single.
 */
public enum GuaranteeKind {
    /** The cloud remembers the token. */
    TOKEN,

    /** The cloud refuses a second thing of the same name. */
    NAME,

    /** Only the tags tell that it was made; list before sending again. */
    TAGS,

    /** Nothing. */
    NONE
}
