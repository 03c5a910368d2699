package io.shiyun.metrics;

/** What kind of change an anomaly is. */
public enum Cause {
    /** A short excursion above what was expected. */
    SPIKE,
    /** A short excursion below what was expected. */
    DIP,
    /** The series moved and stays at its new height. */
    LEVEL,
    /** The series left its usual range gradually. */
    TREND,
    /** The course differs while the heights do not. */
    SHAPE,
    /** Points that should have come did not. */
    MISSING,
    /** A series that used to move repeats one value. */
    FLAT,
    /** Nothing unusual. */
    NONE
}
