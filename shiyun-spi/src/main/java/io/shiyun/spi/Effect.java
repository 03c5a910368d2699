package io.shiyun.spi;

/** What asking does to the world. It decides whether a call is retried, cached and journalled, and what it invalidates. */
public enum Effect {
    /** Looks, changes nothing; answers may be stored. */
    READ,
    /** Looks at something that must not be stored. */
    READ_SECRET,
    /** Makes a new thing each time it is carried out. */
    CREATE,
    /** Makes it so; doing it twice is doing it once. */
    CHANGE,
    /** Does something each time it is carried out, such as a reboot. */
    ACT,
    /** Takes something away; gone already is done. */
    DELETE,
    /** Goes on with an operation; at most one change, harmless to repeat. */
    STEP,
    /** Moves data as it comes; never repeated by the library. */
    STREAM
}
